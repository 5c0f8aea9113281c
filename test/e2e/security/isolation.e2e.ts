// What every window is made with, seen or not, and what a page finds in it: two functions of ours, nothing of Node, and
// main refuses whoever isn't our page in its main frame.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../support/built.ts';
import { unsandboxed } from '../../support/electron.ts';
import { packagedProgram } from '../../support/packaged-app.ts';
import { openApp } from '../support/app.ts';
import { doorOf } from '../support/pages.ts';
import { invoke, reply } from '../support/calls.ts';

/** Asked of every contents as it is created, by the main process. */
interface Preferences {
  readonly [name: string]: unknown;
}

test('all windows, those of pictures and prints too, are sandboxed, isolated and without experiments', async () => {
  const { app, page, dataFolder } = await openApp();
  const door = doorOf(page);
  await door.register('Ada');
  await door.beginEmpty();
  const { id } = await invoke<{ id: number }>(page, 'catalog.add', {
    kind: 'movie', title: 'Heat', year: 1995, creator: null, genres: [], runtime: null, description: null,
  }); // prettier-ignore
  await invoke(page, 'reviews.save', { mediaId: id, rating: 80, body: 'Good.', spoiler: false });
  await app.evaluate(({ app: electron, BrowserWindow, dialog }, folder) => {
    const seen: Preferences[] = [];
    Object.assign(globalThis, { seen });
    const keep = (contents: Electron.WebContents) =>
      seen.push((contents as unknown as { getLastWebPreferences(): Preferences }).getLastWebPreferences());
    for (const window of BrowserWindow.getAllWindows()) keep(window.webContents);
    electron.on('web-contents-created', (_event, contents) =>
      contents.once('did-finish-load', () => keep(contents)),
    );
    let count = 0;
    dialog.showSaveDialog = () =>
      Promise.resolve({ canceled: false, filePath: `${folder}/saved-${count++}.pdf` });
  }, dataFolder);
  await invoke(page, 'shell.newWindow', {});
  const { token } = await invoke<{ token: string }>(page, 'shell.chooseTarget', { kind: 'pdf' });
  await invoke(page, 'shell.savePdf', { token, year: null, withText: true, language: 'en' });
  await invoke(page, 'shell.saveYearPicture', { year: 2026 });

  const seen = await app.evaluate(() => (globalThis as unknown as { seen: Preferences[] }).seen);
  expect(seen).toHaveLength(4);
  for (const preferences of seen) {
    expect(preferences).toMatchObject({
      contextIsolation: true, nodeIntegration: false, sandbox: true, webSecurity: true,
    }); // prettier-ignore
    for (const forbidden of [
      'nodeIntegrationInSubFrames',
      'nodeIntegrationInWorker',
      'webviewTag',
      'allowRunningInsecureContent',
      'experimentalFeatures',
    ])
      // prettier-ignore
      expect(preferences[forbidden] ?? false, forbidden).toBe(false);
    for (const absent of ['enableBlinkFeatures', 'disableBlinkFeatures'])
      expect(preferences[absent] ?? '').toBe('');
  }
});

test('the page has two functions of ours and nothing of Node', async () => {
  const { page } = await openApp();
  const found = await page.evaluate(() => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const usual = new Set(Object.getOwnPropertyNames(frame.contentWindow));
    const added = Object.getOwnPropertyNames(globalThis).filter(
      (name) => !usual.has(name) && !/^\d+$/.test(name),
    );
    frame.remove();
    const { mediary } = globalThis as unknown as { mediary: object };
    const node = ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron', 'ipcRenderer'];
    return {
      node: node.filter((name) => name in globalThis),
      added,
      ours: Reflect.ownKeys(mediary).map(String),
    };
  });
  expect(found.node).toEqual([]);
  expect(found.ours).toEqual(['invoke', 'subscribe']);
  expect(found.added.filter((name) => !ownOfReact.test(name))).toEqual(['mediary']);
});

/** What libraries of the page leave in its global scope. */
const ownOfReact = /^(__react|__REACT|_{0,2}reactRouter|__zod|__playwright)/i;

test.runIf(process.platform === 'linux' && !unsandboxed)(
  'the system holds pages in its sandbox',
  async () => {
    const { app } = await openApp();
    const pid = await app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.getOSProcessId());
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Seccomp:\s*2$/m);
  },
);

test('main answers our page in its main frame and nobody else', async () => {
  const { app, page } = await openApp();
  expect((await reply(page, 'profiles.whoami', {})).ok).toBe(true);
  const preload = join(
    packagedProgram === undefined
      ? projectRoot
      : await app.evaluate(({ app: electron }) => electron.getAppPath()),
    'out/preload/preload.cjs',
  );
  // Windows with the real preload at addresses that aren't ours, and a frame of ours within our page.
  const answers = await app.evaluate(async ({ BrowserWindow, protocol }, script) => {
    for (const scheme of ['foreign'])
      protocol.handle(scheme, () => new Response('<p>hi', { headers: { 'content-type': 'text/html' } }));
    const ask = `mediary.invoke('profiles.list', {}).then((r) => r.ok ? 'answered' : r.error.code, (e) => 'refused: ' + e)`;
    const results: Record<string, unknown> = {};
    for (const address of [
      'about:blank',
      'data:text/html,hi',
      'foreign://ui/index.html',
      'app://uix/index.html',
      'app://evil/',
    ]) {
      const window = new BrowserWindow({ show: false, webPreferences: { preload: script, sandbox: true } });
      await window.loadURL(address).catch(() => undefined);
      results[address] = await window.webContents.executeJavaScript(ask).catch(String);
      window.destroy();
    }
    const framed = new BrowserWindow({
      show: false,
      webPreferences: { preload: script, sandbox: true, nodeIntegrationInSubFrames: true },
    });
    await framed.loadURL('foreign://outside/');
    await framed.webContents.executeJavaScript(
      `new Promise((done) => { const f = document.createElement('iframe'); f.src = 'app://ui/index.html'; f.onload = done; f.onerror = done; document.body.append(f); setTimeout(done, 1500) }); 0`,
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (const frame of framed.webContents.mainFrame.frames)
      results[`frame ${frame.url}`] = await frame.executeJavaScript(ask).catch(String);
    framed.destroy();
    return results;
  }, preload);
  expect(Object.keys(answers).length).toBeGreaterThanOrEqual(5);
  for (const [address, answer] of Object.entries(answers)) expect(answer, address).not.toBe('answered');
  for (const address of ['about:blank', 'data:text/html,hi', 'foreign://ui/index.html'])
    expect(answers[address]).toBe('forbidden');
});

test('a frame inside our own page that got hold of the bridge is refused', async () => {
  const { app, page } = await openApp();
  await page.evaluate(() => document.body.append(document.createElement('iframe')));
  // Sent as the frame itself would, past the preload.
  const answer = await app.evaluate(async ({ ipcMain, webContents }) => {
    const [contents] = webContents.getAllWebContents();
    const handler = (
      ipcMain as unknown as {
        _invokeHandlers: Map<string, (event: unknown, ...given: unknown[]) => Promise<unknown>>;
      }
    )._invokeHandlers.get('mediary:invoke');
    const [frame] = contents?.mainFrame.frames ?? [];
    const all = [frame, null, undefined].map((senderFrame) =>
      handler?.({ sender: contents, senderFrame }, 'profiles.list', {}),
    );
    return await Promise.all(all.map(async (one) => await one));
  });
  expect(answer).toHaveLength(3);
  for (const one of answer) expect(one).toMatchObject({ ok: false, error: { code: 'forbidden' } });
});

test('there is one channel into main; Electron itself listens for errors', async () => {
  const { app } = await openApp();
  const channels = await app.evaluate(({ ipcMain }) => ({
    handled: [...(ipcMain as unknown as { _invokeHandlers: Map<string, unknown> })._invokeHandlers.keys()],
    heard: ipcMain.eventNames().map(String),
  }));
  expect(channels).toEqual({ handled: ['mediary:invoke'], heard: ['error'] });
});
