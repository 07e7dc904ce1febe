// Feeds as our own writers write them, which the checker has nothing to say about.

import { Feed } from '../../src/feed/feed.ts'
import type { FeedOptions } from '../../src/feed/item.ts'

const FRENCH = {
  title: 'La bibliothèque du port rouvre ses portes',
  text: 'La bibliothèque du port rouvre ses portes après deux ans de travaux, et les habitants du quartier y trouveront des livres en trois langues.',
}

/** A title that begins with letters of the other direction, and a text long enough to be judged. */
export const TEXTS: Record<string, { title: string; text: string }> = {
  ar: {
    title: '5G في الميناء: أول رصيف بلا أسلاك',
    text: 'بدأت الشركة المشغلة تجربة الشبكة الجديدة على الرصيف السابع، ويقول العمال إن الرافعات صارت أسرع مما كانت عليه في العام الماضي.',
  },
  'ar-MA': {
    title: 'ONCF: قطار جديد بين المدينتين',
    text: 'أعلن المكتب عن قطار جديد يربط بين المدينتين ابتداء من شهر شتنبر المقبل، وستكون التذاكر متاحة في المحطات وعلى الهاتف كذلك.',
  },
  ary: {
    title: 'GPS ولا النجوم؟ حكاية صياد من الصويرة',
    text: 'هاد الصياد باقي كيعرف الطريق غير بالنجوم، وولادو كيضحكو عليه حيت هوما عندهم التيليفون، ولكن فاش كيطفا التيليفون كيرجعو عندو.',
  },
  fa: {
    title: 'GPS یا ستاره‌ها؟ داستان یک ماهیگیر',
    text: 'وزارت راه از آغاز به کار خط تازه قطار میان دو شهر در ماه آینده خبر داد و گفت که بلیت‌ها از هفته آینده در ایستگاه‌ها فروخته می‌شود.',
  },
  ur: {
    title: 'GPS یا ستارے؟ ایک مچھیرے کی کہانی',
    text: 'محکمہ ریلوے نے اگلے مہینے سے دونوں شہروں کے درمیان نئی ٹرین چلانے کا اعلان کیا ہے اور کہا ہے کہ ٹکٹ اسٹیشنوں پر بھی ملیں گے۔',
  },
  ckb: {
    title: 'GPS یان ئەستێرەکان؟ چیرۆکی ماسیگرێک',
    text: 'وەزارەتی گواستنەوە ڕایگەیاند کە هێڵێکی نوێی شەمەندەفەر لە مانگی داهاتوودا لە نێوان دوو شارەکەدا دەکرێتەوە و خەڵک دەتوانن بلیت بکڕن.',
  },
  he: {
    title: 'GPS או הכוכבים? סיפורו של דייג',
    text: 'משרד התחבורה הודיע על קו רכבת חדש בין שתי הערים שייפתח בחודש הבא, והכרטיסים יימכרו בתחנות וגם בטלפון החל מהשבוע הקרוב.',
  },
  dv: {
    title: 'GPS ނުވަތަ ތަރިތައް؟',
    text: 'މިއަދު މިރަށުގައި އައު ކުތުބުޚާނާއެއް ހުޅުވައިފިއެވެ. މި ކުތުބުޚާނާގައި ގިނަ ފޮތްތަކެއް ހުރެއެވެ. ކުދިންނަށް ފޮތް ކިޔުމުގެ ފުރުސަތު ލިބޭނެއެވެ.',
  },
  'az-Arab': {
    title: 'GPS یوخسا اولدوزلار؟',
    text: 'یول ناظیرلیگی گلن آیدان ایکی شهر آراسیندا یئنی قاطار خطینین آچیلاجاغینی بیلدیردی و دئدی کی بیلتلر گلن هفته‌دن ساتیلاجاق.',
  },
  fr: { ...FRENCH, title: '«الحدث» : la bibliothèque du port rouvre ses portes' },
  en: {
    title: '«الحدث»: a mountain radio goes on air',
    text: 'The valley has a radio station of its own, run by the teachers of its only school, and the shepherds of the high pastures listen to it all day.',
  },
}

const LINKS = {
  rss: 'https://press.example/rss.xml',
  atom: 'https://press.example/atom.xml',
  json: 'https://press.example/feed.json',
}

function feed(options: Partial<FeedOptions>): Feed {
  return new Feed({
    id: 'tag:press.example,2026:feed',
    title: 'بريس',
    link: 'https://press.example/',
    author: { name: 'هيئة التحرير', email: 'desk@press.example' },
    updated: new Date('2026-08-22T09:00:00Z'),
    feedLinks: LINKS,
    ...options,
  })
}

function add(to: Feed, id: number, { title, text }: { title: string; text: string }): void {
  to.addItem({
    id: `press-${id}`,
    title,
    link: `https://press.example/${id}`,
    date: new Date('2026-08-22T09:00:00Z'),
    description: text,
    content: `<p>${text}</p><p>${title}</p>`,
  })
}

/** A feed in one language, its own title and description too. */
export function inLanguage(language: string): Feed {
  const { title, text } = TEXTS[language] ?? FRENCH
  const all = feed({ language, title, description: text })
  add(all, 1, { title, text })
  add(all, 2, { title: text, text: `${title}. ${text}` })
  return all
}

/** The feed in French of a newsroom whose own title and description are in Arabic. */
export function frenchOfArabic(length: 0 | 1): Feed {
  const french = feed({
    title: 'الحدث — français',
    description: '24/7: أخبار الساعة من المغرب والعالم، صباح مساء',
    copyright: 'CC BY بريس',
    language: 'fr',
    wording: { language: 'ar' },
  })
  if (length === 1) add(french, 1, FRENCH)
  return french
}

/** One with everything: addresses in Arabic, a podcast, an item in another language. */
export function mixed(): Feed {
  const all = feed({
    title: 'Press بريس',
    description: '24/7: أخبار الساعة',
    language: 'ar-MA',
    copyright: '© بريس',
    image: 'https://press.example/شعار.png',
    podcast: true,
  })
  all.addItem({
    id: 'press-1',
    title: 'COP31: قمة المناخ تبدأ أعمالها',
    link: 'https://press.example/أخبار/قمة',
    date: new Date('2026-08-22T09:00:00Z'),
    author: [{ name: 'زينب الوزاني' }],
    description: 'UNEP: تبدأ القمة أعمالها اليوم',
    content: '<p>COP31 تبدأ أعمالها اليوم.</p><pre><code>let x = 1</code></pre>',
    image: 'https://press.example/صورة.jpg',
    enclosure: { url: 'https://press.example/قمة.mp3', type: 'audio/mpeg', length: 1200 },
  })
  all.addItem({
    id: 'press-2',
    title: '«الحدث» lance son fil',
    link: 'https://press.example/fil',
    date: new Date('2026-08-21T09:00:00Z'),
    language: 'fr',
    content: '<p>Le journal lance un fil pour ses lecteurs, en deux langues.</p>',
  })
  return all
}
