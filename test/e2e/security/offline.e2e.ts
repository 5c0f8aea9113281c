// What leaves the computer: nothing. The browser's own record of its network is read after a walk through every place.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '../../support/core.ts';
import { openApp } from '../support/app.ts';
import { doorOf } from '../support/pages.ts';

interface NetLog {
  readonly constants: { readonly logEventTypes: Readonly<Record<string, number>> };
  readonly events: readonly {
    readonly type: number;
    readonly params?: { readonly url?: string; readonly host?: string; readonly address?: string };
  }[];
}

test('a walk through every place asks for nothing but the page’s own files, and violates no policy', async () => {
  const file = join(scratchFolder(), 'network.json');
  const { app, page, complaints } = await openApp(
    scratchFolder(),
    `--log-net-log=${file}`,
    '--net-log-capture-mode=Everything',
  );
  await app.evaluate(({ session }) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    session.defaultSession.webRequest.onSendHeaders(({ url }) => void asked.push(url));
  });
  await page.evaluate(() => {
    const violations: string[] = [];
    Object.assign(globalThis, { violations });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      violations.push(`${effectiveDirective} ${blockedURI}`),
    );
  });
  await doorOf(page).register('Ada');
  await doorOf(page).takeStarter();
  for (const view of [
    '/',
    '/for-you',
    '/library',
    '/diary',
    '/lists',
    '/watchlist',
    '/top',
    '/statistics',
    '/year/2026',
    '/search?q=matrix',
    '/imports',
    '/notifications',
    '/settings',
    '/settings/backups',
    '/diagnostics',
    '/title/1',
  ]) {
    await page.evaluate((hash) => (location.hash = hash), `#${view}`);
    await page.waitForTimeout(400);
  }
  const { asked } = await app.evaluate(() => ({
    asked: (globalThis as unknown as { asked: string[] }).asked,
  }));
  expect(asked.filter((url) => !url.startsWith('app://ui/'))).toEqual([]);
  expect(await page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations)).toEqual(
    [],
  );
  expect(complaints).toEqual([]);
  await app.close();

  const { constants, events } = readNetLog(file);
  const names = new Map(Object.entries(constants.logEventTypes).map(([name, type]) => [type, name]));
  const outward = events
    .map(({ type, params }) => ({
      name: names.get(type) ?? '',
      at: params?.url ?? params?.host ?? params?.address ?? '',
    }))
    // An event's end has no address.
    .filter(({ name, at }) => outwardEvents.has(name) && at !== '' && !at.startsWith('app://'));
  expect(events.length).toBeGreaterThan(0);
  expect(outward).toEqual([]);
});

const outwardEvents = new Set([
  'URL_REQUEST_START_JOB', 'HOST_RESOLVER_MANAGER_REQUEST', 'TCP_CONNECT', 'TCP_CONNECT_ATTEMPT', 'UDP_CONNECT', 'TRANSPORT_CONNECT_JOB_CONNECT',
]); // prettier-ignore

/** The record may have been cut short at its end, as its format allows. */
function readNetLog(file: string): NetLog {
  const text = readFileSync(file, 'utf8').trimEnd();
  try {
    return JSON.parse(text) as NetLog;
  } catch {
    return JSON.parse(`${text.replace(/,$/, '')}]}`) as NetLog;
  }
}
