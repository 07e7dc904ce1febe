// A judge of what we show to others, with a list of its own of what may be there: whatever is not on
// it is reported. It reads markup leniently, as what shows it does.

import { type Element, isComment, isTag, isText } from 'domhandler'
import { filter, textContent } from 'domutils'
import { parseDocument } from 'htmlparser2'

type Allowed = Record<string, string[]>

function elements(names: string, attributes: string[] = []): Allowed {
  return Object.fromEntries(names.split(' ').map((name) => [name, attributes]))
}

/** Elements that an article may have in its text, with the attributes besides those of every one. */
export const IN_TEXT: Allowed = {
  ...elements(
    'abbr address article aside b bdi bdo br caption cite code dd details dfn div dl dt em',
  ),
  ...elements(
    'figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i kbd main mark p pre rp rt ruby',
  ),
  ...elements(
    's samp section small span strong sub summary sup table tbody tfoot thead tr u ul var',
  ),
  ...elements('wbr'),
  ...elements('blockquote q', ['cite']),
  ...elements('del ins', ['cite', 'datetime']),
  ...elements('col colgroup', ['span']),
  ...elements('td th', ['colspan', 'rowspan', 'headers', 'scope']),
  a: ['href', 'hreflang'],
  audio: ['src', 'controls', 'preload'],
  iframe: ['src', 'width', 'height', 'allowfullscreen'],
  img: ['src', 'alt', 'width', 'height'],
  li: ['value'],
  ol: ['start', 'reversed', 'type'],
  source: ['src', 'type'],
  time: ['datetime'],
  track: ['src', 'kind', 'srclang', 'label', 'default'],
  video: ['src', 'controls', 'poster', 'preload', 'width', 'height'],
}

/** Attributes that every element may have. */
export const EVERYWHERE = ['dir', 'lang', 'title']

/** What addresses in a text may begin with. */
export const SCHEMES = ['http:', 'https:', 'mailto:', 'tel:']

const ADDRESSES = ['href', 'src', 'poster', 'cite', 'action', 'data', 'formaction', 'xlink:href']

const PLAYERS = new Set([
  'www.youtube.com',
  'www.youtube-nocookie.com',
  'player.vimeo.com',
  'www.dailymotion.com',
  'geo.dailymotion.com',
  'w.soundcloud.com',
  'open.spotify.com',
  'embed.podcasts.apple.com',
])

/** What is in the text of an article that should not be there. */
export function harmInText(html: string): string[] {
  const tree = parseDocument(html)
  const comments = filter((node) => !isTag(node) && !isText(node), tree.children)
  const faults = filter(isTag, tree.children).filter(isTag).flatMap(harmOfElement)
  return [...comments.map((node) => (isComment(node) ? '<!--' : node.type)), ...faults]
}

function harmOfElement(element: Element): string[] {
  const { name, attribs } = element
  const allowed = Object.hasOwn(IN_TEXT, name) ? IN_TEXT[name] : undefined
  if (!allowed) return [`<${name}>`]
  const known = [...allowed, ...EVERYWHERE]
  return Object.entries(attribs).flatMap(([attribute, value]) => {
    if (!known.includes(attribute)) return [`<${name} ${attribute}>`]
    if (attribute === 'dir' && !['rtl', 'ltr', 'auto'].includes(value)) return [`dir=${value}`]
    if (!ADDRESSES.includes(attribute)) return []
    if (name === 'iframe') return isPlayer(value) ? [] : [`iframe of ${value}`]
    return harmOfAddress(value)
  })
}

/** Whether an address is absolute, in ASCII, and of a kind that acts nowhere. */
export function harmOfAddress(address: string, schemes: string[] = SCHEMES): string[] {
  const isSound =
    /^[!-~]+$/.test(address) &&
    URL.canParse(address) &&
    schemes.includes(new URL(address).protocol) &&
    schemes.some((scheme) => address.startsWith(scheme))
  return isSound ? [] : [address]
}

function isPlayer(address: string): boolean {
  const { protocol, host } = new URL(address, 'https://relative.invalid/')
  return protocol === 'https:' && PLAYERS.has(host)
}

const COMMON = [...EVERYWHERE, 'class', 'id', 'hidden', 'role', 'tabindex']

/** What one of our own pages is made of, besides the texts of articles. */
const IN_PAGE: Allowed = {
  ...elements('html head title body main search label nav bdi code dl h1 h2 h3 article section'),
  ...elements('header footer p div span ul ol li dt dd details summary figure figcaption pre time'),
  meta: ['charset', 'name', 'content'],
  link: ['rel', 'type', 'hreflang', 'href', 'as', 'crossorigin'],
  script: ['src', 'type'],
  a: ['href', 'hreflang', 'rel', 'target'],
  button: ['type', 'data-copy', 'data-done', 'data-failed'],
  form: ['action', 'method'],
  input: ['type', 'name', 'value', 'maxlength', 'autocomplete'],
  label: ['for'],
  p: ['data-status'],
  div: ['data-said'],
  img: ['loading'],
}

const OURS =
  /^(?:\.\/|(?:\.\.\/){0,2})(?:files\/[a-z]+-[0-9a-f]{8}\.[a-z0-9]+|manifest\.webmanifest)$/

/**
 * What is in a page of ours that should not be there.
 *
 * @param feeds the public address of the feeds, which readers are told to open
 */
export function harmInPage(html: string, feeds: string): string[] {
  const tree = parseDocument(html)
  const isOdd = (data: string) => !/^(!doctype html)$/i.test(data)
  const odd = filter((node) => !isTag(node) && !isText(node), tree.children).flatMap((node) =>
    'data' in node && typeof node.data === 'string' && isOdd(node.data) ? [node.data] : [],
  )
  return [
    ...odd,
    ...filter(isTag, tree.children)
      .filter(isTag)
      .flatMap((each) => harmOfPart(each, feeds)),
  ]
}

function harmOfPart(element: Element, feeds: string): string[] {
  const { name, attribs } = element
  const allowed = [IN_PAGE, IN_TEXT].flatMap((list) =>
    Object.hasOwn(list, name) ? [list[name]] : [],
  )
  if (allowed.length === 0 || name === 'iframe') return [`<${name}>`]
  const known = [...allowed.flat(), ...COMMON]
  const faults = Object.keys(attribs).flatMap((attribute) =>
    known.includes(attribute) || /^aria-[a-z]+$/.test(attribute) ? [] : [`<${name} ${attribute}>`],
  )
  if (name === 'script' && textContent(element) !== '') faults.push('a script in the page')
  const { href, src, poster, cite, action } = attribs
  const isLoaded = name === 'script' || (name === 'link' && !isSaid(attribs.rel))
  for (const address of [href, src, poster, cite, action]) {
    if (address === undefined) continue
    if (isLoaded) faults.push(...(OURS.test(address) ? [] : [`<${name}> of ${address}`]))
    else if (name === 'form') faults.push(...(/^[./]*$/.test(address) ? [] : [address]))
    else faults.push(...harmOfLink(address, feeds))
  }
  return faults
}

/** What a browser is told of, and does not load. */
function isSaid(rel: string | undefined): boolean {
  return rel === 'alternate' || rel === 'canonical'
}

// As our pages name each other, from where they are.
const OWN_PAGE = /^(?:#[a-z]+$|\?|\.{1,2}\/|(?:authors|tags)\/|feeds\.opml$)/

function harmOfLink(address: string, feeds: string): string[] {
  const reader = /^(?:feed|x-netnewswire-feed):(.*)$/.exec(address)
  if (reader) return reader[1]?.startsWith(`${feeds}/`) ? [] : [address]
  if (OWN_PAGE.test(address)) return /^[!-~]+$/.test(address) ? [] : [address]
  return harmOfAddress(address)
}
