// Ways out of the page: nothing leads away from it, opens a window, downloads, or starts another program. Mediary has no
// links to the outside, so an address of the outside is never given to the system either, whatever it is.
import { expect, test } from 'vitest';
import { openApp, type OpenApp } from '../support/app.ts';

/** Run in the page by a timer; `go` is an address of the outside. */
const waysOut = {
  'a link': `click({ href: go })`,
  'a link to a new window': `click({ href: go, target: '_blank' })`,
  'a link with the middle button': `const a = link({ href: go }); a.dispatchEvent(new MouseEvent('auxclick', { button: 1, bubbles: true })); a.dispatchEvent(new MouseEvent('click', { button: 1, bubbles: true }))`,
  'a link with ctrl': `link({ href: go }).dispatchEvent(new MouseEvent('click', { ctrlKey: true, bubbles: true }))`,
  'a link that downloads': `click({ href: go, download: 'x.exe' })`,
  'a link with a ping': `click({ href: '#/', ping: go })`,
  'window.open': `open(go)`,
  'window.open in itself': `open(go, '_self')`,
  'window.open of about:blank, then written': `const w = open('about:blank'); if (w) w.location = go`,
  'location': `location = go`,
  'location.assign': `location.assign(go)`,
  'location.replace': `location.replace(go)`,
  'meta refresh': `const m = document.createElement('meta'); m.httpEquiv = 'refresh'; m.content = '0;url=' + go; document.head.append(m)`,
  'a form': `const f = document.createElement('form'); f.action = go; document.body.append(f); f.requestSubmit()`,
  'a form with get in a new window': `const f = document.createElement('form'); f.action = go; f.target = '_blank'; document.body.append(f); f.submit()`,
  'an area of a map': `const a = document.createElement('area'); a.href = go; const m = document.createElement('map'); m.append(a); document.body.append(m); a.click()`,
  'an SVG link': `const s = document.createElementNS('http://www.w3.org/2000/svg', 'a'); s.setAttribute('href', go); document.body.append(s); s.dispatchEvent(new MouseEvent('click', { bubbles: true }))`,
  'a frame': `const f = document.createElement('iframe'); f.src = go; document.body.append(f)`,
  'the Navigation API': `navigation.navigate(go).finished.catch(() => 0)`,
} as const; // prettier-ignore

const outside = [
  'https://evil.example/',
  'http://127.0.0.1:9/',
  'file:///etc/passwd',
  'data:text/html,hi',
  'app://evil/index.html',
];

test(`${Object.keys(waysOut).length} ways out, to ${outside.length} addresses, end where they began`, async () => {
  const opened = await openApp();
  await watchExits(opened);
  const { page } = opened;
  await page.evaluate(() => {
    const link = (properties: object) =>
      document.body.appendChild(Object.assign(document.createElement('a'), properties));
    Object.assign(globalThis, { link, click: (properties: object) => link(properties).click() });
  });
  const began = page.url();
  for (const address of outside)
    for (const code of Object.values(waysOut)) {
      await page.evaluate(`setTimeout(() => { const go = ${JSON.stringify(address)}; ${code} })`);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(page.url().split('#')[0]).toBe(began.split('#')[0]);
  expect(await page.evaluate(() => 'link' in globalThis)).toBe(true);
  expect(await left(opened)).toEqual({ windows: 1, opened: [], sent: [], downloads: 0, frames: [] });
});

test('a file or an address that is dropped on the window leads nowhere', async () => {
  const opened = await openApp();
  await watchExits(opened);
  const { app, page } = opened;
  const began = page.url();
  await app.evaluate(async ({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    contents?.debugger.attach();
    for (const data of [
      { items: [], files: ['/etc/passwd'], dragOperationsMask: 1 },
      { items: [{ mimeType: 'text/uri-list', data: 'https://evil.example/' }], dragOperationsMask: 1 },
      { items: [{ mimeType: 'text/html', data: '<img src=x onerror=ran()>' }], dragOperationsMask: 1 },
    ])
      for (const type of ['dragEnter', 'dragOver', 'drop'])
        await contents?.debugger.sendCommand('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
    contents?.debugger.detach();
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(page.url().split('#')[0]).toBe(began.split('#')[0]);
  expect(await left(opened)).toEqual({ windows: 1, opened: [], sent: [], downloads: 0, frames: [] });
});

test('a redirect away from the page’s own address is refused', async () => {
  const opened = await openApp();
  const { app, page } = opened;
  // What is served is replaced behind the page's back.
  await app.evaluate(({ protocol }) => {
    protocol.unhandle('app');
    protocol.handle('app', () => Response.redirect('https://evil.example/', 302));
  });
  await watchExits(opened);
  await page.evaluate(() => setTimeout(() => location.assign('app://ui/other.html')));
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect((await left(opened)).sent).toEqual([]);
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.getURL())).toMatch(
    /^app:\/\/ui\//,
  );
});

/** What people and attackers write into links. None of them is Mediary's, so none is opened. */
const links = [
  'https://example.org/', 'http://example.org/', 'mailto:a@example.org', 'mailto:a@example.org?attach=/etc/passwd', 'tel:112', 'sms:112',
  'file:///etc/passwd', 'file://evil.example/share/x.exe', 'file:////evil.example/share', 'file:///C:/Windows/System32/calc.exe', '\\\\evil.example\\share', '//evil.example/x', '///evil.example/x',
  'smb://evil.example/x', 'nfs://evil.example/x', 'ftp://evil.example/x', 'sftp://evil.example/x', 'dav://evil.example', 'ldap://evil.example', 'telnet://evil.example', 'ssh://-oProxyCommand=id/x', 'rdp://evil.example', 'vnc://evil.example',
  'javascript:ran()', 'JaVaScRiPt:ran()', ' javascript:ran()', 'java\nscript:ran()', 'java\tscript:ran()', '\u0001javascript:ran()', 'javascript://%0aran()', 'vbscript:x', 'data:text/html,<script>ran()</script>', 'blob:https://evil.example/1', 'filesystem:https://evil.example/1', 'view-source:https://evil.example/', 'about:blank', 'chrome://crash', 'chrome://settings', 'devtools://devtools/bundled/inspector.html', 'chrome-extension://x/y', 'res://ieframe.dll/x',
  'ms-msdt:/id PCWDiagnostic', 'ms-officecmd:{}', 'ms-word:ofe|u|http://evil.example/x.docx', 'search-ms:query=x&crumb=location:\\\\evil.example', 'ms-settings:', 'shell:startup', 'calculator:', 'steam://run/1', 'vscode://file/etc/passwd', 'slack://open', 'itms-apps://x', 'x-apple.systempreferences:', 'ssh-keygen:', 'irc://evil.example', 'magnet:?xt=x', 'intent://x#Intent;end', 'jar:https://evil.example/x.jar!/', 'custom+thing:x', 'mediary:open',
  'https://example.org@evil.example/', 'https://user:pass@evil.example/', 'https://еxample.org/', 'https://example.org\u202egpj.exe', 'https://evil.example/\0', 'https://[::1]:22/', 'https://0x7f.1/', `https://evil.example/${'a'.repeat(5000)}`,
]; // prettier-ignore

test(`none of ${links.length} addresses is given to the system`, async () => {
  const opened = await openApp();
  await watchExits(opened);
  const { page } = opened;
  const began = page.url();
  await page.evaluate((addresses) => {
    Object.assign(globalThis, { ran: () => Object.assign(globalThis, { ranIndeed: true }) });
    for (const href of addresses)
      setTimeout(() => {
        const link = document.body.appendChild(
          Object.assign(document.createElement('a'), { href, target: '_blank' }),
        );
        link.click();
        link.target = '';
        link.click();
        try {
          window.open(href);
        } catch {
          // No address at all.
        }
      });
  }, links);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  expect(page.url().split('#')[0]).toBe(began.split('#')[0]);
  expect(await page.evaluate(() => 'ranIndeed' in globalThis)).toBe(false);
  expect(await left(opened)).toEqual({ windows: 1, opened: [], sent: [], downloads: 0, frames: [] });
});

interface Exits {
  readonly opened: string[];
  readonly sent: string[];
  downloads: number;
}

/** Counts what leaves: programs of the system, requests on the wire, downloads. */
async function watchExits({ app }: OpenApp): Promise<void> {
  await app.evaluate(({ session, shell }) => {
    const exits: Exits = { opened: [], sent: [], downloads: 0 };
    Object.assign(globalThis, { exits });
    const tell = (address: string) => {
      exits.opened.push(address);
      return Promise.resolve('');
    };
    shell.openExternal = async (address) => void (await tell(address));
    shell.openPath = tell;
    session.defaultSession.webRequest.onSendHeaders(({ url }) => {
      if (!url.startsWith('app://ui/') && !url.startsWith('devtools:') && !url.startsWith('data:'))
        exits.sent.push(url);
    });
    session.defaultSession.on('will-download', (event) => {
      if (!event.defaultPrevented) exits.downloads++;
    });
  });
}

async function left({ app }: OpenApp): Promise<Exits & { windows: number; frames: string[] }> {
  return await app.evaluate(async ({ webContents }) => {
    const all = webContents.getAllWebContents();
    // A frame that was refused keeps the address that it was refused, and shows an error page: so the frame itself is asked.
    const frames = await Promise.all(
      all
        .flatMap(({ mainFrame }) => mainFrame.frames)
        .map(async (frame) => {
          const address = frame.executeJavaScript('location.href') as Promise<string>;
          const answer = await Promise.race([
            address.catch(() => ''),
            new Promise<string>((resolve) => setTimeout(resolve, 1000, '')),
          ]);
          return answer === '' ? `no answer from ${frame.url}` : answer;
        }),
    );
    return {
      ...(globalThis as unknown as { exits: Exits }).exits,
      windows: all.length,
      frames: frames.filter((url) => url !== 'about:blank' && !url.startsWith('chrome-error:')),
    };
  });
}
