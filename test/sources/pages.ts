// Pages as news sites have them, saved by a browser.

const AROUND = {
  before: `
<nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/politics">سياسة</a></li><li><a href="/sport">رياضة</a></li></ul></nav>
<div class="ads">إعلان</div>`,
  after: `
<div class="related-posts"><h3>اقرأ أيضا</h3><ul><li><a href="/1">خبر آخر من المدينة</a></li><li><a href="/2">خبر ثان من الميناء</a></li></ul></div>
<footer>جميع الحقوق محفوظة © 2026</footer>`,
}

/** The paragraphs of the story on every page. */
export const STORY = [
  'رست سفينة الأبحاث صباح اليوم في رصيفها القديم بعد عام من الغياب، وعلى متنها عشرون باحثا من خمس جامعات، جمعوا عينات من مياه المحيط على امتداد ستة آلاف ميل.',
  'وقال رئيس البعثة إن الفريق عاد بأكثر من ألفي عينة، وإن تحليلها سيستغرق عاما كاملا على الأقل، قبل أن تنشر نتائجها في المجلات العلمية المتخصصة.',
  'واستقبل أهالي المدينة السفينة على الرصيف، وغنى الأطفال أغنية الميناء القديمة، بينما كان البحارة يلوحون بأيديهم من فوق السطح.',
]

/** A page with everything that such pages have. */
export const FULL = `<!DOCTYPE html>
<!-- saved from url=(0036)https://marsad.example/news/2026/ship -->
<html lang="ar" dir="rtl"><head><meta charset="utf-8">
<title>سفينة الأبحاث تعود إلى الميناء | مرصد الميناء</title>
<meta property="og:title" content="سفينة الأبحاث تعود إلى الميناء | مرصد الميناء">
<meta property="og:site_name" content="مرصد الميناء">
<meta property="og:image" content="/media/ship.jpg">
<meta property="article:published_time" content="2026-08-22T10:00:00+01:00">
<meta property="article:tag" content="الميناء"><meta property="article:tag" content="بحث علمي">
<meta name="author" content="سلمى العطار">
<link rel="canonical" href="https://marsad.example/news/ship">
</head><body>${AROUND.before}
<main><article class="article-content"><h1>سفينة الأبحاث تعود إلى الميناء</h1>
<p>شارك على فيسبوك</p>
<p>${STORY[0]}</p><p>${STORY[1]}</p>
<p><a href="/ships">كل السفن التي زارت الميناء في هذا العام وفي العام الذي قبله</a></p>
<p>${STORY[2]}</p>
<p>مرصد الميناء. و م ع</p>
<p>0 تعليق</p></article></main>${AROUND.after}</body></html>`

/** An older one: a date in words, nothing said of itself. */
export const OLDER = `<html><head><title>سفينة الأبحاث تعود إلى الميناء</title></head><body dir=rtl>${AROUND.before}
<div id="story"><h2>سفينة الأبحاث تعود إلى الميناء</h2><time>السبت 22 غشت 2026 - 10:30</time>
${STORY.map((text) => `<p>${text}</p>`).join('\n')}
<p>المصدر: وكالات</p></div>${AROUND.after}</body></html>`

/** JSON-LD alone says what it is. */
export const LINKED = `<!doctype html><html lang="ar-EG"><head><title>سفينة</title>
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebPage"},
{"@type":"NewsArticle","headline":"سفينة الأبحاث تعود","datePublished":"2026-08-22T09:00:00Z",
"dateModified":"2026-08-22T11:00:00Z","author":[{"@type":"Person","name":"سلمى العطار"}],
"image":{"url":"https://marsad.example/ship.png"},"keywords":"ميناء، بحر"}]}</script>
<script type="application/ld+json">{ no JSON </script></head><body><article>
${STORY.map((text) => `<p>${text}</p>`).join('\n')}</article></body></html>`
