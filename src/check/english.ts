// What the checker says in English.

import type { RuleData, Stumble } from './finding.ts'
import { englishProfiles } from './english-profiles.ts'
import { type Failure, isolated, quoted, type Said, type Words } from './words.ts'

export const english: Words = {
  about: {
    'not-a-feed': 'The document is RSS, Atom or JSON Feed.',
    'not-well-formed': 'XML and JSON are well-formed: a strict reader rejects the whole document.',
    'encoding-mismatch': 'The encoding that the feed says is the one that it is in.',
    'byte-order-mark': 'JSON does not begin with a byte order mark (RFC 8259 §8.1).',
    'forbidden-characters': 'No text holds a character that XML 1.0 forbids.',
    'missing-element': 'What the format requires is there.',
    'duplicate-element': 'What may be there once is there once.',
    'wrong-type': 'Members of JSON Feed are of the types that it says.',
    'missing-id': 'Every item has an id: without one, an edited title makes a new article.',
    'duplicate-id': 'No two items have one id: readers show only one of them.',
    'guid-not-address': 'A guid that is no address says isPermaLink="false".',
    'bare-author': 'author, managingEditor and webMaster of RSS are e-mail addresses.',
    'incomplete-enclosure': 'A file that goes with an item has an address, a length and a type.',
    'wrong-date': 'Dates are in the form of their format, in English and ASCII digits.',
    'missing-language': 'The feed says its language: readers take font and direction from it.',
    'wrong-language': 'Feed and items are in the language that they say.',
    'malformed-language': 'Language tags are BCP 47.',
    'title-direction': 'Titles begin with a strong character of their direction.',
    'text-direction': 'Plain texts begin with a strong character of their direction.',
    'html-direction': 'HTML that runs from right to left says so with dir, and not the opposite.',
    'body-direction': 'HTML begins with a strong character of its direction.',
    'dir-attribute': 'RSS and Atom elements have no attribute dir: no version of them knows one.',
    'presentation-forms': 'Text is in letters, not in the shapes that a font has for them.',
    'unbalanced-controls': 'Isolates and embeddings are closed in their paragraph.',
    'unencoded-address': 'Addresses are percent-encoded, hosts in punycode.',
    'relative-address': 'Addresses are absolute: readers do not agree on a base.',
    'script-address': 'No address is a program (javascript:).',
    'missing-self-link': 'The feed says its own address, so that a copy leads back to it.',
    'wrong-self-link': 'The address that the feed says is its own is the one where it is.',
    'markup-in-title': 'Titles are plain text.',
    'double-escaping': 'Text is escaped once: what is escaped twice shows its entities or tags.',
    'wrong-media-type': 'The media type is the one of the format.',
    'missing-charset': 'The media type of XML says its charset.',
    'no-validator': 'Answers have an ETag or Last-Modified.',
    'unstable-validator': 'Validator and body stay the same while nothing changes.',
    'failed-poll': 'A second poll is answered as the first one was, or with 304.',
    'no-conditional': 'Who asks with a validator that still holds is answered 304.',
    'no-compression': 'Answers are compressed.',
    ...englishProfiles.about,
  },

  findings: {
    'not-a-feed': notAFeed,
    'not-well-formed': stumble,
    'encoding-mismatch': ({ declared, real }) => [
      real === undefined
        ? `the feed says that it is in ${isolated(declared)}, and it is not`
        : `the feed says that it is in ${isolated(declared)}, and it is in ${real}`,
      'write it in UTF-8 and say so everywhere: in the XML declaration and in Content-Type',
    ],
    'byte-order-mark': () => [
      'JSON begins with a byte order mark',
      'leave it out: parsers may reject it',
    ],
    'forbidden-characters': ({ character, count }) => [
      `the text holds ${character}, which XML forbids${times(count)}`,
      'remove it: a strict reader rejects the whole document because of it',
    ],
    'missing-element': ({ element, parent }) => [
      `${parent} has no ${element}`,
      `add ${element}: the format requires it`,
    ],
    'duplicate-element': ({ element, parent }) => [
      `${parent} has more than one ${element}`,
      'keep one: readers take the first one or the last one',
    ],
    'wrong-type': ({ element, expected, count }) => [
      `${element} has to be ${TYPES[expected]}, and is not${times(count)}`,
      'write it so: readers drop what is of another type, or reject the feed',
    ],
    'missing-id': ({ element, parent }) => [
      `this ${parent} has no ${element}`,
      'give it one that never changes, whatever happens to its title or address',
    ],
    'duplicate-id': ({ element, id, line }) => [
      `the ${element} "${quoted(id)}" is that of another item too, in line ${line}`,
      'give each item an id of its own: readers show one of the two',
    ],
    'guid-not-address': ({ guid }) => [
      `the guid "${quoted(guid)}" is no address, and nothing says so`,
      'add isPermaLink="false": readers take a guid for the address of the article',
    ],
    'bare-author': ({ element, value }) => [
      `${element} is an e-mail address in RSS, and "${quoted(value)}" is none`,
      'write name@example.org (Name), or put the name in <dc:creator>',
    ],
    'incomplete-enclosure': ({ element, missing }) => [
      `this ${element} has no ${missing}`,
      missing === 'length'
        ? 'add its length in bytes, or 0 where it is not known'
        : `add ${missing}: players need it`,
    ],
    'wrong-date': wrongDate,
    'missing-language': ({ place, readsLike }) => [
      'the feed does not say its language',
      `say it in ${place}${readsLike ? `: the text reads like ${readsLike}` : ''}`,
    ],
    'wrong-language': ({ declared, readsLike, place }) => [
      readsLike === 'und'
        ? `the text is said to be in ${isolated(declared)}, and is not`
        : `the text is said to be in ${isolated(declared)}, and reads like ${readsLike}`,
      `say its language in ${place}`,
    ],
    'malformed-language': ({ tag, right }) => [
      `"${quoted(tag)}" is no language tag`,
      `write ${right ?? 'one by BCP 47, such as ar, ar-MA or fr'}`,
    ],
    'title-direction': ({ title, direction, mark }) => [
      `readers that go by the first strong character show "${quoted(title)}" ${WRONG_WAY[direction]}`,
      `put ${mark} in front of it`,
    ],
    'text-direction': ({ element, direction, mark }) => [
      `readers that go by the first strong character show ${element} ${WRONG_WAY[direction]}`,
      `put ${mark} in front of it`,
    ],
    'html-direction': ({ element, direction, isSaid }) => [
      `the HTML of ${element} runs ${WAY[direction]}, and ${isSaid ? 'its dir says the opposite' : 'no dir says so'}`,
      isSaid
        ? `write dir="${direction}"`
        : `wrap it in <div dir="${direction}"> and put dir on its blocks too`,
    ],
    'body-direction': ({ element, direction, mark }) => [
      `${element} begins with a strong character of the other direction: readers that strip dir show it ${WRONG_WAY[direction]}`,
      `put ${mark} before its first text`,
    ],
    'dir-attribute': ({ element, format }) => [
      `${element} has an attribute dir, which ${format === 'atom' ? 'Atom' : 'RSS'} does not have`,
      format === 'atom'
        ? 'write its:dir (xmlns:its="http://www.w3.org/2005/11/its"), and dir inside the HTML'
        : 'leave it out, and put dir inside the HTML',
    ],
    'presentation-forms': ({ element, form, letters }) => [
      `${element} holds the shapes of letters (${form} …) instead of letters: nobody finds it by searching`,
      `write "${quoted(letters)}", and read it: text in such shapes may be in reverse order`,
    ],
    'unbalanced-controls': ({ element, characters }) => [
      `${element} holds ${characters} without the character that belongs to it`,
      'close it in the same paragraph, or remove it: it turns what comes after it round',
    ],
    'unencoded-address': ({ element, address, right }) => [
      `the address in ${element} holds characters that no address has: "${quoted(address)}"`,
      right === undefined ? 'percent-encode it' : `write ${right}`,
    ],
    'relative-address': ({ element, address }) => [
      `the address in ${element} is relative: "${quoted(address)}"`,
      'write it in full, with https:// and host',
    ],
    'script-address': ({ element, address }) => [
      `the address in ${element} is a program: "${quoted(address)}"`,
      'give the address of a page, or leave the link out: readers remove it',
    ],
    'missing-self-link': ({ format }) => [
      'the feed does not say its own address',
      format === 'json'
        ? 'add feed_url'
        : format === 'atom'
          ? 'add <link rel="self" href="…"/>'
          : 'add <atom:link rel="self" type="application/rss+xml" href="…"/> to the channel',
    ],
    'wrong-self-link': ({ said, real }) => [
      `the feed says that its address is ${isolated(said)}, and it was read from ${isolated(real)}`,
      'make the two the same: readers and hubs go by what the feed says',
    ],
    'markup-in-title': ({ title }) => [
      `the title holds markup: "${quoted(title)}"`,
      'write it as plain text: readers show the tags',
    ],
    'double-escaping': ({ element, found }) => [
      `${element} was escaped twice: readers show "${quoted(found)}"`,
      'escape it once',
    ],
    'wrong-media-type': ({ type, right }) => [
      type === undefined ? 'the answer has no media type' : `the media type is ${isolated(type)}`,
      `serve it as ${right}`,
    ],
    'missing-charset': ({ type }) => [
      `Content-Type is ${isolated(type)} without a charset: a browser shows the text as mojibake`,
      `serve it as ${isolated(`${type}; charset=utf-8`)}`,
    ],
    'no-validator': () => [
      'the answer has neither ETag nor Last-Modified: every poll fetches everything',
      'send one of the two, and answer 304 while it holds',
    ],
    'unstable-validator': ({ what }) => [
      `of two polls with the same items, each got another ${what}: no poll is ever answered 304`,
      what === 'body'
        ? 'let the document change with its articles only: lastBuildDate and updated must not come from the clock'
        : `let ${what} change with the document only`,
    ],
    'failed-poll': ({ status }) => [
      `of two polls, a second apart, the second one ${failedPoll(status)}`,
      'find out why: readers that come then get nothing',
    ],
    'no-conditional': ({ header }) => [
      `${header} with the validator that still holds is answered 200 with everything`,
      'answer 304 without a body',
    ],
    'no-compression': ({ kilobytes }) => [
      `${kilobytes} KB came uncompressed, though gzip was asked for`,
      'switch compression on for feeds',
    ],
    ...englishProfiles.findings,
  },

  between: '; ',
  severities: { error: 'error', warning: 'warning' },
  summary: (feeds, findings) =>
    `${count(feeds, 'feed')}, ${findings === 0 ? 'nothing to report' : count(findings, 'finding')}`,
  noSuchFile: (file) => `there is no file ${file}`,
  isFolder: (file) => `${file} is a folder: give the feeds in it`,
  notReachable: (address, reason) => `${address} cannot be reached: ${reason}`,
  failed: (address, failure) => `${address} ${FAILURES[failure]}`,
  noAnswer: (address, seconds) => `${address} did not answer in full within ${seconds} seconds`,
  answered: (address, status) => `${address} answers ${status}, not 200`,
  tooLarge: (address, megabytes) => `${address} is larger than ${megabytes} MB: it was not read`,
  nothingToCheck: 'what is to be checked? Give addresses or files: check https://news.example/feed',
}

const FAILURES: Record<Failure, string> = {
  compression: 'came compressed, and cannot be decompressed',
  reset: 'cannot be reached: the connection was cut off',
  refused: 'cannot be reached: the connection was refused',
  host: 'cannot be reached: there is no such host',
}

function failedPoll(status: number | undefined): string {
  if (status === undefined) return 'got no answer'
  return status === 200 ? 'got something else than a feed' : `was answered ${status}`
}

const TYPES: Record<RuleData['wrong-type']['expected'], string> = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  strings: 'an array of strings',
  objects: 'an array of objects',
}

function notAFeed({ looksLike, feed }: RuleData['not-a-feed']): Said {
  const what = NOT_A_FEED[looksLike]
  if (looksLike === 'atom-0.3') return [`this is ${what}, which is obsolete`, 'write Atom 1.0']
  const message = `this is no feed but ${what}`
  if (looksLike === 'compressed') return [message, 'decompress it, and give what is in it']
  if (feed !== undefined) return [message, `give the feed that it names: ${isolated(feed)}`]
  return [
    message,
    'give the address of RSS, Atom or JSON Feed; a page names its feeds in <link rel="alternate">',
  ]
}

const NOT_A_FEED: Record<RuleData['not-a-feed']['looksLike'], string> = {
  html: 'an HTML page',
  xml: 'other XML',
  'atom-0.3': 'Atom 0.3',
  json: 'other JSON',
  text: 'plain text',
  compressed: 'a compressed file',
  binary: 'a file that is no text',
  nothing: 'an empty document',
}

const WAY = { rtl: 'from right to left', ltr: 'from left to right' }
const WRONG_WAY = { rtl: 'from left to right', ltr: 'from right to left' }

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}

function times(number: number): string {
  return number === 1 ? '' : `, ${number} times`
}

const REST = 'whatever comes after it has not been checked'

const EXPECTED: Record<(Stumble & { reason: 'json' })['expected'], string> = {
  comma: 'a comma is missing',
  value: 'a value is missing',
  name: 'a name in quotation marks is missing',
  colon: 'a colon is missing',
  end: 'a closing bracket is missing',
  string: 'this is no string of JSON',
  json: 'this is no JSON',
}

function stumble(data: Stumble): Said {
  switch (data.reason) {
    case 'ampersand':
      return ['& stands alone', `write &amp; for it; ${REST}`]
    case 'entity':
      return [
        `XML does not know ${isolated(data.name)}`,
        `write the character itself, or a number such as &#160; for it; ${REST}`,
      ]
    case 'external-entity':
      return [
        `${isolated(data.name)} is declared outside of the document, if at all: readers do not fetch that`,
        'write the character itself, or a number such as &#160; for it',
      ]
    case 'closing-tag':
      return [
        data.open === undefined
          ? `</${data.name}> closes what is not open`
          : `</${data.name}> stands where <${data.open}> has to be closed`,
        `close the element that was opened last; ${REST}`,
      ]
    case 'unclosed':
      return [`<${data.name}> is never closed`, `close it; ${REST}`]
    case 'prefix':
      return [
        `the prefix ${data.name} is bound to no namespace`,
        `declare it with xmlns:${data.name}="…" on the root element; ${REST}`,
      ]
    case 'attribute':
      return [`the attribute ${data.name} is there twice`, `keep one of the two; ${REST}`]
    case 'outside':
      return ['text stands outside of the root element', `remove it; ${REST}`]
    case 'late-declaration':
      return [
        'something stands before <?xml',
        `remove it, most often an empty line that a plugin or a theme prints; ${REST}`,
      ]
    case 'reference':
      return ['this reference means no character', `write the character itself; ${REST}`]
    case 'too-deep':
      return ['the document is nested too deeply to be read', `no feed is; ${REST}`]
    case 'too-many':
      return ['the document has more elements than can be read', `no feed does; ${REST}`]
    case 'json':
      return [EXPECTED[data.expected], `repair it; ${REST}`]
    default:
      return [`the parser says: ${isolated(data.parser)}`, `repair it; ${REST}`]
  }
}

const FAULTS: Record<RuleData['wrong-date']['fault'], string> = {
  empty: 'is empty',
  digits: 'is in digits that are not ASCII',
  words: 'names its month or day in another language than English',
  impossible: 'is no day or time that there is',
  unset: 'was never set',
  weekday: 'names a day of the week that it is not',
  form: 'is not in the form that the format wants',
}

const ADVICE: Record<RuleData['wrong-date']['isKnown'], (right: string) => string> = {
  exactly: (right) => `write ${right}`,
  'in UTC': (right) => `write ${right}, if it is in UTC`,
  no: (right) => `write it as in ${right}`,
}

function wrongDate(data: RuleData['wrong-date']): Said {
  const { element, value, fault, right, isKnown } = data
  const shown = fault === 'empty' ? '' : `: "${quoted(value)}"`
  return [`the date in ${element} ${FAULTS[fault]}${shown}`, ADVICE[isKnown](right)]
}
