// The words that made-up news is made of: the commonest of each language first, as the generator
// takes the first ones most often.

export const ARABIC = (
  'في من على إلى عن مع بعد قبل خلال هذا هذه التي الذي كما حيث بين أن إن كان قال أعلن ' +
  'أكد المغرب الحكومة الرئيس الوزير المدينة العام الوطنية الدولية السنة الماضية المقبلة مليون ' +
  'درهم اليوم الأربعاء الخميس الجمعة صباح مساء المنطقة القطاع المشروع البرنامج الشركة المؤسسة ' +
  'السكان العمال الطلبة الأسعار الماء الكهرباء الصحة التعليم الفلاحة السياحة الصناعة التجارة ' +
  'الطريق القطار الميناء المطار السوق البحر الجبل الوادي الواحة القرية العاصمة الجهة الإقليم ' +
  'الملعب الفريق المباراة البطولة اللاعب المدرب الجمهور الكأس النهائي النتيجة الموسم المهرجان ' +
  'الفيلم الرواية الشاعر المسرح الموسيقى المعرض المتحف الكتاب الصحيفة الإذاعة القناة الشبكة ' +
  'الهاتف الحاسوب التطبيق البيانات الذكاء الاصطناعي الأمن القانون المحكمة القاضي المحامي ' +
  'البرلمان النائب الحزب الانتخابات التصويت اللجنة التقرير الدراسة الخبراء الباحثون الجامعة ' +
  'المستشفى الطبيب المريض الدواء اللقاح الأسرة الأطفال النساء الشباب المرأة الأرض المطر الحرارة ' +
  'الجفاف السد الزيتون القمح التمور الصيد السمك الباخرة الرصيف الميزانية الاستثمار البنك القرض ' +
  'الضريبة النمو التضخم البطالة التشغيل المقاولة العقار السكن البناء الاتفاق الزيارة القمة ' +
  'المؤتمر الوفد السفير الحدود الهجرة الجالية الشراكة أول آخر جديد كبيرة عدة نحو أكثر أقل ثلاثة ' +
  'مئة ألف نسبة عدد مستوى مرحلة إطلاق توقيع افتتاح ارتفاع انخفاض تراجع ترميم تأهيل توسيع حماية ' +
  'مكافحة دعم تمويل تسليم تدبير مراقبة مواجهة استقبال مشاركة حصيلة أشغال قاعة بوابة منصة رقمية'
).split(' ')

/** What can stand before an Arabic word with its article, joined to it. */
export const ARABIC_PREFIXES = ['', '', '', 'و', 'ب', 'ف', 'وب', 'ك']

export const FRENCH = (
  'de la le et les des en du un une dans que pour sur par au avec qui est ont été plus ville pays ' +
  'ministre gouvernement Maroc projet secteur année millions dirhams habitants région entreprise ' +
  'marché prix eau énergie santé école agriculture tourisme port aéroport train route festival ' +
  'film livre match équipe joueur finale rapport étude experts université hôpital enfants femmes ' +
  'jeunes pluie sécheresse barrage olives blé pêche budget banque croissance emploi logement ' +
  'accord sommet frontière réseau téléphone données sécurité loi tribunal parlement élections'
).split(' ')

export const ENGLISH = (
  'the of and to in a that for on with is was by at from has have will said after year city ' +
  'country minister government Morocco project sector million people region company market price ' +
  'water energy health school farming tourism port airport train road festival film book match ' +
  'team player final report study experts university hospital children women young rain drought ' +
  'dam olives wheat fishing budget bank growth jobs housing deal summit border network phone data ' +
  'security law court parliament election'
).split(' ')

/** Names that stand in Latin letters in an Arabic text. */
export const LATIN = '5G API GPS PDF iOS Wi-Fi NASA FIFA LED BMCE ISO TGV COVID-19 eSIM QR'.split(
  ' ',
)

export const FIRST_NAMES = (
  'سلمى يوسف مريم كريم نادية حمزة ليلى إدريس هند رشيد سعاد طارق فاطمة عمر زينب بلال خديجة أنس ' +
  'إيمان سفيان'
).split(' ')

export const FAMILY_NAMES = (
  'بنعيسى العلوي الفاسي بنجلون التازي الإدريسي السباعي بوزيان الحسني المريني الوزاني أيتحمو ' +
  'الشرقاوي لحلو الصنهاجي'
).split(' ')

export const SECTIONS = [
  ['national', 'أخبار وطنية'],
  ['world', 'عربي ودولي'],
  ['economy', 'اقتصاد'],
  ['politics', 'سياسة'],
  ['sport', 'رياضة'],
  ['football', 'كرة القدم'],
  ['culture', 'ثقافة وفنون'],
  ['technology', 'تكنولوجيا'],
  ['cybersecurity', 'أمن سيبراني'],
  ['health', 'صحة'],
  ['education', 'تعليم'],
  ['environment', 'بيئة'],
  ['agriculture', 'فلاحة'],
  ['tourism', 'سياحة'],
  ['society', 'مجتمع'],
  ['justice', 'قضاء'],
  ['diaspora', 'مغاربة العالم'],
  ['media', 'إعلام'],
  ['opinion', 'رأي'],
  ['weather', 'طقس'],
] as const
