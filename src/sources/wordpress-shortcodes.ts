// What WordPress would have replaced before anybody saw it: shortcodes, [gallery ids="1,2"].

import render from 'dom-serializer'
import { Element } from 'domhandler'

/** Text of a post without shortcodes, and how often each name was taken out. */
export interface WithoutShortcodes {
  html: string
  removed: Map<string, number>
}

// No bracket outside quotation marks, so that every `[` is looked at once.
const SHORTCODE =
  /(\[?)\[(\/?)([a-z][a-z0-9_-]{0,60})((?:[\s/][^[\]"'“”]*(?:"[^"]*"[^[\]"']*|'[^']*'[^[\]"']*)*)?)\](\]?)/gi

// Of WordPress itself, and of what newsrooms install most. Others are known by their attributes or
// by their closing tag; `[sic]` is none.
const KNOWN =
  /^(?:gallery|playlist|audio|video|embed|caption|wp_caption|contact-form(?:-7)?|adrotate|ads?|toc|ez-toc|poll|youtube|twitter|tweet|facebook|instagram|soundcloud|vimeo|rev_slider|mc4wp_form|wpforms|ninja_form|gravityform|jetpack[-_].*|su_.*|vc_.*|et_pb_.*|fusion_.*|elementor-template)$/i

/**
 * Takes shortcodes away and keeps what stands between an opening and a closing one. A caption
 * becomes a figure, core's audio and video players become elements. `[[gallery]]` is how one writes
 * about a shortcode, and comes out as `[gallery]`.
 */
export function withoutShortcodes(html: string): WithoutShortcodes {
  const removed = new Map<string, number>()
  if (!html.includes('[')) return { html, removed }
  const closed = new Set(
    [...html.matchAll(/\[\/([a-z][a-z0-9_-]{0,60})\]/gi)].map(([, name = '']) =>
      name.toLowerCase(),
    ),
  )
  const withFigures = html.replace(CAPTION, (_, inside: string) => figure(inside))
  const without = withFigures.replace(SHORTCODE, (whole: string, ...groups: string[]) => {
    const [before = '', slash, name = '', attributes = '', after = ''] = groups
    if (before !== '' && after !== '') return whole.slice(1, -1)
    const isOne = KNOWN.test(name) || closed.has(name.toLowerCase()) || /=/.test(attributes)
    if (!isOne) return whole
    if (slash === '') removed.set(name, (removed.get(name) ?? 0) + 1)
    return before + (slash === '' ? player(name, attributes) : '') + after
  })
  return { html: without, removed }
}

// None inside another, so that a post of openings only is read once.
const CAPTION =
  /\[(?:wp_)?caption\b[^\][]{0,1000}\]((?:[^[]|\[(?!\/?(?:wp_)?caption\b))*)\[\/(?:wp_)?caption\]/gi

// `<img …> words`, the image linked or not.
function figure(inside: string): string {
  const [image = ''] = /^\s*(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*<\/a>)?/i.exec(inside) ?? []
  const words = inside.slice(image.length).trim()
  if (image === '') return words
  const caption = words === '' ? '' : `<figcaption>${words}</figcaption>`
  return `\n\n<figure>${image.trim()}${caption}</figure>\n\n`
}

const PLAYERS: Record<string, RegExp> = {
  audio: /\b(?:src|mp3|m4a|ogg|wav|flac)\s*=\s*["']([^"']+)["']/i,
  video: /\b(?:src|mp4|m4v|webm|ogv|flv)\s*=\s*["']([^"']+)["']/i,
}

function player(name: string, attributes: string): string {
  const element = name.toLowerCase()
  const source = PLAYERS[element]?.exec(attributes)?.[1]
  if (source === undefined) return ''
  return render(new Element(element, { controls: '', src: source }), { encodeEntities: 'utf8' })
}
