// Text that was copied off a news page: the story without what stands around it, and a report of
// what was taken away and what was recognised, line by line.

import { detect } from 'tinyld'
import { key } from '../text/key.ts'
import { END_MARK, latin, readCreditLine, recognised } from './credit-line.ts'
import { paragraphs, unixLines } from './plain-text.ts'

/** One line of the text, and what was made of it. */
export interface Finding {
  /** From 1. */
  line: number
  kind: 'removed' | 'recognised' | 'kept'
  /** As what: `comment count`, `agency MAP`. */
  detail: string
  text: string
}

/** A story. Its paragraphs are as they were written. */
export interface Scraped {
  title: string
  paragraphs: string[]
  /** BCP 47, guessed from the text; left out where it cannot be. */
  language?: string
  /** The newsroom that the last line names. */
  source?: string
  /** The agency line. */
  credit?: string
  findings: Finding[]
}

/** A text that no story can be made of. */
export class ScrapedTextError extends Error {
  override name = 'ScrapedTextError'
}

interface Line {
  number: number
  text: string
}

/**
 * Reads a text whose first line is the title. Comment counts and share buttons before and after
 * the story are taken away, and so is the comment form with all that follows it. A last line that
 * names an agency or a source becomes credit and source.
 *
 * @param newsroom the publication's own name: a last line that is only it is a source line
 * @throws {ScrapedTextError} when there is no title or no text
 */
export function readScraped(text: string, newsroom: string): Scraped {
  const all = unixLines(text)
    .split('\n')
    .map((line, index) => ({ number: index + 1, text: line.trim() }))
  const findings: Finding[] = []
  const first = all.findIndex((line) => line.text !== '')
  const title = all[first]
  if (!title) throw new ScrapedTextError('the text is empty: expected a title and paragraphs')
  findings.push({ line: title.number, kind: 'recognised', detail: 'title', text: title.text })

  const story = all.slice(first + 1)
  const afterForm = takeForm(story, findings)
  takeAround(story, 'start', findings)
  takeAround(story, 'end', findings)
  const credit = takeCredit(story, newsroom, findings)
  takeAround(story, 'end', findings)
  const blocks = [story.map((line) => line.text).join('\n'), ...afterForm.map((line) => line.text)]
  const kept = paragraphs(blocks.join('\n\n'))
  if (kept.length === 0) {
    throw new ScrapedTextError('there is a title and no text: expected a paragraph or more')
  }
  return {
    title: title.text,
    paragraphs: kept,
    language: detect([title.text, ...kept].join('\n')) || undefined,
    ...credit,
    findings: findings.sort((one, other) => one.line - other.line),
  }
}

// Headings of a comment form, by their keys.
const FORM =
  /^(?:(?:اترك|اضف|اكتب) (?:رد|ردا|تعليق|تعليقا|تعليقك)|شارك برايك|(?:leave|post|write|add) a (?:reply|comment)|(?:laisser|ajouter|ecrire|poster) un commentaire|השארת תגובה|ديدگاهتان را بنويسيد|تبصره كريں)(?: (?:الغاء الرد|cancel reply|annuler la reponse))?[:.!]?$/

// A line of a form is short. What is not is the story, or somebody's opinion of it: the editor is
// told, and nothing is lost.
const LONGEST_FORM_LINE = 160

/** Returns what stands after the form and is no line of one. */
function takeForm(lines: Line[], findings: Finding[]): Line[] {
  const beginning = lines.findIndex((line) => line.text !== '' && boilerplate(line) === undefined)
  const at = lines.findIndex(({ text }, index) => index > beginning && FORM.test(latin(text)))
  if (beginning < 0 || at < 0) return []
  const form = lines.splice(at)
  const long = form.filter(({ text }) => text.length > LONGEST_FORM_LINE)
  for (const line of form) {
    if (!long.includes(line)) remove(line, 'comment form', findings)
    else findings.push({ ...found(line), kind: 'kept', detail: 'long text after the comment form' })
  }
  return long
}

// `0`, `3 تعليقات`, `لا توجد تعليقات`
const COMMENT_COUNT =
  /^(?:\(?\d{1,5}\)?|(?:لا (?:يوجد|توجد) |\d{1,5} |بدون )?(?:تعليق|تعليقا|تعليقات|التعليقات|تعليق واحد|تعليقان)(?: \(?\d{1,5}\)?)?|(?:no|\d{1,5}) comments?|(?:aucun|\d{1,5}) commentaires?)$/

const SHARE_BUTTONS = new Set(
  (
    'شارك شاركها شاركه شاركنا مشاركه المشاركه فيسبوك الفيسبوك تويتر اكس واتساب واتس واتسآب ' +
    'الواتساب للمشاركه تلغرام تيليجرام تيليغرام تليجرام انستغرام انستجرام لينكدان لينكد بينتيريست ماسنجر ' +
    'فايبر طباعه اطبع facebook twitter x whatsapp telegram linkedin pinterest messenger viber ' +
    'tumblr reddit email e-mail share tweet print partager imprimer tweeter'
  )
    .split(' ')
    .map(key),
)
const BESIDE_BUTTONS = new Set(
  (
    'علي عبر في مع الي انقر اضغط فتح نافذه جديده لارسال صديق هذا هذه المقال المقاله الخبر الموضوع الصفحه اب ان بريد البريد الكتروني ' +
    'الالكتروني نسخ انسخ الرابط رابط on via this article copy link sur cet par le lien'
  )
    .split(' ')
    .map(key),
)

function boilerplate({ text }: Line): string | undefined {
  const plain = latin(text)
  if (COMMENT_COUNT.test(plain)) return 'comment count'
  if (FORM.test(plain)) return 'comment form'
  if (END_MARK.test(plain)) return 'end mark'
  const words = plain.split(/[^\p{L}\p{N}-]+/u).filter((word) => word !== '')
  const known = words.every((word) => SHARE_BUTTONS.has(word) || BESIDE_BUTTONS.has(word))
  return known && words.some((word) => SHARE_BUTTONS.has(word)) ? 'share buttons' : undefined
}

function takeAround(lines: Line[], end: 'start' | 'end', findings: Finding[]): void {
  for (;;) {
    const line = end === 'start' ? lines[0] : lines.at(-1)
    const what = line && boilerplate(line)
    if (!line || (line.text !== '' && what === undefined)) return
    if (end === 'start') lines.shift()
    else lines.pop()
    if (what !== undefined) remove(line, what, findings)
  }
}

function takeCredit(
  lines: Line[],
  newsroom: string,
  findings: Finding[],
): Pick<Scraped, 'source' | 'credit'> {
  const line = lines.at(-1)
  const found = line && readCreditLine(line.text, newsroom)
  if (!line || !found) return {}
  lines.pop()
  for (const { detail, text } of recognised(found)) {
    findings.push({ line: line.number, kind: 'recognised', detail, text })
  }
  return found
}

function remove(line: Line, detail: string, findings: Finding[]): void {
  if (line.text !== '') findings.push({ ...found(line), kind: 'removed', detail })
}

function found({ number, text }: Line): Pick<Finding, 'line' | 'text'> {
  return { line: number, text }
}
