// What HTML of a source may go out: a maintained sanitiser with our list, every address absolute.

import sanitizeHtml from 'sanitize-html'
import { encodedAddress, unmarked } from '../text/address.ts'
import { canonicalLanguage } from '../text/language.ts'

/** Sanitised HTML, and in words what was taken out of it. */
export interface Sanitised {
  html: string
  notes: string[]
}

const ELEMENTS = new Set(
  (
    'a abbr address article aside audio b bdi bdo blockquote br caption cite code col colgroup dd ' +
    'del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i iframe img ' +
    'ins kbd li main mark ol p pre q rp rt ruby s samp section small source span strong sub summary ' +
    'sup table tbody td tfoot th thead time tr track u ul var video wbr'
  ).split(' '),
)

/** Whose players may be embedded. */
const PLAYERS = [
  'www.youtube.com',
  'www.youtube-nocookie.com',
  'player.vimeo.com',
  'www.dailymotion.com',
  'geo.dailymotion.com',
  'w.soundcloud.com',
  'open.spotify.com',
  'embed.podcasts.apple.com',
]

const EVERYWHERE = ['dir', 'lang', 'title']

const ATTRIBUTES: Record<string, string[]> = {
  a: ['href', 'hreflang'],
  audio: ['src', 'controls', 'preload'],
  blockquote: ['cite'],
  col: ['span'],
  colgroup: ['span'],
  del: ['cite', 'datetime'],
  iframe: ['src', 'width', 'height', 'allowfullscreen'],
  img: ['src', 'alt', 'width', 'height'],
  ins: ['cite', 'datetime'],
  li: ['value'],
  ol: ['start', 'reversed', 'type'],
  q: ['cite'],
  source: ['src', 'type'],
  td: ['colspan', 'rowspan', 'headers'],
  th: ['colspan', 'rowspan', 'headers', 'scope'],
  time: ['datetime'],
  track: ['src', 'kind', 'srclang', 'label', 'default'],
  video: ['src', 'controls', 'poster', 'preload', 'width', 'height'],
}

const ADDRESSES = ['href', 'src', 'poster', 'cite']

// Elements whose text is no text of the story.
const WITHOUT_TEXT = 'script style textarea option noscript template title svg math'.split(' ')

// Deeper than any story; deeper ones would only exhaust a reader's stack.
const DEEPEST = 100

// The scaffolding of a page: taken away without a word.
const UNREMARKABLE =
  /^(class|id|data-.*|aria-.*|role|item.*|srcset|sizes|loading|decoding|fetchpriority|rel|target|tabindex|open|autoplay|loop|muted|playsinline|allow|frameborder|referrerpolicy|width|height|align|valign|border|color|bgcolor|face|size|cellpadding|cellspacing)$/

/**
 * HTML without anything that acts or paints: no script, event handler, `javascript:` address,
 * form, style, or frame of an unknown player. `dir`, `lang`, `bdi`, `bdo` survive (rule 18), so do
 * figures, tables, audio and video. Addresses come out absolute and percent-encoded (rule 32).
 *
 * @param base the address that relative ones are relative to
 */
export function sanitise(html: string, base: string): Sanitised {
  const removed = new Map<string, number>()
  const remove = (what: string) => removed.set(what, (removed.get(what) ?? 0) + 1)
  const sanitised = sanitizeHtml(html, {
    allowedTags: [...ELEMENTS],
    allowedAttributes: { ...ATTRIBUTES, '*': EVERYWHERE },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesAppliedToAttributes: ADDRESSES,
    allowedIframeHostnames: PLAYERS,
    allowIframeRelativeUrls: false,
    nonTextTags: WITHOUT_TEXT,
    nestingLimit: DEEPEST,
    parseStyleAttributes: false,
    transformTags: {
      '*': (tagName, attribs) => ({
        tagName,
        attribs: ELEMENTS.has(tagName) ? withSoundAttributes(tagName, attribs, base, remove) : {},
      }),
    },
    onOpenTag: (name) => {
      if (!ELEMENTS.has(name)) remove(`<${name}>`)
    },
    exclusiveFilter: ({ tag, attribs }) => {
      if (attribs.src || (tag !== 'iframe' && tag !== 'source')) return false
      if (tag === 'iframe') remove('<iframe>')
      return true
    },
  })
  const notes = [...removed].map(([what, count]) => (count > 1 ? `${what} ×${count}` : what))
  return { html: sanitised, notes: notes.length > 0 ? [`removed: ${notes.join(', ')}`] : [] }
}

type Attributes = Record<string, string>

function withSoundAttributes(
  element: string,
  attributes: Attributes,
  base: string,
  remove: (what: string) => void,
): Attributes {
  const sound: Attributes = {}
  for (const [name, value] of Object.entries(attributes)) {
    const kept = soundAttribute(element, name, value, base)
    if (kept !== undefined) sound[name] = kept
    else if (name.startsWith('on') || name === 'style') remove(`${name}=`)
    else if (!UNREMARKABLE.test(name)) remove(`${name}="${value.slice(0, 60).toWellFormed()}"`)
  }
  return sound
}

function soundAttribute(
  element: string,
  name: string,
  value: string,
  base: string,
): string | undefined {
  if (!EVERYWHERE.includes(name) && !ATTRIBUTES[element]?.includes(name)) return undefined
  // No source at all: a placeholder that a script of the page would have filled.
  if (value.trim() === '' && (name === 'src' || name === 'poster')) return undefined
  if (ADDRESSES.includes(name)) return soundAddress(value, base)
  if (name === 'lang' || name === 'hreflang' || name === 'srclang') return soundLanguage(value)
  if (name === 'dir') return soundDirection(element, value.trim().toLowerCase())
  return value
}

function soundAddress(value: string, base: string): string | undefined {
  try {
    const address = encodedAddress(unmarked(value), base)
    return /^(https?|mailto|tel):/.test(address) ? address : undefined
  } catch {
    return undefined
  }
}

/** `auto` says nothing on an element that overrides. */
function soundDirection(element: string, value: string): string | undefined {
  const known = element === 'bdo' ? ['ltr', 'rtl'] : ['ltr', 'rtl', 'auto']
  return known.includes(value) ? value : undefined
}

function soundLanguage(value: string): string | undefined {
  try {
    return canonicalLanguage(value)
  } catch {
    return undefined
  }
}
