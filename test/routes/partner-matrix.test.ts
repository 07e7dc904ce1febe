// Articles in every state and of every owner, for partners of every kind and profile, in every file
// and by every way in: exactly those are there that a partner may have.

import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { PROFILE_NAMES, type PartnerInput } from '../../src/article/partner.ts'
import { profileOf } from '../../src/article/profiles.ts'
import type { PublicationInput } from '../../src/article/publication.ts'
import {
  articlePath,
  type DraftInput,
  draftOf,
  HOUR,
  keyOf,
  MINUTE,
  type Newsroom,
  NOW,
  openNewsroom,
  publicationOf,
  putPartner,
} from '../newsroom.ts'

type Who = 'everyone' | 'licensed' | 'own' | 'never'
type Rules = Record<string, { text: Who; photo: Who }>

const AGENCIES = ['AFP', 'Reuters', 'MAP', 'DPA'] as const
const OWNERS = [undefined, ...AGENCIES, 'Le Matin'] as const
const RULES: Rules = {
  Reuters: { text: 'own', photo: 'own' },
  MAP: { text: 'everyone', photo: 'everyone' },
  DPA: { text: 'never', photo: 'never' },
}

/** What the test knows of an article. */
interface Known {
  name: string
  text: string | undefined
  photo: string | undefined
  isOut: boolean
  section: string
  tags: string[]
  language: string
  /** ms since 1970 */
  visible: number
}

const known: Known[] = []

/** An article that is known by its name wherever it stands. */
function article(name: string, changes: Partial<DraftInput> = {}, isOut = true): DraftInput {
  const { credit: text, image, language = 'ar', sections = ['economy'], tags = [] } = changes
  const photo = image?.credit
  const section = sections[0] ?? ''
  const visible = NOW - HOUR
  known.push({ name, text, photo, isOut, section, tags, language, visible })
  return draftOf(name, {
    title: `عنوان طويل بما يكفي لكل شريك ${name}`,
    canonical: `https://www.news.example/story/${name}/`,
    published: new Date(visible).toISOString(),
    sections,
    enclosures: [
      { url: `https://files.news.example/audio/${name}/a.mp3`, type: 'audio/mpeg', bytes: 1 },
    ],
    content: `<p>نص الخبر.</p><p><img src="${pictureOf(name)}" alt="صورة"></p>`,
    ...changes,
    image: { url: pictureOf(name), width: 1200, height: 800, alt: 'صورة', ...image },
  })
}

function pictureOf(name: string): string {
  return `https://images.news.example/photo/${name}/photo.jpg`
}

let newsroom: Newsroom

async function rule(rules: Rules): Promise<void> {
  const credit: PublicationInput['credit'] = Object.entries(rules).map(([agency, who]) => {
    return { agency, ...who }
  })
  const response = await newsroom.call('PUT', '/api/publication', publicationOf({ credit }))
  expect(response.status, await response.text()).toBe(200)
}

beforeAll(async () => {
  newsroom = await openNewsroom()
  await rule(RULES)
  const drafts = OWNERS.flatMap((text, row) =>
    OWNERS.map((photo, column) =>
      article(`right-${row}-${column}`, {
        ...(text !== undefined && { credit: text }),
        image: { url: 'https://x.example/', credit: photo },
      }),
    ),
  )
  await newsroom.publish(
    ...drafts.map((draft) => ({ ...draft, image: { ...draft.image, url: pictureOf(draft.id) } })),
    article('technical', { sections: ['cybersecurity'] }),
    article('tagged', { tags: ['الإمارات'], sections: ['cybersecurity'] }),
    article('french', { language: 'fr', title: 'Un titre assez long pour chaque partenaire' }),
    article('moroccan', { language: 'ar-MA' }),
    article('embargoed', { visibleFrom: '2026-08-23T09:00:00Z' }, false),
    article('withheld', { status: 'withheld' }, false),
    article('killed', { status: 'killed', reason: 'سبب' }, false),
    article('unlisted', { syndication: 'none' }, false),
    article('deleted', {}, false),
    article('withdrawn', {}, false),
  )
  await newsroom.call('DELETE', articlePath('deleted'))
  await newsroom.call('PUT', `${articlePath('withdrawn')}/status`, { status: 'withheld' })
})

/** What the rules and the rights of a partner let it have: said here a second time, and otherwise. */
function mayHave(owner: string, medium: 'text' | 'photo', rights: string[], rules: Rules): boolean {
  const who = rules[owner]?.[medium] ?? 'licensed'
  if (who === 'licensed') return rights.includes(owner)
  return who === 'everyone'
}

interface Expected {
  articles: string[]
  pictures: string[]
  /** Those with their file. */
  files: string[]
}

function expectedOf(terms: Partial<PartnerInput>, rules = RULES): Expected {
  const { rights, sections = [], tags = [], languages = [] } = terms
  const { delay = 0, profile = 'generic' } = terms
  const { oneLanguage } = profileOf(profile)
  const [text, photo] = [rights?.text ?? [], rights?.photo ?? []]
  const articles = known.filter((each) => {
    if (!each.isOut || each.visible + delay * MINUTE > NOW) return false
    if (each.text !== undefined && !mayHave(each.text, 'text', text, rules)) return false
    const isThere =
      (sections.length === 0 && tags.length === 0) ||
      sections.includes(each.section) ||
      each.tags.some((tag) => tags.includes(tag))
    const language = each.language.slice(0, 2)
    if (!isThere || (languages.length > 0 && !languages.includes(language))) return false
    return !oneLanguage || language === (languages[0] ?? 'ar')
  })
  const pictures = articles.filter((each) => {
    const owner = each.photo ?? each.text
    return owner === undefined || mayHave(owner, 'photo', photo, rules)
  })
  // A file that names nobody is of whom the text is.
  const files = articles.filter(
    ({ text: owner }) => owner === undefined || mayHave(owner, 'photo', photo, rules),
  )
  const names = (some: Known[]) => some.map(({ name }) => name).sort()
  return { articles: names(articles), pictures: names(pictures), files: names(files) }
}

function seenIn(document: string): Expected {
  const named = (pattern: RegExp) =>
    [...new Set(Array.from(document.matchAll(pattern), ([, name]) => name ?? ''))].sort()
  return {
    articles: named(/www\.news\.example\\?\/story\\?\/([a-z0-9-]+)/g),
    files: named(/files\.news\.example\\?\/audio\\?\/([a-z0-9-]+)/g),
    pictures: named(/images\.news\.example\\?\/photo\\?\/([a-z0-9-]+)/g),
  }
}

/** The ways in that a profile takes. */
function waysOf(profile: NonNullable<PartnerInput['profile']>, id: string, key: string) {
  const basic = `Basic ${btoa(`${id}:${key}`)}`
  const ways: [folder: string, headers: Record<string, string>][] = [
    [id, { Authorization: basic }],
    [id, { Authorization: `Bearer ${key}` }],
  ]
  return profileOf(profile).pathKey ? [[key, {}] as (typeof ways)[number], ...ways] : ways
}

const KINDS: Record<string, Partial<PartnerInput>> = {
  'without rights': {},
  'with the right to text': { rights: { text: ['AFP', 'Reuters', 'DPA'] } },
  'with the right to photos': { rights: { photo: ['AFP', 'Reuters', 'DPA'] } },
  'with every right': {
    rights: { text: [...AGENCIES, 'Le Matin'], photo: [...AGENCIES, 'Le Matin'] },
  },
  'of a section': { sections: ['cybersecurity'] },
  'of a tag': { tags: ['الإمارات'] },
  'of a section or with a tag': { sections: ['economy'], tags: ['الإمارات'] },
  'of a language': { languages: ['fr'] },
  'of a section in a language': { sections: ['economy'], languages: ['ar'] },
  'with a delay that is over': { delay: 59, rights: { text: ['AFP'] } },
  'with a delay that is not': { delay: 61 },
}

const SHUT: Record<string, Partial<PartnerInput>> = {
  suspended: { state: 'suspended' },
  'not begun': { start: '2026-08-22T12:00:01Z' },
  ended: { end: '2026-08-22T12:00:00Z' },
}

describe.each(PROFILE_NAMES)('a partner that takes %s', (profile) => {
  it.each(Object.keys(KINDS))('%s gets exactly what it may have', async (kind) => {
    const terms = { ...KINDS[kind], profile, items: 200 }
    const id = `${profile}-${Object.keys(KINDS).indexOf(kind)}`
    await putPartner(newsroom, id, terms)
    const key = await keyOf(newsroom, id)
    const expected = expectedOf(terms)
    for (const { file } of profileOf(profile).files) {
      const documents = new Set<string>()
      for (const [folder, headers] of waysOf(profile, id, key)) {
        const response = await newsroom.get(`/partners/${folder}/${file}`, headers)
        expect(response.status).toBe(200)
        documents.add(await response.text())
      }
      expect(documents.size).toBe(1)
      const seen = seenIn([...documents].join('\n'))
      expect(seen.articles).toEqual(expected.articles)
      if (profile === 'generic') {
        expect([seen.pictures, seen.files]).toEqual([expected.pictures, expected.files])
      }
      expect(seen.pictures.filter((each) => !expected.pictures.includes(each))).toEqual([])
      expect(seen.files.filter((each) => !expected.files.includes(each))).toEqual([])
    }
    for (const [folder, headers] of waysOf(profile, id, key)) {
      const response = await newsroom.get(`/partners/${folder}/changes.json?limit=100`, headers)
      const { changes, more } = await response.json<{ changes: object[]; more: boolean }>()
      expect([changes.length, more]).toEqual([expected.articles.length, false])
      const { articles, pictures, files } = seenIn(JSON.stringify(changes))
      expect([articles, pictures, files]).toEqual([expected.articles, [], []])
    }
  })

  it.each(Object.keys(SHUT))('%s gets nothing', async (kind) => {
    const id = `${profile}-shut-${Object.keys(SHUT).indexOf(kind)}`
    await putPartner(newsroom, id, { ...SHUT[kind], profile })
    const key = await keyOf(newsroom, id)
    for (const file of [...profileOf(profile).files.map((each) => each.file), 'changes.json']) {
      for (const [folder, headers] of [[key, {}] as const, ...waysOf(profile, id, key)]) {
        const response = await newsroom.get(`/partners/${folder}/${file}`, headers)
        expect(response.status).toBe(folder === key ? 404 : 401)
        expect(seenIn(await response.text())).toEqual({ articles: [], pictures: [], files: [] })
      }
    }
  })
})

describe('rules and rights as they come', () => {
  const who = fc.constantFrom<Who>('everyone', 'licensed', 'own', 'never')
  const rules = fc.dictionary(
    fc.constantFrom(...AGENCIES, 'Le Matin'),
    fc.record({ text: who, photo: who }),
  )
  const some = fc.subarray([...AGENCIES, 'Le Matin'])

  it('let out exactly what they say, at once', async () => {
    // What is never in a feed is so when it is processed, and for partners at once.
    await rule({})
    for (let remaining = true; remaining;) {
      const response = await newsroom.call('POST', '/api/reprocess')
      remaining = (await response.json<{ remaining: boolean }>()).remaining
    }
    await putPartner(newsroom, 'random', {})
    const key = await keyOf(newsroom, 'random')
    await fc.assert(
      fc.asyncProperty(rules, some, some, async (ruled, text, photo) => {
        const terms = { rights: { text, photo }, items: 200 }
        await rule(ruled)
        await putPartner(newsroom, 'random', terms)
        const response = await newsroom.get(`/partners/${key}/feed.json`)
        expect(response.status).toBe(200)
        const expected = expectedOf(terms, ruled)
        const { items } = await response.json<{ items: object[] }>()
        expect(items).toHaveLength(expected.articles.length)
        expect(seenIn(JSON.stringify(items))).toEqual(expected)
      }),
      { numRuns: 12 },
    )
  })
})
