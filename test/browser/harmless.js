// Runs in the page: puts HTML in the document in the ways that readers do, and says what of it may
// not be there. `xss` is there already, and says outside that it was called.

const EVENTS = ['mouseover', 'pointerenter', 'focus', 'click', 'load', 'error', 'toggle', 'begin']

/** HTML put in the document as it is, again as the browser writes it, and inside of others. */
globalThis.putIn = (htmls) => {
  const faults = htmls.flatMap((html) => {
    const first = put('div', html)
    return [first, put('div', first.innerHTML), ...inOthers(html)].flatMap(harmIn)
  })
  return [...new Set(faults)]
}

/** Texts put where readers put them. */
globalThis.putTexts = (texts) => {
  for (const text of texts) {
    const element = put('p', '')
    element.textContent = text
    element.title = text
  }
}

/** HTML as a parser reads it that runs no scripts, written again. */
function inOthers(html) {
  const parsed = new DOMParser().parseFromString(html, 'text/html').body.innerHTML
  const template = document.createElement('template')
  template.innerHTML = html
  const cloned = put('div', '')
  cloned.append(template.content.cloneNode(true))
  const range = document.createRange().createContextualFragment(html)
  const ranged = put('div', '')
  ranged.append(range)
  const written = put('div', `<article><h2>x</h2>${html}</article><p>x</p>`)
  return [put('div', parsed), cloned, ranged, written.firstElementChild]
}

function put(name, html) {
  const element = document.createElement(name)
  document.body.append(element)
  element.innerHTML = html
  return element
}

/** What is inside of an element that may not be there, once everything there is has been touched. */
globalThis.harmIn = (root) => {
  const { inText, everywhere, schemes } = globalThis.allowed
  const faults = []
  for (const element of root.querySelectorAll('*')) {
    touch(element)
    const name = element.localName
    const known = Object.hasOwn(inText, name) ? [...inText[name], ...everywhere] : undefined
    if (!known || element.namespaceURI !== 'http://www.w3.org/1999/xhtml') {
      faults.push(`<${name}>`)
      continue
    }
    for (const attribute of element.getAttributeNames()) {
      if (!known.includes(attribute)) faults.push(`<${name} ${attribute}>`)
    }
    for (const property of ['href', 'src', 'poster', 'cite']) {
      const address = element[property]
      if (address && !schemes.includes(new URL(address).protocol)) faults.push(address)
    }
  }
  return faults
}

function touch(element) {
  for (const name of EVENTS) element.dispatchEvent(new Event(name, { cancelable: true }))
}

/** Whether all that an element of ours made of a feed are texts and links to the web. */
globalThis.harmInHeadlines = (element) =>
  [...element.shadowRoot.querySelectorAll('*')].flatMap((each) => {
    touch(each)
    const isKnown = ['ul', 'li', 'a', 'span'].includes(each.localName)
    const attributes = each.getAttributeNames()
    const odd = attributes.filter((name) => !['lang', 'dir', 'href', 'aria-label'].includes(name))
    const isWeb = each.localName !== 'a' || /^https?:$/.test(each.protocol)
    return isKnown && isWeb ? odd : [each.outerHTML]
  })

/** The texts of the elements of this name in an XML document. */
globalThis.textsIn = (xml, name) => {
  const parsed = new DOMParser().parseFromString(xml, 'text/xml')
  if (parsed.querySelector('parsererror')) throw new Error(parsed.documentElement.textContent)
  return [...parsed.getElementsByTagName(name)].map(({ textContent }) => textContent)
}

window.addEventListener('click', (event) => event.preventDefault(), true)
