// What the pages do with JavaScript, and do without where there is none: copying an address, and
// searching while it is being typed. The answers are the server's own page.

const TYPING_MS = 250
const COPIED_MS = 2000

const status = document.querySelector('[data-status]')

function reveal(within) {
  for (const button of within.querySelectorAll('[data-copy]')) button.hidden = false
}

async function write(text) {
  // Only where the page is secure is there a clipboard.
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const field = document.createElement('textarea')
  field.value = text
  document.body.append(field)
  field.select()
  const isCopied = document.execCommand('copy')
  field.remove()
  if (!isCopied) throw new Error('the browser does not let this page copy')
}

async function copy(button) {
  const { label = button.textContent, done, failed, copy: text } = button.dataset
  let said = done
  try {
    await write(text)
  } catch (error) {
    console.error(error)
    said = failed
  }
  button.dataset.label = label
  button.textContent = said
  button.focus()
  status.textContent = said
  setTimeout(() => {
    button.textContent = label
    status.textContent = ''
  }, COPIED_MS)
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-copy]')
  if (button) void copy(button)
})

const form = document.querySelector('form[role=search]')
const results = document.querySelector('#results')

let waiting
let asking

async function search() {
  asking?.abort()
  asking = new AbortController()
  const query = new URLSearchParams(new FormData(form))
  const response = await fetch(`${form.action}?${query}`, { signal: asking.signal })
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  const found = page.querySelector('#results')
  status.textContent = found.dataset.said
  results.replaceChildren(...found.childNodes)
  reveal(results)
}

form?.addEventListener('input', () => {
  clearTimeout(waiting)
  waiting = setTimeout(() => {
    search().catch((error) => {
      // The button still asks for the page.
      if (error.name !== 'AbortError') console.error(error)
    })
  }, TYPING_MS)
})

reveal(document)
