// The words of the pages, in the languages of the newsrooms that they are for.

import { primaryLanguage, rssLanguage } from '../text/language.ts'

export interface Words {
  /** The language in itself, for the choice of one. */
  name: string
  feeds: string
  /** What this is, in two sentences. */
  about: string
  skip: string
  everything: string
  sections: string
  languages: string
  authors: string
  tags: string
  allTags: string
  allAuthors: string
  allFeeds: string
  next: string
  latest: string
  /** With its colon, as `licence`. */
  lastChange: string
  search: string
  searchIn: string
  find: string
  found: string
  nothingFound: string
  copy: string
  copied: string
  notCopied: string
  openIn: string
  /** Whatever the device opens `feed:` addresses with. */
  feedReader: string
  addresses: string
  /** The document as programs get it. */
  source: string
  newest: string
  fullText: string
  empty: string
  missing: string
  yourSite: string
  discovery: string
  frame: string
  element: string
  opml: string
  home: string
  licence: string
  pageLanguage: string
}

const ENGLISH: Words = {
  name: 'English',
  feeds: 'Feeds',
  about:
    'A feed brings every story to the feed reader of your choice the moment it is published, without an account, advertising or an algorithm. Copy the address of the feed you want and paste it into your reader, or open it there directly.',
  skip: 'Skip to the feeds',
  everything: 'All news',
  sections: 'Sections',
  languages: 'Languages',
  authors: 'Authors',
  tags: 'Tags',
  allTags: 'All tags',
  allAuthors: 'All authors',
  allFeeds: 'All feeds',
  next: 'More',
  latest: 'Latest headlines',
  lastChange: 'Last change:',
  search: 'Find a feed',
  searchIn: 'A section, a tag, an author or a language',
  find: 'Find',
  found: 'Found',
  nothingFound: 'No feed has a word in its name that begins like this.',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Not copied',
  openIn: 'Open in…',
  feedReader: 'The feed reader of this device',
  addresses: 'Addresses of this feed',
  source: 'Source code',
  newest: 'The newest articles, as readers see them',
  fullText: 'Full text',
  empty: 'There is nothing in this feed at the moment.',
  missing: 'Nothing is at this address',
  yourSite: 'For your site',
  discovery: 'In the head of your own pages, so that readers find this feed:',
  frame: 'The headlines in a page of yours, without a script:',
  element: 'The same as an element that takes the look of your page:',
  opml: 'All feeds in one file (OPML)',
  home: 'The newsroom’s site',
  licence: 'Licence:',
  pageLanguage: 'Language of this page',
}

/** By primary language. */
const WORDS: Record<string, Words> = {
  ar: {
    name: 'العربية',
    feeds: 'الخلاصات',
    about:
      'الخلاصة تحمل كل خبر فور نشره إلى قارئ الخلاصات الذي تختاره، بلا حساب ولا إعلان ولا خوارزمية. انسخ عنوان الخلاصة التي تهمك وألصقه في قارئك، أو افتحها فيه مباشرة.',
    skip: 'انتقل إلى الخلاصات',
    everything: 'كل الأخبار',
    sections: 'الأقسام',
    languages: 'اللغات',
    authors: 'الكتّاب',
    tags: 'الوسوم',
    allTags: 'كل الوسوم',
    allAuthors: 'كل الكتّاب',
    allFeeds: 'كل الخلاصات',
    next: 'المزيد',
    latest: 'آخر العناوين',
    lastChange: 'آخر تحديث:',
    search: 'ابحث عن خلاصة',
    searchIn: 'قسم أو وسم أو كاتب أو لغة',
    find: 'بحث',
    found: 'نتائج البحث',
    nothingFound: 'لا خلاصة في اسمها كلمة تبدأ هكذا.',
    copy: 'نسخ',
    copied: 'نُسخ',
    notCopied: 'تعذّر النسخ',
    openIn: 'افتح في…',
    feedReader: 'قارئ الخلاصات في جهازك',
    addresses: 'عناوين هذه الخلاصة',
    source: 'النص المصدري',
    newest: 'أحدث المقالات كما يراها القراء',
    fullText: 'النص الكامل',
    empty: 'لا شيء في هذه الخلاصة الآن.',
    missing: 'لا شيء في هذا العنوان',
    yourSite: 'لموقعك',
    discovery: 'في رأس صفحات موقعك، ليجد القراء هذه الخلاصة:',
    frame: 'العناوين في صفحة من صفحاتك، بلا برمجة:',
    element: 'وهي نفسها عنصرا يأخذ هيئة صفحتك:',
    opml: 'كل الخلاصات في ملف واحد (OPML)',
    home: 'موقع الصحيفة',
    licence: 'الترخيص:',
    pageLanguage: 'لغة هذه الصفحة',
  },
  fr: {
    name: 'Français',
    feeds: 'Flux',
    about:
      'Un flux apporte chaque article, dès sa publication, dans le lecteur de flux de votre choix, sans compte, sans publicité et sans algorithme. Copiez l’adresse du flux qui vous intéresse et collez-la dans votre lecteur, ou ouvrez-la directement.',
    skip: 'Aller aux flux',
    everything: 'Toutes les actualités',
    sections: 'Rubriques',
    languages: 'Langues',
    authors: 'Auteurs',
    tags: 'Mots-clés',
    allTags: 'Tous les mots-clés',
    allAuthors: 'Tous les auteurs',
    allFeeds: 'Tous les flux',
    next: 'Suite',
    latest: 'Derniers titres',
    lastChange: 'Dernière mise à jour :',
    search: 'Chercher un flux',
    searchIn: 'Une rubrique, un mot-clé, un auteur ou une langue',
    find: 'Chercher',
    found: 'Résultats',
    nothingFound: 'Aucun flux dont le nom contient un mot qui commence ainsi.',
    copy: 'Copier',
    copied: 'Copié',
    notCopied: 'Copie impossible',
    openIn: 'Ouvrir dans…',
    feedReader: 'Le lecteur de flux de cet appareil',
    addresses: 'Adresses de ce flux',
    source: 'Code source',
    newest: 'Les derniers articles, tels que les lecteurs les voient',
    fullText: 'Texte intégral',
    empty: 'Ce flux est vide pour le moment.',
    missing: 'Il n’y a rien à cette adresse',
    yourSite: 'Pour votre site',
    discovery: 'Dans l’en-tête de vos pages, pour que les lecteurs trouvent ce flux :',
    frame: 'Les titres dans l’une de vos pages, sans script :',
    element: 'Les mêmes, en un élément qui prend l’aspect de votre page :',
    opml: 'Tous les flux en un seul fichier (OPML)',
    home: 'Le site du journal',
    licence: 'Licence :',
    pageLanguage: 'Langue de cette page',
  },
  en: ENGLISH,
  fa: {
    name: 'فارسی',
    feeds: 'خوراک‌ها',
    about:
      'خوراک هر خبر را همین که منتشر شد به خوراک‌خوانی که برگزیده‌اید می‌رساند؛ بی حساب کاربری، بی آگهی و بی الگوریتم. نشانی خوراک دلخواه را بردارید و در خوراک‌خوان خود بچسبانید، یا یکراست همان‌جا بازش کنید.',
    skip: 'رفتن به خوراک‌ها',
    everything: 'همهٔ خبرها',
    sections: 'بخش‌ها',
    languages: 'زبان‌ها',
    authors: 'نویسندگان',
    tags: 'برچسب‌ها',
    allTags: 'همهٔ برچسب‌ها',
    allAuthors: 'همهٔ نویسندگان',
    allFeeds: 'همهٔ خوراک‌ها',
    next: 'بیشتر',
    latest: 'تازه‌ترین عنوان‌ها',
    lastChange: 'آخرین تغییر:',
    search: 'جست‌وجوی خوراک',
    searchIn: 'بخش، برچسب، نویسنده یا زبان',
    find: 'جست‌وجو',
    found: 'یافته‌ها',
    nothingFound: 'در نام هیچ خوراکی واژه‌ای چنین آغاز نمی‌شود.',
    copy: 'رونوشت',
    copied: 'رونوشت شد',
    notCopied: 'رونوشت نشد',
    openIn: 'باز کردن در…',
    feedReader: 'خوراک‌خوان این دستگاه',
    addresses: 'نشانی‌های این خوراک',
    source: 'متن خام',
    newest: 'تازه‌ترین نوشته‌ها، آن‌گونه که خوانندگان می‌بینند',
    fullText: 'متن کامل',
    empty: 'اکنون چیزی در این خوراک نیست.',
    missing: 'در این نشانی چیزی نیست',
    yourSite: 'برای سایت شما',
    discovery: 'در سربرگ صفحه‌های خودتان، تا خوانندگان این خوراک را بیابند:',
    frame: 'عنوان‌ها در صفحهٔ شما، بدون اسکریپت:',
    element: 'همان‌ها به شکل عنصری که ظاهر صفحهٔ شما را می‌گیرد:',
    opml: 'همهٔ خوراک‌ها در یک پرونده (OPML)',
    home: 'سایت روزنامه',
    licence: 'پروانه:',
    pageLanguage: 'زبان این صفحه',
  },
  he: {
    name: 'עברית',
    feeds: 'הזנות',
    about:
      'הזנה מביאה כל ידיעה, ברגע שהיא מתפרסמת, אל קורא ההזנות שבחרתם, בלי חשבון, בלי פרסומות ובלי אלגוריתם. העתיקו את כתובת ההזנה הרצויה והדביקו אותה בקורא שלכם, או פתחו אותה בו ישירות.',
    skip: 'דילוג אל ההזנות',
    everything: 'כל החדשות',
    sections: 'מדורים',
    languages: 'שפות',
    authors: 'כותבים',
    tags: 'תגיות',
    allTags: 'כל התגיות',
    allAuthors: 'כל הכותבים',
    allFeeds: 'כל ההזנות',
    next: 'עוד',
    latest: 'הכותרות האחרונות',
    lastChange: 'עדכון אחרון:',
    search: 'חיפוש הזנה',
    searchIn: 'מדור, תגית, כותב או שפה',
    find: 'חיפוש',
    found: 'תוצאות',
    nothingFound: 'אין הזנה שבשמה מילה שמתחילה כך.',
    copy: 'העתקה',
    copied: 'הועתק',
    notCopied: 'ההעתקה נכשלה',
    openIn: 'פתיחה ב…',
    feedReader: 'קורא ההזנות של המכשיר',
    addresses: 'כתובות ההזנה',
    source: 'קוד המקור',
    newest: 'המאמרים האחרונים, כפי שהקוראים רואים אותם',
    fullText: 'הטקסט המלא',
    empty: 'אין כרגע דבר בהזנה הזאת.',
    missing: 'אין דבר בכתובת הזאת',
    yourSite: 'לאתר שלכם',
    discovery: 'בראש הדפים שלכם, כדי שהקוראים ימצאו את ההזנה:',
    frame: 'הכותרות בדף שלכם, בלי סקריפט:',
    element: 'אותן כותרות כרכיב שלובש את מראה הדף שלכם:',
    opml: 'כל ההזנות בקובץ אחד (OPML)',
    home: 'אתר העיתון',
    licence: 'רישיון:',
    pageLanguage: 'שפת הדף',
  },
  ur: {
    name: 'اردو',
    feeds: 'فیڈز',
    about:
      'فیڈ ہر خبر کو شائع ہوتے ہی آپ کے پسندیدہ فیڈ ریڈر تک پہنچاتی ہے، کسی اکاؤنٹ، اشتہار یا الگورتھم کے بغیر۔ جو فیڈ چاہیے اس کا پتا نقل کر کے اپنے ریڈر میں چسپاں کریں، یا اسے براہِ راست وہیں کھولیں۔',
    skip: 'فیڈز پر جائیں',
    everything: 'تمام خبریں',
    sections: 'شعبے',
    languages: 'زبانیں',
    authors: 'مصنفین',
    tags: 'ٹیگ',
    allTags: 'تمام ٹیگ',
    allAuthors: 'تمام مصنفین',
    allFeeds: 'تمام فیڈز',
    next: 'مزید',
    latest: 'تازہ سرخیاں',
    lastChange: 'آخری تبدیلی:',
    search: 'فیڈ تلاش کریں',
    searchIn: 'شعبہ، ٹیگ، مصنف یا زبان',
    find: 'تلاش',
    found: 'نتائج',
    nothingFound: 'کسی فیڈ کے نام میں کوئی لفظ یوں شروع نہیں ہوتا۔',
    copy: 'نقل کریں',
    copied: 'نقل ہو گیا',
    notCopied: 'نقل نہ ہو سکا',
    openIn: 'یہاں کھولیں…',
    feedReader: 'اس آلے کا فیڈ ریڈر',
    addresses: 'اس فیڈ کے پتے',
    source: 'خام متن',
    newest: 'تازہ ترین مضامین، جیسے قارئین دیکھتے ہیں',
    fullText: 'مکمل متن',
    empty: 'اس فیڈ میں فی الحال کچھ نہیں۔',
    missing: 'اس پتے پر کچھ نہیں',
    yourSite: 'آپ کی سائٹ کے لیے',
    discovery: 'اپنے صفحات کے ہیڈ میں، تاکہ قارئین کو یہ فیڈ مل جائے:',
    frame: 'سرخیاں آپ کے صفحے میں، بغیر اسکرپٹ کے:',
    element: 'وہی سرخیاں ایک عنصر کی صورت میں، جو آپ کے صفحے جیسا دکھے:',
    opml: 'تمام فیڈز ایک فائل میں (OPML)',
    home: 'اخبار کی سائٹ',
    licence: 'لائسنس:',
    pageLanguage: 'اس صفحے کی زبان',
  },
}

/** The languages that the pages can be in, each by its primary subtag. */
export const LANGUAGES = Object.keys(WORDS)

/**
 * The words in a language, and the language they are in: Arabic for all the languages of Arabic,
 * English where we have none.
 */
export function wordsIn(tag: string): { words: Words; language: string } {
  const language = primaryLanguage(rssLanguage(tag))
  const words = WORDS[language]
  return words ? { words, language } : { words: ENGLISH, language: 'en' }
}
