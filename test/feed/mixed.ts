// A newsroom's feed with the hard cases in it, made by hand: what the golden files are made of.

import type { Article } from '../../src/article/article.ts'
import type { FeedIdentity } from '../../src/article/memberships.ts'
import { publication } from '../../src/article/publication.ts'
import { compose, type View } from '../../src/feed/compose.ts'
import type { Feed } from '../../src/feed/feed.ts'

export const PUBLICATION = {
  ...publication.parse({
    title: 'الحدث',
    description: 'أخبار المغرب والعالم',
    home: 'https://news.example/',
    address: 'https://feeds.news.example',
    language: 'ar',
    timeZone: 'Africa/Casablanca',
    sections: [
      { id: 'technology', name: 'تكنولوجيا' },
      { id: 'culture', name: 'ثقافة' },
      { id: 'francais', name: 'En français', slug: 'francais', language: 'fr' },
    ],
    licence: {
      name: 'CC BY 4.0',
      url: 'https://creativecommons.org/licenses/by/4.0/',
    },
    image: 'https://news.example/logo.png',
    icon: 'https://news.example/icon.png',
    hub: 'https://hub.example/',
  }),
  id: 'tag:news.example,2026:feeds',
}

export const ALL: FeedIdentity = { kind: 'all', key: '', title: '', slug: '' }

export const VIEW: View = {
  address: 'https://feeds.news.example',
  query: '',
  nextQuery: '?before=6',
  content: 'full',
}

/** Arabic, its title begins with Latin, its id is no IRI; image, source, credit, two authors. */
export const FIFTH_GENERATION: Article = {
  id: '2026-08-22-الجيل-الخامس',
  title: '5G في المغرب',
  language: 'ar',
  direction: 'rtl',
  published: '2026-08-22T08:00:00Z',
  updated: '2026-08-22T09:30:00Z',
  visibleFrom: '2026-08-22T08:00:00Z',
  authors: [
    { name: 'فاطمة العلوي', url: 'https://news.example/authors/فاطمة-العلوي' },
    { name: 'Karim Idrissi' },
  ],
  sections: ['technology'],
  tags: ['5G', 'الجيل الخامس & ما بعده'],
  summary: '5G يصل إلى ست مدن قبل نهاية السنة.',
  canonical: 'https://news.example/2026/08/الجيل-الخامس',
  image: {
    url: 'https://news.example/img/برج.jpg',
    type: 'image/jpeg',
    bytes: 184320,
    width: 1200,
    height: 800,
    alt: 'برج اتصالات في "الرباط"',
    credit: 'ياسين بناني',
  },
  enclosures: [],
  source: { name: 'الحدث', url: 'https://news.example/' },
  credit: { text: 'و م ع', agency: 'MAP' },
  content:
    '<div dir="rtl" lang="ar"><p dir="rtl">\u200f5G يصل إلى ست مدن.</p><p dir="rtl">الشيفرة ]]> تبقى.</p></div>',
}

/** French in the Arabic publication; its title begins with Arabic. */
export const FRENCH: Article = {
  id: 'https://news.example/fr/fil-rss',
  title: '«الحدث» lance son fil RSS',
  language: 'fr',
  direction: 'ltr',
  published: '2026-08-21T17:45:00Z',
  updated: '2026-08-21T17:45:00Z',
  visibleFrom: '2026-08-21T17:45:00Z',
  authors: [{ name: 'Samira Tazi' }],
  sections: ['francais', 'technology'],
  tags: ['RSS'],
  summary: 'Le journal s’abonne & se lit partout.',
  canonical: 'https://news.example/fr/fil-rss',
  enclosures: [],
  content:
    '<div dir="ltr" lang="fr"><p dir="ltr">Le journal s’abonne &amp; se lit partout.</p></div>',
}

/** Persian, with zero-width non-joiners; nothing but what an article must have. */
export const PERSIAN: Article = {
  id: 'tag:news.example,2026:fa/7',
  title: 'کتاب‌های تازهٔ نوروز',
  language: 'fa',
  direction: 'rtl',
  published: '2026-08-20T06:15:00Z',
  updated: '2026-08-20T06:15:00Z',
  visibleFrom: '2026-08-20T06:15:00Z',
  authors: [],
  sections: ['culture'],
  tags: [],
  canonical: 'https://news.example/fa/7',
  enclosures: [],
  content: '<div dir="rtl" lang="fa"><p dir="rtl">می‌خوانیم.</p></div>',
}

/** Hebrew, with audio, its transcript and a picture. */
export const HEBREW: Article = {
  id: 'tag:news.example,2026:he/8',
  title: 'ארכיון הפיוטים נפתח',
  language: 'he',
  direction: 'rtl',
  published: '2026-08-19T12:00:00Z',
  updated: '2026-08-23T07:00:00.250Z',
  visibleFrom: '2026-08-19T12:00:00Z',
  authors: [{ name: 'יעל כהן' }],
  sections: ['culture'],
  tags: ['פיוט'],
  summary: 'שעה של הקלטות.',
  canonical: 'https://news.example/he/8',
  image: { url: 'https://news.example/img/archive.png' },
  enclosures: [
    {
      url: 'https://cdn.example/piyyut.mp3?a=1&b=2',
      type: 'audio/mpeg',
      bytes: 5242880,
      title: 'הפיוט',
      duration: 3723,
    },
    { url: 'https://cdn.example/תמליל.pdf', type: 'application/pdf', title: 'תמליל' },
  ],
  content: '<div dir="rtl" lang="he"><p dir="rtl">שעה של הקלטות.</p></div>',
}

/** In Moroccan Arabic, which validators of RSS refuse as a language. */
export const MOROCCAN: Article = {
  id: '42',
  title: 'واش كاين شي جديد؟',
  language: 'ary',
  direction: 'rtl',
  published: '2026-08-18T10:00:00Z',
  updated: '2026-08-18T10:00:00Z',
  visibleFrom: '2026-08-18T10:00:00Z',
  authors: [{ name: 'هيئة التحرير' }],
  sections: [],
  tags: ['دارجة'],
  summary: 'كلشي فبلاصة وحدة.',
  canonical: 'https://news.example/ary/42',
  enclosures: [],
  content: '<div dir="rtl" lang="ary"><p dir="rtl">كلشي فبلاصة وحدة.</p></div>',
}

/** A number, of no known language or direction, with no page and no text. */
export const NUMBER: Article = {
  id: 'tag:news.example,2026:9',
  title: '2026',
  language: 'und',
  published: '2026-08-17T00:00:00Z',
  updated: '2026-08-17T00:00:00Z',
  visibleFrom: '2026-08-17T00:00:00Z',
  authors: [],
  sections: [],
  tags: [],
  enclosures: [],
  content: '',
}

export const ARTICLES = [FIFTH_GENERATION, FRENCH, PERSIAN, HEBREW, MOROCCAN, NUMBER]

export function mixedFeed(): Feed {
  return compose(PUBLICATION, ALL, ARTICLES, VIEW)
}
