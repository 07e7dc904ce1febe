// What newsrooms write, with the direction that an editor would say it has.

import type { Direction } from '../../src/text/direction.ts'

/** An article in a feed in Arabic. */
export interface Case {
  title: string
  language: string
  /** Said by hand, so that what resolves directions is not its own judge. */
  direction: Direction
  /** As the newsroom wrote it. */
  html: string
}

const DIRECTIONS: Record<string, Direction> = {
  ar: 'rtl',
  'ar-MA': 'rtl',
  'az-Arab': 'rtl',
  ckb: 'rtl',
  dv: 'rtl',
  fa: 'rtl',
  he: 'rtl',
  ur: 'rtl',
  en: 'ltr',
  fr: 'ltr',
}

/** The direction of a language of these cases. */
export function directionOf(language: string): Direction {
  const direction = DIRECTIONS[language]
  if (!direction) throw new Error(`cases.ts does not say which way ${language} runs`)
  return direction
}

function headline(language: string, title: string): Case {
  return { title, language, direction: directionOf(language), html: '' }
}

function body(language: string, title: string, html: string): Case {
  return { title, language, direction: directionOf(language), html }
}

/** The table of rule 19, and more of its kind. */
export const HEADLINES: Case[] = [
  headline('ar', 'قمة المناخ في دبي'),
  headline('ar', '2030: رؤية جديدة'),
  headline('ar', '«قمة» جديدة'),
  headline('ar', '€50 للبرميل'),
  headline('ar', '5G في المغرب'),
  headline('ar', 'COP28: قمة المناخ'),
  headline('ar', '"COP28" قمة'),
  headline('ar', '@user كتب'),
  headline('ar', 'iPhone 18: كل ما نعرفه'),
  headline('ar', 'تحديث iOS 18!'),
  headline('ar', 'اتفاق اللحظة الأخيرة في COP28.'),
  headline('ar', '2026'),
  headline('fr', 'Sommet de la Ligue arabe'),
  headline('fr', '«الحدث» lance son fil RSS'),

  headline('ar', '#COP31: أنطاليا تستقبل العالم'),
  headline('ar', 'OpenAI و Google: من يدفع للصحف؟'),
  headline('ar', '(رويترز) النفط فوق 80 دولارا'),
  headline('ar', '(Reuters) النفط فوق 80 دولارا'),
  headline('ar', 'GPT-6 يكتب بالدارجة (فيديو)'),
  headline('ar', 'لماذا يتعلم التلاميذ C++؟'),
  headline('ar', '3-1: الرجاء تحسم الديربي'),
  headline('ar', 'U-20 | المغرب 2 – 0 الأرجنتين'),
  headline('ar', '\u2066COP28\u2069: قمة المناخ'),
  headline('ar', 'اتصلوا بنا على \u2066+212 522 123 456\u2069'),
  headline('ar-MA', 'TGV بين القنيطرة ومراكش: ها شحال غادي يدير'),
  headline('fa', 'آیفون ۱۸ معرفی شد؛ قیمت از ۹۹۹ دلار'),
  headline('fa', 'ChatGPT در کلاس درس: معلم‌ها چه می‌گویند؟'),
  headline('ur', 'پاکستان نے IMF سے نئی قسط مانگ لی'),
  headline('ur', 'PSL 2026: لاہور قلندرز کی پہلی جیت'),
  headline('ckb', 'هەولێر و بەغدا لەسەر نەوت ڕێککەوتن'),
  headline('ckb', 'FIFA یارییەکەی هەولێری دواخست'),
  headline('az-Arab', 'TRT تبریزده یئنی دفتر آچدی'),
  headline('he', 'הכנסת אישרה את תקציב 2026 (בקריאה ראשונה)'),
  headline('he', 'WhatsApp קרס: מה ידוע עד כה?'),
  headline('dv', 'ރާއްޖޭގެ މަސްވެރިންނަށް އާ ޤާނޫނެއް'),
  headline('dv', 'WHO: ރާއްޖެއިން މެލޭރިއާ ފިލުވައިފި'),
  headline('fr', 'Que sait-on de «النهضة» ?'),
  headline('fr', 'نوستالجيا, le festival qui rejoue les années 1970 !'),
  headline('en', 'Al Jazeera (الجزيرة) opens a bureau in Rabat'),
  headline('en', 'الجزيرة opens a bureau in Rabat, its 71st.'),
]

/** Titles say what is hard about each. */
export const BODIES: Case[] = [
  body('ar', 'Arabic, begins with Latin', '<p>iPhone 18 في الأسواق.</p><p>السعر 900 دولار.</p>'),
  body(
    'ar',
    'Arabic, a later paragraph begins with Latin',
    '<p>وصل الهاتف إلى الأسواق.</p><p>iPhone 18 بسعر 900 دولار!</p>',
  ),
  body(
    'ar',
    'Arabic, headings and list items begin with Latin',
    '<p>ثلاثة أسئلة عن الشبكة.</p><h2>5G: ما هو؟</h2><ul><li>eSIM ليست شرطا.</li><li>السرعة أعلى.</li></ul>',
  ),
  body(
    'ar',
    'Arabic, a table',
    '<table><tr><th>الوجهة</th><th>الرحلة</th></tr><tr><td>فاس</td><td>TGV 07:00</td></tr></table>',
  ),
  body('ar', 'Arabic, no paragraphs', 'COP31 في أنطاليا.<br>هذه أبرز الملفات.'),
  body(
    'ar',
    'Arabic, paragraphs are divs, words in spans',
    '<div><span>COP31</span> في أنطاليا (تركيا).</div><div>هذه أبرز <span>الملفات</span>.</div>',
  ),
  body(
    'ar',
    'Arabic, a telephone number in bdi',
    '<p>اتصلوا بنا على <bdi dir="ltr">+212 522 123 456</bdi>.</p>',
  ),
  body(
    'ar',
    'Arabic, quotes English',
    '<p>وجاء في البيان:</p><blockquote lang="en" dir="ltr"><p>A register, at last!</p></blockquote>',
  ),
  body(
    'ar',
    'Arabic, begins with a quotation in English',
    '<blockquote lang="en" dir="ltr"><p>At last!</p></blockquote><p>هكذا بدأ البيان (أمس).</p>',
  ),
  body(
    'ar',
    'Arabic, quotes English and says only its language',
    '<p>وجاء في البيان:</p><blockquote lang="en">A register, at last!</blockquote>',
  ),
  body(
    'ar',
    'Arabic, a program in it',
    '<p>السطر هو:</p><pre><code>if (title !== "أ") next()</code></pre>',
  ),
  body('fr', 'French', '<p>La Ligue arabe se réunit (à Rabat).</p>'),
  body('fr', 'French, begins with Arabic', '<p>«الحدث» lance son fil RSS !</p><p>Enfin.</p>'),
  body('en', 'English', '<h2>What next?</h2><ul><li>A vote.</li></ul>'),
  body('fa', 'Persian, begins with Latin', '<p>ChatGPT به کلاس‌ها رسید.</p><p>چه باید کرد؟</p>'),
  body('ur', 'Urdu, begins with Latin', '<p>IMF نے نئی قسط جاری کر دی۔</p>'),
  body('ckb', 'Sorani, begins with Latin', '<p>FIFA یارییەکەی دواخست.</p>'),
  body('he', 'Hebrew, begins with Latin', '<p>WhatsApp קרס (שוב).</p>'),
  body('dv', 'Divehi, begins with Latin', '<p>WHO އިން އިޢުލާންކޮށްފި.</p>'),
]
