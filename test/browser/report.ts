// docs/readers.md: the matrix, in words.

import manifest from '../../package.json' with { type: 'json' }
import type { Case } from './cases.ts'
import type { Cell } from './matrix.ts'
import type { Verdict } from './verdict.ts'
import type { Way } from './ways.ts'
import { WRITERS } from './writers.ts'

const NAMES = {
  khulasa: 'Khulasa',
  feed: `\`feed\` ${manifest.dependencies.feed}`,
  feedsmith: `\`feedsmith\` ${manifest.devDependencies.feedsmith}`,
}

const SIGNS: Record<Verdict, string> = { right: '✓', side: '◐', order: '✗', lost: '–' }

/** @param labelOf what the row of a text is called, in Markdown */
export function readersPage(titles: Cell[], bodies: Cell[], labelOf: (text: Case) => string) {
  return `# What readers see

Feed readers do not ask a feed which way its texts run: each has a way of its own to find out, and takes away some of the markup that could tell it. Here the same articles stand in an Arabic feed by Khulasa, by ${NAMES.feed} and by ${NAMES.feedsmith}, and each is shown in Chromium the way readers show it. What counts is where the words stand on the screen.

![Seven headlines as a feed reader lists them: five in the wrong order by feed, all in order by Khulasa](readers.png)

Three signs stand for ${WRITERS.map((writer) => NAMES[writer]).join(', ')}, in this order:

- ${SIGNS.right} reads as it should;
- ${SIGNS.side} in the right order, but at the wrong side;
- ${SIGNS.order} words in the wrong order;
- ${SIGNS.lost} nobody sees it: the document is not well-formed.

## Titles

${waysTable(titles)}

${casesTable('title', titles, titleLabel)}

## Texts

${waysTable(bodies)}

${casesTable('text', bodies, labelOf)}

## What does not read right

- Where a reader knows no direction at all (\`plain ltr\`, \`stripped, ltr\`) or gives every text that of the feed (\`forced rtl\`), nothing that is plain text can say otherwise. An embedding or an isolate around the whole title would, and would break what searches, compares and shortens titles.
- Where a reader strips all markup and then decides once for the whole text (\`stripped, auto\`), a quotation or a program in it runs as the text around it.
- Where one strips all markup and decides for each paragraph by itself (\`stripped, each\`), a later paragraph of an Arabic story that begins with a Latin word is taken for a Latin one. A text has one mark, before its first word ([rule 24](rules.md)): marks all through a text would get into what people search and quote.

Made by \`npm run test:browser -- -u\`; without \`-u\`, the test fails where this page is not what it would make.
`
}

function waysTable(cells: Cell[]): string {
  const rows = [...new Set(cells.map(({ way }) => way))].map((way) => {
    const own = cells.filter((cell) => cell.way === way)
    const right = WRITERS.map(
      (writer) => own.filter(({ verdicts }) => verdicts[writer] === 'right').length,
    )
    return [way.name, way.does, ...right.map((count) => `${count} of ${own.length}`)]
  })
  return table(['way', 'what the reader does', ...WRITERS.map((writer) => NAMES[writer])], rows)
}

function casesTable(what: string, cells: Cell[], labelOf: (text: Case) => string): string {
  const ways = [...new Set(cells.map(({ way }) => way))]
  const rows = [...new Set(cells.map(({ text }) => text))].map((text) => [
    labelOf(text),
    ...ways.map((way) => signs(cells, text, way)),
  ])
  return table([what, ...ways.map(({ name }) => name)], rows)
}

function signs(cells: Cell[], text: Case, way: Way): string {
  const cell = cells.find((each) => each.text === text && each.way === way)
  return cell ? WRITERS.map((writer) => SIGNS[cell.verdicts[writer]]).join(' ') : ''
}

function table(head: string[], rows: string[][]): string {
  const lines = [head, head.map(() => '---'), ...rows]
  const text = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
  // Padding would make a change of one row a change of all.
  return `<!-- prettier-ignore-start -->\n\n${text}\n\n<!-- prettier-ignore-end -->`
}

/** A title as a cell, with its direction, which this page has to say as well. */
export function titleLabel({ title, language, direction }: Case): string {
  const text = title.replace(/[&<>|]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  return `<span dir="${direction}" lang="${language}">${text}</span>`
}
