// What the checker says in Arabic. Names of elements and other code are isolated, so that they
// keep their order between Arabic words.

import type { RuleData, Stumble } from './finding.ts'
import { arabicProfiles } from './arabic-profiles.ts'
import { code, type Failure, quoted, type Said, type Words } from './words.ts'

export const arabic: Words = {
  about: {
    'not-a-feed': `الوثيقة خلاصة بصيغة ${code('RSS')} أو ${code('Atom')} أو ${code('JSON Feed')}.`,
    'not-well-formed': `بنية ${code('XML')} و${code('JSON')} سليمة؛ فالمحلّل الصارم يرفض الوثيقة كلها بسبب خطأ واحد.`,
    'encoding-mismatch': 'الترميز المعلن هو الترميز المستعمل فعلًا.',
    'byte-order-mark': `لا تبدأ وثيقة ${code('JSON')} بعلامة ترتيب البايتات (${code('RFC 8259 §8.1')}).`,
    'forbidden-characters': `لا يحتوي أي نص على محرف يمنعه ${code('XML 1.0')}.`,
    'missing-element': 'كل ما تشترطه الصيغة موجود.',
    'duplicate-element': 'ما لا يجوز إلا مرة واحدة لا يتكرر.',
    'wrong-type': `كل قيمة في ${code('JSON Feed')} من النوع الذي تشترطه الصيغة.`,
    'missing-id': 'لكل مادة معرّف؛ فمن دونه يصبح كل تعديل في العنوان مادة جديدة.',
    'duplicate-id': 'لا تشترك مادتان في معرّف واحد؛ فبرامج القراءة لا تعرض إلا واحدة منهما.',
    'guid-not-address': `كل ${code('guid')} ليس رابطًا يحمل ${code('isPermaLink="false"')}.`,
    'bare-author': `${code('author')} و${code('managingEditor')} و${code('webMaster')} في ${code('RSS')} عناوين بريد إلكتروني.`,
    'incomplete-enclosure': 'لكل ملف مرفق رابط وحجم ونوع.',
    'wrong-date': 'التواريخ بالشكل الذي تشترطه الصيغة، بالإنجليزية وبالأرقام 0123456789.',
    'missing-language': 'تعلن الخلاصة لغتها؛ فمنها تأخذ برامج القراءة الخط والاتجاه.',
    'wrong-language': 'الخلاصة وموادها مكتوبة باللغة المعلنة.',
    'malformed-language': `رموز اللغات وفق ${code('BCP 47')}.`,
    'title-direction': 'يبدأ كل عنوان بحرف يوافق اتجاهه.',
    'text-direction': 'يبدأ كل نص عادي بحرف يوافق اتجاهه.',
    'html-direction': `كل ${code('HTML')} من اليمين إلى اليسار يعلن اتجاهه بالخاصية ${code('dir')}، ولا يعلن عكسه.`,
    'body-direction': `يبدأ نص ${code('HTML')} بحرف يوافق اتجاهه.`,
    'dir-attribute': `لا تحمل عناصر ${code('RSS')} و${code('Atom')} الخاصية ${code('dir')}؛ فلا وجود لها في أي إصدار.`,
    'presentation-forms': 'النص مكتوب بالحروف، لا بالأشكال التي ترسمها بها الخطوط.',
    'unbalanced-controls': 'كل محرف تحكم في الاتجاه يُغلق في فقرته.',
    'unencoded-address': `الروابط مرمّزة بعلامة النسبة المئوية، وأسماء النطاقات بصيغة ${code('punycode')}.`,
    'relative-address': 'الروابط كاملة؛ فبرامج القراءة لا تتفق على أصل تُنسب إليه.',
    'script-address': `لا رابط هو برنامج (${code('javascript:')}).`,
    'missing-self-link': 'تعلن الخلاصة رابطها، لتدلّ كل نسخة منها على الأصل.',
    'wrong-self-link': 'الرابط الذي تعلنه الخلاصة هو الرابط الذي توجد فيه.',
    'markup-in-title': 'العناوين نص عادي بلا وسوم.',
    'double-escaping': 'يُهرَّب النص مرة واحدة؛ فما هُرِّب مرتين تظهر رموزه أو وسومه للقارئ.',
    'wrong-media-type': 'نوع المحتوى هو نوع الصيغة.',
    'missing-charset': `نوع محتوى ${code('XML')} يذكر الترميز.`,
    'no-validator': `في كل ردّ ${code('ETag')} أو ${code('Last-Modified')}.`,
    'unstable-validator': 'لا يتغير المحتوى ولا علامة نسخته ما دام لا جديد فيه.',
    'failed-poll': `يُجاب الطلب الثاني كما أُجيب الأول، أو بالرمز ${code('304')}.`,
    'no-conditional': `من يسأل بعلامة نسخة ما زالت صالحة يُجاب بالرمز ${code('304')}.`,
    'no-compression': 'تُرسل الخلاصة مضغوطة.',
    ...arabicProfiles.about,
  },

  findings: {
    'not-a-feed': notAFeed,
    'not-well-formed': stumble,
    'encoding-mismatch': ({ declared, real }) => [
      real === undefined
        ? `تقول الخلاصة إن ترميزها ${code(declared)}، وهو ليس كذلك`
        : `تقول الخلاصة إن ترميزها ${code(declared)}، وترميزها في الواقع ${code(real)}`,
      `اكتبها بترميز ${code('UTF-8')} وأعلنه في تصريح ${code('XML')} وفي ${code('Content-Type')} معًا`,
    ],
    'byte-order-mark': () => [
      `تبدأ وثيقة ${code('JSON')} بعلامة ترتيب البايتات`,
      'احذفها؛ فقد ترفضها برامج القراءة',
    ],
    'forbidden-characters': ({ character, count }) => [
      `في النص المحرف ${code(character)} الذي يمنعه ${code('XML')}${times(count)}`,
      'احذفه؛ فالمحلّل الصارم يرفض الوثيقة كلها بسببه',
    ],
    'missing-element': ({ element, parent }) => [
      `لا يوجد ${code(element)} في ${code(parent)}`,
      `أضف ${code(element)}؛ فالصيغة تشترطه`,
    ],
    'duplicate-element': ({ element, parent }) => [
      `في ${code(parent)} أكثر من ${code(element)} واحد`,
      'أبقِ واحدًا؛ فبرامج القراءة تأخذ الأول أو الأخير',
    ],
    'wrong-type': ({ element, expected, count }) => [
      `يجب أن يكون ${code(element)} ${TYPES[expected]}، وليس كذلك${times(count)}`,
      'اكتبه بهذا النوع؛ فبرامج القراءة تهمل غيره أو ترفض الخلاصة',
    ],
    'missing-id': ({ element, parent }) => [
      `لا يوجد ${code(element)} في هذا العنصر ${code(parent)}`,
      'أعطِه معرّفًا لا يتغير مهما تغير العنوان أو الرابط',
    ],
    'duplicate-id': ({ element, id, line }) => [
      `قيمة ${code(element)} «${quoted(id)}» مستعملة لمادة أخرى في السطر ${line}`,
      'أعطِ كل مادة معرّفًا خاصًّا بها؛ فبرامج القراءة لا تعرض إلا واحدة منهما',
    ],
    'guid-not-address': ({ guid }) => [
      `قيمة ${code('guid')} «${quoted(guid)}» ليست رابطًا، ولا شيء يبيّن ذلك`,
      `أضف ${code('isPermaLink="false"')}؛ فبرامج القراءة تعدّ ${code('guid')} رابط المادة`,
    ],
    'bare-author': ({ element, value }) => [
      `${code(element)} في ${code('RSS')} عنوان بريد إلكتروني، و«${quoted(value)}» ليس كذلك`,
      `اكتب ${code('name@example.org (Name)')}، أو ضع الاسم في ${code('<dc:creator>')}`,
    ],
    'incomplete-enclosure': ({ element, missing }) => [
      `لا يوجد ${code(missing)} في ${code(element)}`,
      missing === 'length'
        ? `أضف الحجم بالبايت، أو ${code('0')} إن لم يكن معروفًا`
        : `أضف ${code(missing)}؛ فبرامج التشغيل تحتاج إليه`,
    ],
    'wrong-date': wrongDate,
    'missing-language': ({ place, readsLike }) => [
      'لا تعلن الخلاصة لغتها',
      `أعلنها في ${code(place)}${readsLike ? `؛ يبدو أن النص بلغة ${code(readsLike)}` : ''}`,
    ],
    'wrong-language': ({ declared, readsLike, place }) => [
      readsLike === 'und'
        ? `اللغة المعلنة ${code(declared)}، والنص مكتوب بغيرها`
        : `اللغة المعلنة ${code(declared)}، ويبدو أن النص بلغة ${code(readsLike)}`,
      `أعلن لغته في ${code(place)}`,
    ],
    'malformed-language': ({ tag, right }) => [
      `«${quoted(tag)}» ليس رمز لغة`,
      right === undefined
        ? `اكتب رمزًا وفق ${code('BCP 47')}، مثل ${code('ar')} أو ${code('ar-MA')} أو ${code('fr')}`
        : `اكتب ${code(right)}`,
    ],
    'title-direction': ({ title, direction, mark }) => [
      `برامج القراءة التي تأخذ الاتجاه من أول حرف تعرض العنوان «${quoted(title)}» ${WRONG_WAY[direction]}`,
      `ضع المحرف ${code(mark)} في أوله`,
    ],
    'text-direction': ({ element, direction, mark }) => [
      `برامج القراءة التي تأخذ الاتجاه من أول حرف تعرض ${code(element)} ${WRONG_WAY[direction]}`,
      `ضع المحرف ${code(mark)} في أوله`,
    ],
    'html-direction': ({ element, direction, isSaid }) => [
      `اتجاه ${code('HTML')} في ${code(element)} ${WAY[direction]}، ${isSaid ? `والخاصية ${code('dir')} تعلن عكسه` : `ولا توجد خاصية ${code('dir')} تعلنه`}`,
      isSaid
        ? `اكتب ${code(`dir="${direction}"`)}`
        : `ضعه داخل ${code(`<div dir="${direction}">`)} وأضف ${code('dir')} إلى فقراته أيضًا`,
    ],
    'body-direction': ({ element, direction, mark }) => [
      `يبدأ ${code(element)} بحرف من الاتجاه المعاكس؛ فبرامج القراءة التي تحذف ${code('dir')} تعرضه ${WRONG_WAY[direction]}`,
      `ضع المحرف ${code(mark)} قبل أول نص فيه`,
    ],
    'dir-attribute': ({ element, format }) => [
      `يحمل ${code(element)} الخاصية ${code('dir')}، ولا وجود لها في ${code(format === 'atom' ? 'Atom' : 'RSS')}`,
      format === 'atom'
        ? `اكتب ${code('its:dir')} (${code('xmlns:its="http://www.w3.org/2005/11/its"')})، و${code('dir')} داخل ${code('HTML')}`
        : `احذفها، وضع ${code('dir')} داخل ${code('HTML')}`,
    ],
    'presentation-forms': ({ element, form, letters }) => [
      `في ${code(element)} أشكال حروف (${code(`${form} …`)}) بدل الحروف نفسها؛ فلا يجده من يبحث عنه`,
      `اكتب «${quoted(letters)}»، وراجعه؛ فقد يكون النص المكتوب بهذه الأشكال معكوس الترتيب`,
    ],
    'unbalanced-controls': ({ element, characters }) => [
      `في ${code(element)} محرف تحكم في الاتجاه بلا قرين: ${code(characters)}`,
      'أغلقه في الفقرة نفسها أو احذفه؛ فهو يقلب ما بعده',
    ],
    'unencoded-address': ({ element, address, right }) => [
      `في رابط ${code(element)} محارف لا تجوز في الروابط: «${quoted(address)}»`,
      right === undefined ? 'رمّزها بعلامة النسبة المئوية' : `اكتب ${code(right)}`,
    ],
    'relative-address': ({ element, address }) => [
      `رابط ${code(element)} غير كامل: «${quoted(address)}»`,
      `اكتبه كاملًا، مع ${code('https://')} واسم النطاق`,
    ],
    'script-address': ({ element, address }) => [
      `رابط ${code(element)} برنامج: «${quoted(address)}»`,
      'أعطِ رابط صفحة أو احذفه؛ فبرامج القراءة تزيله',
    ],
    'missing-self-link': ({ format }) => [
      'لا تعلن الخلاصة رابطها',
      format === 'json'
        ? `أضف ${code('feed_url')}`
        : format === 'atom'
          ? `أضف ${code('<link rel="self" href="…"/>')}`
          : `أضف ${code('<atom:link rel="self" type="application/rss+xml" href="…"/>')} إلى ${code('channel')}`,
    ],
    'wrong-self-link': ({ said, real }) => [
      `تقول الخلاصة إن رابطها ${code(said)}، وقد قُرئت من ${code(real)}`,
      'وحّد الرابطين؛ فبرامج القراءة وخدمات التنبيه تعتمد على ما تقوله الخلاصة',
    ],
    'markup-in-title': ({ title }) => [
      `في العنوان وسوم: «${quoted(title)}»`,
      'اكتبه نصًا عاديًا؛ فالوسوم تظهر للقارئ',
    ],
    'double-escaping': ({ element, found }) => [
      `هُرِّب ${code(element)} مرتين؛ فيظهر للقارئ «${quoted(found)}»`,
      'هرّبه مرة واحدة',
    ],
    'wrong-media-type': ({ type, right }) => [
      type === undefined ? 'لا يذكر الردّ نوع المحتوى' : `نوع المحتوى ${code(type)}`,
      `أرسلها بالنوع ${code(right)}`,
    ],
    'missing-charset': ({ type }) => [
      `${code('Content-Type')} هو ${code(type)} بلا ترميز؛ فيعرض المتصفح النص رموزًا لا تُقرأ`,
      `أرسلها بالنوع ${code(`${type}; charset=utf-8`)}`,
    ],
    'no-validator': () => [
      `ليس في الردّ ${code('ETag')} ولا ${code('Last-Modified')}؛ فكل طلب يجلب كل شيء من جديد`,
      `أرسل أحدهما، وأجب بالرمز ${code('304')} ما دام صالحًا`,
    ],
    'unstable-validator': ({ what }) => [
      `تغيّر ${UNSTABLE[what]} بين طلبين مع أن المواد هي نفسها؛ فلا يُجاب أي طلب بالرمز ${code('304')}`,
      what === 'body'
        ? `لا تغيّر الوثيقة إلا بتغير موادها؛ ولا تأخذ ${code('lastBuildDate')} أو ${code('updated')} من الساعة`
        : `لا تغيّر ${code(what)} إلا بتغير الوثيقة`,
    ],
    'failed-poll': ({ status }) => [
      `بعد ثانية من الطلب الأول ${failedPoll(status)}`,
      'ابحث عن السبب؛ فمن يطلبها حينئذ لا يجد شيئًا',
    ],
    'no-conditional': ({ header }) => [
      `الطلب بـ${code(header)} وعلامة نسخة ما زالت صالحة يُجاب بالرمز ${code('200')} وبكل المحتوى`,
      `أجب بالرمز ${code('304')} بلا محتوى`,
    ],
    'no-compression': ({ kilobytes }) => [
      `وصلت الخلاصة غير مضغوطة (${code(`${kilobytes} KB`)}) مع أن الطلب يقبل ${code('gzip')}`,
      'فعّل الضغط للخلاصات',
    ],
    ...arabicProfiles.findings,
  },

  between: '؛ ',
  severities: { error: 'خطأ', warning: 'تنبيه' },
  summary: (feeds, findings) =>
    `${counted(feeds, FEEDS)}، ${findings === 0 ? 'ولا ملاحظات' : counted(findings, REMARKS)}`,
  noSuchFile: (file) => `لا يوجد ملف ${code(file)}`,
  isFolder: (file) => `${code(file)} مجلد؛ أعطِ الخلاصات التي فيه`,
  notReachable: (address, reason) => `لا يمكن الوصول إلى ${code(address)}: ${code(reason)}`,
  failed: (address, failure) => FAILURES[failure](code(address)),
  noAnswer: (address, seconds) => `لم يصل جواب كامل من ${code(address)} في مهلة ${seconds} ثانية`,
  answered: (address, status) =>
    `يجيب ${code(address)} بالرمز ${code(String(status))} لا ${code('200')}`,
  tooLarge: (address, megabytes) => `${code(address)} أكبر من ${code(`${megabytes} MB`)}، فلم يُقرأ`,
  nothingToCheck: `ماذا نفحص؟ أعطِ روابط أو ملفات: ${code('check https://news.example/feed')}`,
}

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

const PLURALS = new Intl.PluralRules('ar')
const FEEDS: Forms = {
  one: 'خلاصة واحدة',
  two: 'خلاصتان',
  few: '# خلاصات',
  many: '# خلاصة',
  other: '# خلاصة',
}
const REMARKS: Forms = {
  one: 'ملاحظة واحدة',
  two: 'ملاحظتان',
  few: '# ملاحظات',
  many: '# ملاحظة',
  other: '# ملاحظة',
}

function counted(number: number, forms: Forms): string {
  return (forms[PLURALS.select(number)] ?? forms.other).replace('#', String(number))
}

function times(number: number): string {
  if (number === 1) return ''
  return number === 2 ? '، مرتين' : `، ${counted(number, { few: '# مرات', other: '# مرة' })}`
}

const FAILURES: Record<Failure, (address: string) => string> = {
  compression: (address) => `وصل محتوى ${address} مضغوطًا، ولا يمكن فكّ ضغطه`,
  reset: (address) => `لا يمكن الوصول إلى ${address}: انقطع الاتصال`,
  refused: (address) => `لا يمكن الوصول إلى ${address}: رُفض الاتصال`,
  host: (address) => `لا يمكن الوصول إلى ${address}: لا وجود لهذا الخادم`,
}

function failedPoll(status: number | undefined): string {
  if (status === undefined) return 'لم يُجب الطلب الثاني'
  if (status === 200) return 'جاء الطلب الثاني بما ليس خلاصة'
  return `أُجيب الطلب الثاني بالرمز ${code(String(status))}`
}

const TYPES: Record<RuleData['wrong-type']['expected'], string> = {
  string: 'سلسلة نصية',
  number: 'رقمًا',
  boolean: `${code('true')} أو ${code('false')}`,
  object: 'كائنًا',
  strings: 'مصفوفة سلاسل نصية',
  objects: 'مصفوفة كائنات',
}

function notAFeed({ looksLike, feed }: RuleData['not-a-feed']): Said {
  const what = NOT_A_FEED[looksLike]
  if (looksLike === 'atom-0.3') {
    return [`هذه خلاصة بصيغة ${what} القديمة المهجورة`, `اكتبها بصيغة ${code('Atom 1.0')}`]
  }
  const message = `هذه ليست خلاصة، بل ${what}`
  if (looksLike === 'compressed') return [message, 'فكّ ضغطه وأعطِ ما فيه']
  if (feed !== undefined) return [message, `أعطِ الخلاصة التي تذكرها: ${code(feed)}`]
  return [
    message,
    `أعطِ رابط خلاصة ${code('RSS')} أو ${code('Atom')} أو ${code('JSON Feed')}؛ وتجده في صفحة الموقع في ${code('<link rel="alternate">')}`,
  ]
}

const NOT_A_FEED: Record<RuleData['not-a-feed']['looksLike'], string> = {
  html: `صفحة ${code('HTML')}`,
  'atom-0.3': code('Atom 0.3'),
  xml: `وثيقة ${code('XML')} أخرى`,
  json: `وثيقة ${code('JSON')} أخرى`,
  text: 'نص عادي',
  compressed: 'ملف مضغوط',
  binary: 'ملف ليس نصًّا',
  nothing: 'وثيقة فارغة',
}

const UNSTABLE: Record<RuleData['unstable-validator']['what'], string> = {
  ETag: code('ETag'),
  'Last-Modified': code('Last-Modified'),
  body: 'نص الوثيقة',
}

const WAY = { rtl: 'من اليمين إلى اليسار', ltr: 'من اليسار إلى اليمين' }
const WRONG_WAY = { rtl: 'من اليسار إلى اليمين', ltr: 'من اليمين إلى اليسار' }

const REST = 'ولم يُفحص ما بعده'

const EXPECTED: Record<(Stumble & { reason: 'json' })['expected'], string> = {
  comma: 'تنقص فاصلة',
  value: 'تنقص قيمة',
  name: 'ينقص اسم بين علامتي اقتباس',
  colon: 'تنقص نقطتان رأسيتان',
  end: 'ينقص قوس إغلاق',
  string: `هذه ليست سلسلة نصية سليمة في ${code('JSON')}`,
  json: `هذا ليس ${code('JSON')}`,
}

function stumble(data: Stumble): Said {
  switch (data.reason) {
    case 'ampersand':
      return [`ورد المحرف ${code('&')} منفردًا`, `اكتب ${code('&amp;')}، ${REST}`]
    case 'entity':
      return [
        `لا يعرف ${code('XML')} الرمز ${code(data.name)}`,
        `اكتب المحرف نفسه أو رقمه مثل ${code('&#160;')}، ${REST}`,
      ]
    case 'external-entity':
      return [
        `الرمز ${code(data.name)} معلن خارج الوثيقة إن كان معلنًا، وبرامج القراءة لا تجلب ما هناك`,
        `اكتب المحرف نفسه أو رقمه مثل ${code('&#160;')}`,
      ]
    case 'closing-tag':
      return [
        data.open === undefined
          ? `يغلق ${code(`</${data.name}>`)} عنصرًا غير مفتوح`
          : `جاء ${code(`</${data.name}>`)} حيث يجب إغلاق ${code(`<${data.open}>`)}`,
        `أغلق آخر عنصر فُتح، ${REST}`,
      ]
    case 'unclosed':
      return [`لم يُغلق العنصر ${code(`<${data.name}>`)}`, `أغلقه، ${REST}`]
    case 'prefix':
      return [
        `البادئة ${code(data.name)} بلا فضاء أسماء`,
        `أعلنها بـ${code(`xmlns:${data.name}="…"`)} في العنصر الجذر، ${REST}`,
      ]
    case 'attribute':
      return [`الخاصية ${code(data.name)} مكررة`, `أبقِ واحدة، ${REST}`]
    case 'outside':
      return ['يوجد نص خارج العنصر الجذر', `احذفه، ${REST}`]
    case 'late-declaration':
      return [
        `يوجد شيء قبل ${code('<?xml')}`,
        `احذفه، وهو في الغالب سطر فارغ تطبعه إضافة أو قالب، ${REST}`,
      ]
    case 'reference':
      return ['هذا الرقم لا يقابل أي محرف', `اكتب المحرف نفسه، ${REST}`]
    case 'too-deep':
      return ['مستويات الوثيقة أعمق من أن تُقرأ', `لا تحتاج أي خلاصة إلى هذا العمق، ${REST}`]
    case 'too-many':
      return ['عناصر الوثيقة أكثر من أن تُقرأ', `لا تحتاج أي خلاصة إلى هذا العدد، ${REST}`]
    case 'json':
      return [EXPECTED[data.expected], `أصلحه، ${REST}`]
    default:
      return [`يقول المحلّل: ${code(data.parser)}`, `أصلحه، ${REST}`]
  }
}

const FAULTS: Record<RuleData['wrong-date']['fault'], string> = {
  empty: 'فارغ',
  digits: 'مكتوب بأرقام غير 0123456789',
  words: 'يسمّي الشهر أو اليوم بغير الإنجليزية',
  impossible: 'لا وجود له: اليوم أو الساعة خطأ',
  unset: 'لم يُضبط أصلًا',
  weekday: 'يذكر يومًا من الأسبوع ليس يومه',
  form: 'ليس بالشكل الذي تشترطه الصيغة',
}

const ADVICE: Record<RuleData['wrong-date']['isKnown'], (right: string) => string> = {
  exactly: (right) => `اكتب ${right}`,
  'in UTC': (right) => `اكتب ${right}، إن كان بتوقيت ${code('UTC')}`,
  no: (right) => `اكتبه على هذا الشكل: ${right}`,
}

function wrongDate(data: RuleData['wrong-date']): Said {
  const { element, value, fault, right, isKnown } = data
  return [
    `التاريخ في ${code(element)} ${FAULTS[fault]}${fault === 'empty' ? '' : `: «${quoted(value)}»`}`,
    ADVICE[isKnown](code(right)),
  ]
}
