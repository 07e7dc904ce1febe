// How the pages look. Logical properties only: the same sheet serves both directions.

export const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d8d3ca, #3b3a37); --ink: light-dark(#1d1b18, #ece8e1); --soft: light-dark(#5d574e, #b3aca1); --paper: light-dark(#fdfcfa, #191816); --link: light-dark(#0b4f8a, #8cc1f2) }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.75 "Noto Naskh Arabic", "Amiri", "Geeza Pro", "Segoe UI", "Noto Sans Arabic", "Noto Sans", serif }
main, header { max-inline-size: 60rem; margin-inline: auto; padding-inline: 1.25rem }
header { padding-block: 2.5rem 1rem; border-block-end: 3px double var(--line) }
h1 { margin: 0; font-size: 2.25rem; line-height: 1.4 }
h2 { margin-block: 2.25rem .5rem; font-size: 1.375rem }
summary { cursor: pointer; margin-block: 1.5rem .25rem }
summary h2 { display: inline; font-size: 1.125rem }
p { margin-block: .25rem }
a { color: var(--link) }
ul { list-style: none; margin: 0; padding: 0 }
li { padding-block: .5rem; border-block-end: 1px solid var(--line) }
.feed { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline }
.name { flex: 1 1 9rem; font-weight: 600 }
.addresses { flex: 3 1 22rem; display: grid; gap: .125rem; min-inline-size: 0 }
.addresses a { font: .8125rem/1.6 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; unicode-bidi: isolate; text-align: start }
time { color: var(--soft); font-size: .9375rem }
@media (min-width: 40rem) { .addresses a { user-select: all } }
`
