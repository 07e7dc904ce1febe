// What a run has found, as Markdown.

import os from 'node:os'

/** A table of a part, and what has to be known to read it. */
export interface Table {
  title: string
  about: string
  columns: string[]
  rows: string[][]
}

/** `1.4×`, `0.07×` */
export function ratio(value: number): string {
  return `${value.toFixed(value < 0.95 ? 2 : 1)}×`
}

/** A number in three digits or so. */
export function number(value: number): string {
  const digits = value === 0 ? 0 : value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0
  return value.toLocaleString('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
}

/** `1,544 KiB` */
export function kib(bytes: number): string {
  return `${number(bytes / 1024)} KiB`
}

/** The tables of a run, each under its title. */
export function markdown(tables: readonly Table[]): string {
  return tables.map(section).join('\n')
}

/** The page of a whole run. */
export function page(tables: readonly Table[], date: Date, command: string): string {
  const day = date.toISOString().slice(0, 10)
  return `# Figures

\`${command}\` wrote this page on ${day}, on ${machine()}. Medians of interleaved rounds: the contenders take turns, so that whatever slows the machine down slows all of them down. What counts are the ratios; the times are those of this machine.

\`npm run bench -- render\` (or ${PART_NAMES}) measures one part and prints it; \`npm run bench -- --large\` goes to a million articles.

${markdown(tables)}`
}

const PART_NAMES = '`serve`, `partners`, `growth`, `memory`, `sync`, `import`, `bundle`'

function machine(): string {
  const cpus = os.cpus()
  const memory = Math.round(os.totalmem() / 2 ** 30)
  const model = cpus[0]?.model.trim() ?? 'unknown processors'
  const { node } = process.versions
  return `${cpus.length} × ${model}, ${memory} GiB, ${os.type()} ${os.arch()}, Node ${node}`
}

function section({ title, about, columns, rows }: Table): string {
  const widths = columns.map((column, index) =>
    Math.max(3, column.length, ...rows.map((row) => row[index]?.length ?? 0)),
  )
  // What is no name is a number, and stands to the right.
  const line = (cells: string[]) =>
    `| ${cells
      .map((cell, index) => {
        const width = widths[index] ?? 0
        return index === 0 ? cell.padEnd(width) : cell.padStart(width)
      })
      .join(' | ')} |`
  const rule = widths.map((width, index) =>
    index === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  )
  return [`## ${title}`, '', about, '', line(columns), line(rule), ...rows.map(line), ''].join('\n')
}
