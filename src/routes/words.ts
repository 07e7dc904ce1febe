// The words of the pages, in the languages of the newsrooms that they are for.

import { primaryLanguage } from '../text/language.ts'

export interface Words {
  feeds: string
  everything: string
  sections: string
  languages: string
  authors: string
  tags: string
  latest: string
  howTo: string
  /** Under a list that is cut short. */
  more: string
}

const ENGLISH: Words = {
  feeds: 'Feeds',
  everything: 'All news',
  sections: 'Sections',
  languages: 'Languages',
  authors: 'Authors',
  tags: 'Tags',
  latest: 'Latest headlines',
  howTo: 'Copy the address of a feed and paste it into your feed reader.',
  more: 'More than are listed here have a feed.',
}

const WORDS: Record<string, Words | undefined> = {
  en: ENGLISH,
  ar: {
    feeds: 'الخلاصات',
    everything: 'كل الأخبار',
    sections: 'الأقسام',
    languages: 'اللغات',
    authors: 'الكتّاب',
    tags: 'الوسوم',
    latest: 'آخر العناوين',
    howTo: 'انسخ عنوان الخلاصة التي تهمك وألصقه في قارئ الخلاصات لتصلك الأخبار فور نشرها.',
    more: 'ولغيرها مما لم يُذكر هنا خلاصات أيضا.',
  },
  fa: {
    feeds: 'خوراک‌ها',
    everything: 'همهٔ خبرها',
    sections: 'بخش‌ها',
    languages: 'زبان‌ها',
    authors: 'نویسندگان',
    tags: 'برچسب‌ها',
    latest: 'تازه‌ترین عنوان‌ها',
    howTo: 'نشانی خوراک دلخواه را در خوراک‌خوان خود بچسبانید تا خبرها بی‌درنگ به شما برسد.',
    more: 'موارد دیگری هم که اینجا نیامده‌اند خوراک دارند.',
  },
  ur: {
    feeds: 'فیڈز',
    everything: 'تمام خبریں',
    sections: 'شعبے',
    languages: 'زبانیں',
    authors: 'مصنفین',
    tags: 'ٹیگ',
    latest: 'تازہ سرخیاں',
    howTo: 'جو فیڈ چاہیے اس کا پتا نقل کر کے اپنے فیڈ ریڈر میں چسپاں کریں۔',
    more: 'جو یہاں درج نہیں ان کی بھی فیڈز ہیں۔',
  },
  he: {
    feeds: 'הזנות',
    everything: 'כל החדשות',
    sections: 'מדורים',
    languages: 'שפות',
    authors: 'כותבים',
    tags: 'תגיות',
    latest: 'הכותרות האחרונות',
    howTo: 'העתיקו את כתובת ההזנה והדביקו אותה בקורא ההזנות שלכם.',
    more: 'גם לאחרים שאינם רשומים כאן יש הזנות.',
  },
  fr: {
    feeds: 'Flux',
    everything: 'Toutes les actualités',
    sections: 'Rubriques',
    languages: 'Langues',
    authors: 'Auteurs',
    tags: 'Mots-clés',
    latest: 'Derniers titres',
    howTo: 'Copiez l’adresse d’un flux et collez-la dans votre lecteur de flux.',
    more: 'D’autres, qui ne figurent pas ici, ont aussi leur flux.',
  },
}

/** The words in a language, and the language they are in: English where we do not have them. */
export function wordsIn(tag: string): { words: Words; language: string } {
  const language = primaryLanguage(tag)
  const words = WORDS[language]
  return words ? { words, language } : { words: ENGLISH, language: 'en' }
}
