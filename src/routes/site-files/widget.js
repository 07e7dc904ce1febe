// <khulasa-headlines src="https://…/feed.json" limit="5"></khulasa-headlines>: the latest headlines
// of a feed in a page of somebody else, each in its own direction, whatever that of the page.

const MOST = 20

// A sheet of its own, which the page's Content-Security-Policy does not have to allow.
const SHEET = new CSSStyleSheet()
SHEET.replaceSync(`
  :host { display: block; line-height: 1.7 }
  ul { list-style: none; margin: 0; padding: 0 }
  li { padding-block: .5em; border-block-end: 1px solid color-mix(in srgb, currentColor 20%, transparent) }
  li:last-child { border-block-end: 0 }
  a { color: inherit; text-decoration-thickness: 1px; text-underline-offset: .25em }
`)

class KhulasaHeadlines extends HTMLElement {
  static observedAttributes = ['src', 'limit']

  #isDue = false
  #asking

  connectedCallback() {
    this.showSoon()
  }

  attributeChangedCallback() {
    if (this.isConnected) this.showSoon()
  }

  disconnectedCallback() {
    this.#asking?.abort()
  }

  // An element in the page says of each attribute that it is there, and then of itself: one request.
  showSoon() {
    if (this.#isDue) return
    this.#isDue = true
    queueMicrotask(() => {
      this.#isDue = false
      void this.show()
    })
  }

  get limit() {
    const limit = Number.parseInt(this.getAttribute('limit') ?? '5', 10)
    return Math.min(Math.max(limit || 5, 1), MOST)
  }

  async show() {
    this.#asking?.abort()
    const src = this.getAttribute('src')
    if (!src || !this.isConnected) return
    const { signal } = (this.#asking = new AbortController())
    try {
      const address = new URL(src, document.baseURI)
      address.searchParams.set('limit', String(this.limit))
      address.searchParams.set('content', 'summary')
      const response = await fetch(address, { signal })
      if (!response.ok) throw new Error(`${address} answers ${response.status}`)
      const feed = await response.json()
      // Another feed may have been asked for meanwhile.
      if (!signal.aborted) this.render(feed)
    } catch (error) {
      // What the page has inside of the element stays to be seen.
      if (!signal.aborted) console.error(error)
    }
  }

  render(feed) {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [SHEET]
    const list = document.createElement('ul')
    list.lang = feed.language ?? ''
    list.dir = feed._khulasa?.direction ?? 'auto'
    list.setAttribute('aria-label', feed.title)
    list.append(...feed.items.slice(0, this.limit).map((item) => line(item, feed)))
    root.replaceChildren(list)
  }
}

function line(item, feed) {
  const entry = document.createElement('li')
  entry.lang = item.language ?? feed.language ?? ''
  entry.dir = item._khulasa?.direction ?? feed._khulasa?.direction ?? 'auto'
  const text = document.createElement(isAddress(item.url) ? 'a' : 'span')
  text.textContent = item.title ?? item.summary ?? ''
  if (text.localName === 'a') text.href = item.url
  entry.append(text)
  return entry
}

function isAddress(url) {
  return /^https?:\/\//.test(url ?? '')
}

customElements.define('khulasa-headlines', KhulasaHeadlines)
