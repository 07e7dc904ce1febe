import { describe, expect, it } from 'vitest'
import { isRecord, located, readYaml } from '../../src/sources/yaml.ts'
import { wrongWith } from './source-error.ts'

describe('readYaml', () => {
  it.each([
    ['title: 2030', { title: '2030' }],
    [
      'a: yes\nb: no\nc: null\nd: ~\ne: 1e3\nf: 010\ng: 0x1F\nh: 2026-08-22\ni: .5\nj: true',
      {
        a: 'yes',
        b: 'no',
        c: 'null',
        d: '~',
        e: '1e3',
        f: '010',
        g: '0x1F',
        h: '2026-08-22',
        i: '.5',
        j: 'true',
      },
    ],
    ['tags: [5G, أمن البيانات, 2030]', { tags: ['5G', 'أمن البيانات', '2030'] }],
    ['tags:\n- a\n- b', { tags: ['a', 'b'] }],
    ["title: 'أ: ب'", { title: 'أ: ب' }],
    ["title: 'l''eau'", { title: "l'eau" }],
    ['title: "أ \\"ب\\" \\u200f"', { title: 'أ "ب" \u200f' }],
    ['title: «أ» ب', { title: '«أ» ب' }],
    ['title: أ:ب', { title: 'أ:ب' }],
    ["title: '#أ'", { title: '#أ' }],
    ['title: C# و F#', { title: 'C# و F#' }],
    ['url: https://news.example/#a', { url: 'https://news.example/#a' }],
    ['title: أ # ملاحظة', { title: 'أ' }],
    ['#ملاحظة\ntitle: أ\n#ملاحظة', { title: 'أ' }],
    ['title: |\n  أ #ب\n  ج', { title: 'أ #ب\nج\n' }],
    ['title: >-\n  أ\n  ب', { title: 'أ ب' }],
    ['title: أ\n  ب', { title: 'أ ب' }],
    ['عنوان: أ', { عنوان: 'أ' }],
    ['a: {b: {c: [d]}}', { a: { b: { c: ['d'] } } }],
    ['a: &x [b]\nc: *x', { a: ['b'], c: ['b'] }],
    ['', {}],
    ['# nothing\n', {}],
    ['\n\n', {}],
  ])('reads %j as %j', (text, values) => {
    expect(readYaml(text).values).toEqual(values)
  })

  it.each([
    ['hub:\ntitle: أ', { title: 'أ' }],
    ["hub: ''\ntitle: أ", { title: 'أ' }],
    ['tags:\n  - a\n  -\n  - b', { tags: ['a', 'b'] }],
    ['image:\n  url: a\n  alt:', { image: { url: 'a' } }],
    ['tags: []', { tags: [] }],
  ])('what was left empty is not there: %j is %j', (text, values) => {
    expect(readYaml(text).values).toEqual(values)
  })

  it('takes names of JavaScript for keys like others', () => {
    const { values } = readYaml('__proto__: a\nconstructor: b\ntoString: c\n<<: {d: e}')
    expect(Object.keys(values)).toEqual(['__proto__', 'constructor', 'toString', '<<'])
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype)
  })

  const colon = "a text that holds a colon and a space stands in quotes: title: 'One: two'"
  const hash = "# begins a comment: a text that holds one stands in quotes: title: '#one'"

  it.each([
    ['a: 1\na: 2', '2: : not YAML: Map keys must be unique'],
    ['a:\n  b: 1\n  b: 2', '3: : not YAML: Map keys must be unique'],
    [`!${'x'.repeat(300)} a`, `1: : not YAML: Unresolved tag: !${'x'.repeat(183)}…`],
    ['a: 1\n\tb: 2', '2: : not YAML: Tabs are not allowed as indentation'],
    ['a:\n\t- b', '2: : not YAML: Tabs are not allowed as indentation'],
    ['\n\ntitle: أ: ب', `3: : ${colon}`],
    ['a: b\ntitle: 2030: رؤية', `2: : ${colon}`],
    ['title: #المغرب_يقرأ', `1: : ${hash}`],
    ['a: b\ntitle: المغرب يقرأ #كتاب\nc: d', `2: : ${hash}`],
    ['tags:\n  - أ\n  - #ب', `3: : ${hash}`],
    [
      'a: [b',
      '1: : not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    [
      'a: {b: c',
      '1: : not YAML: Flow map in block collection must be sufficiently indented and end with a }',
    ],
    ['a: [b, , c]', '1: : not YAML: Unexpected , in flow sequence'],
    ['a: "b', '1: : not YAML: Missing closing "quote'],
    ["a: 'b", "1: : not YAML: Missing closing 'quote"],
    ['a: "b\\q"', '1: : not YAML: Invalid escape sequence \\q'],
    ['a: "b" c', '1: : not YAML: Unexpected scalar at node end'],
    ['a: @b', '1: : not YAML: Plain value cannot start with reserved character @'],
    ['a: `b`', '1: : not YAML: Plain value cannot start with reserved character `'],
    ['a: %b', '1: : not YAML: Plain value cannot start with directive indicator character %'],
    [
      'a: *b',
      "1: : * repeats what & named, and nothing is: a text stands in quotes: title: '*one'",
    ],
    ['b: c\ntitle: !so it is', '2: : not YAML: Unresolved tag: !so'],
    ['a: !!int 5', '1: : not YAML: Unresolved tag: tag:yaml.org,2002:int'],
    [
      'title: !عاجل خبر',
      '1: : not YAML: Tags and anchors must be separated from the next token by white space',
    ],
    ['b: c\na: &a [*a]', '2: : not YAML: * repeats what it stands in, without an end'],
    ['a: &a\n  b: &b\n    c: *a', '3: : not YAML: * repeats what it stands in, without an end'],
    ['? [a]\n: b', '1: : not YAML: With stringKeys, all keys must be strings'],
    ['a: b\n c: d\n', `1: : ${colon}`],
    [
      'a: 1\n---\nb: 2',
      '2: : not YAML: Source contains multiple documents; please use YAML.parseAllDocuments()',
    ],
    ['- a', '1: : expected lines of `key: value`'],
    ['أ', '1: : expected lines of `key: value`'],
  ])('%j is refused: %s', (text, message) => {
    expect(wrongWith(() => readYaml(text))).toEqual([message])
  })

  it('says the line of the file that the text stands in', () => {
    expect(wrongWith(() => readYaml('a: 1\na: 2', 10))).toEqual([
      '11: : not YAML: Map keys must be unique',
    ])
    expect(wrongWith(() => readYaml('أ', 10))).toEqual(['10: : expected lines of `key: value`'])
    expect(readYaml('a: 1\nb: 2', 10).lineOf(['b'])).toBe(11)
  })

  it('refuses aliases that grow into more than memory holds', () => {
    const lines = ['a: &a [x, x, x, x, x, x, x, x, x]']
    for (const [of, name] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh', 'hi']) {
      lines.push(`${name}: &${name} [${Array(9).fill(`*${of}`).join(', ')}]`)
    }
    expect(wrongWith(() => readYaml(lines.join('\n')))).toEqual([
      '1: : not YAML: Excessive alias count indicates a resource exhaustion attack',
    ])
  })
})

describe('lineOf', () => {
  const { lineOf } = readYaml(
    [
      '# a comment',
      'title: أ',
      'authors:',
      '  - name: ب',
      '    url: x',
      '  -',
      '  - name: ج',
      '',
      'image: {url: a,',
      '  alt: ب}',
      'same: &x [a, b]',
      'tags: *x',
    ].join('\n'),
  )

  it.each([
    [[], 2],
    [['title'], 2],
    [['title', 'x'], 2],
    [['authors'], 3],
    [['authors', 0], 4],
    [['authors', 0, 'name'], 4],
    [['authors', 0, 'url'], 5],
    [['authors', 0, 'missing'], 4],
    // The empty item is none.
    [['authors', 1], 7],
    [['authors', 1, 'name'], 7],
    [['authors', 9], 3],
    [['image', 'url'], 9],
    [['image', 'alt'], 10],
    [['tags'], 12],
    [['tags', 1], 12],
    [['missing'], 2],
  ])('of %j is %i', (path, line) => {
    expect(lineOf(path)).toBe(line)
  })

  it('of anything in nothing is the first', () => {
    expect(readYaml('').lineOf(['title'])).toBe(1)
    expect(readYaml('\n\n', 2).lineOf(['title'])).toBe(2)
  })
})

describe('located', () => {
  it('gives issues their lines and dotted keys', () => {
    const { lineOf } = readYaml('a:\n  - b: c')
    expect(located([{ path: ['a', 0, 'b'], message: 'is wrong' }], lineOf)).toEqual([
      { line: 2, key: 'a.0.b', message: 'is wrong' },
    ])
  })
})

describe('isRecord', () => {
  it.each([
    [{}, true],
    [[], false],
    [null, false],
    ['a', false],
    [undefined, false],
  ])('of %j is %s', (value, expected) => {
    expect(isRecord(value)).toBe(expected)
  })
})
