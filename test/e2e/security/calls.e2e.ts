// Every method over the page's real bridge with what no page of ours would send: odd, huge and hostile values, before anybody
// has logged in and after. Each call ends in an answer that the contract knows, nothing is told that the log alone may
// know, and the main process goes on as if nothing had been.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { methods, type MethodName } from '#shared/api/index.ts';
import { errorCodes } from '#shared/errors.ts';
import { openApp, type OpenApp } from '../support/app.ts';
import { invoke } from '../support/calls.ts';

/** What is made in the page and sent. */
const kinds = {
  'nothing': `undefined`, 'null': `null`, 'NaN': `NaN`, 'infinity': `-Infinity`, 'a number': `1e308`, 'a bigint': `2n ** 70n`, 'true': `true`,
  'an empty text': `''`, 'NUL': `'\\0'`, 'half a character': `'\\ud800'`, 'a text of 2 MB': `'x'.repeat(2_000_000)`, 'a symbol': `Symbol('id')`,
  'a function': `() => 1`, 'a promise': `Promise.resolve({})`, 'no day': `new Date(NaN)`, 'an expression': `/x/g`, 'an error': `new Error('x')`,
  'a map': `new Map([['id', 1]])`, 'a set': `new Set([1])`, 'bytes': `new Uint8Array(20_000)`, 'a buffer': `new ArrayBuffer(8)`, 'a buffer of 20 MB': `new ArrayBuffer(20_000_000)`, 'a file': `[new File(['x'], '/etc/passwd')]`, 'a blob': `new Blob(['x'])`,
  'a long list': `Array.from({ length: 20_000 }, (_, at) => at)`, 'a list with holes': `[, 1, , 2]`, 'many names': `Object.fromEntries(Array.from({ length: 5000 }, (_, at) => ['k' + at, at]))`,
  'a circle': `(() => { const one = {}; one.self = one; return one })()`, 'a depth': `(() => { let one = {}; for (let at = 0; at < 5000; at++) one = { one }; return one })()`, 'a shallow depth': `(() => { let one = {}; for (let at = 0; at < 400; at++) one = { one }; return one })()`,
  'a prototype': `JSON.parse('{"__proto__": {"admin": true}}')`, 'a constructor': `JSON.parse('{"constructor": {"prototype": {"admin": true}}}')`, 'no prototype': `Object.create(null)`, 'a class of its own': `new (class Odd { get id() { return 1 } })()`,
  'a getter that throws': `({ get id() { throw new Error('no') } })`, 'a proxy': `new Proxy({}, { get() { throw new Error('no') }, ownKeys() { throw new Error('no') } })`, 'a then': `({ then(done) { done({}) } })`, 'a toJSON': `({ toJSON() { return { id: 1 } } })`, 'an operator': `({ id: { $gt: 0 } })`, 'SQL': `({ id: '1; DROP TABLE users' })`,
  'the window': `globalThis`, 'an element': `document.body`,
} as const; // prettier-ignore
type Kind = keyof typeof kinds;
/** Sent once to each method, by somebody who may call it. */
const big: readonly Kind[] = ['a text of 2 MB', 'a buffer of 20 MB', 'a long list', 'many names'];

const names = Object.keys(methods) as MethodName[];
/** Each ends or opens something as a whole, so that what comes after it would be tried on another state. */
const last = ['shell.newWindow', 'shell.reopen', 'shell.installUpdate'];
const inOrder = names.toSorted((one, other) => last.indexOf(one) - last.indexOf(other));

test(
  `${names.length} methods answer ${Object.keys(kinds).length} odd values in words, before and after a login`,
  { timeout: 240_000 },
  async () => {
    const opened = await openApp();
    const { app, page, dataFolder } = opened;
    await withoutDialogs(opened);
    await layKinds(page);
    const pid = await app.evaluate(() => process.pid);
    const problems: string[] = [];
    let calls = 0;
    for (const isLoggedIn of [false, true])
      for (const name of inOrder) {
        if (isLoggedIn) await beLoggedIn(page);
        const outcomes = await callWithAll(page, name, isLoggedIn ? [] : big);
        calls += outcomes.length;
        problems.push(
          ...outcomes.flatMap((outcome) =>
            problemOf(name, outcome, isLoggedIn).map((what) => `${name}(${outcome.kind}): ${what}`),
          ),
        );
        if (name === 'shell.newWindow') await closeOthers(opened);
      }
    expect(problems).toEqual([]);
    expect(calls).toBe(names.length * (2 * Object.keys(kinds).length - big.length));
    expect(await callByOddNames(page)).toEqual([]);

    expect(await app.evaluate(() => ({ pid: process.pid, isSpoilt: 'admin' in {} }))).toEqual({
      pid,
      isSpoilt: false,
    });
    const log = readFileSync(join(dataFolder, 'logs', 'mediary.log'), 'utf8');
    expect(log.split('\n').filter((line) => /a call|unhandled|uncaught/i.test(line))).toEqual([]);
    await beLoggedIn(page);
    expect(await invoke(page, 'catalog.list', {})).toMatchObject({ items: expect.any(Array) as unknown });
  },
);

interface Outcome {
  readonly kind: Kind;
  /** An error's code; "answered"; "not sent", where the bridge takes no such value; or "silent". */
  readonly end: string;
  readonly message: string;
  /** The answer came as data alone. */
  readonly isPlain: boolean;
}

function problemOf(name: MethodName, { end, message, isPlain }: Outcome, isLoggedIn: boolean): string[] {
  const { input, access } = methods[name];
  const problems: string[] = [];
  if (!isPlain) problems.push('answered with more than data');
  if (/SQLITE|node:|\bat .+:\d+:\d+|\/tmp\//.test(message)) problems.push(`told too much: ${message}`);
  if (end === 'not sent') return problems;
  if (end === 'answered') {
    if (!isLoggedIn && access !== 'public') problems.push('answered somebody who is not logged in');
    // The bridge makes empty objects of much that is none; and an error has a name, as a list has.
    const asSeen = [{}, undefined, new Error('x')];
    if (!asSeen.some((value) => input.safeParse(value).success)) problems.push('took it');
  } else if (end === 'internal' || !(errorCodes as readonly string[]).includes(end))
    problems.push(`ended with ${end}: ${message}`);
  return problems;
}

async function layKinds(page: Page): Promise<void> {
  const list = Object.entries(kinds).map(([kind, code]) => `${JSON.stringify(kind)}: () => (${code})`);
  // By a script of the debugger: the page's own policy forbids making code of text.
  await page.evaluate(`globalThis.kinds = { ${list.join(', ')} }; 0`);
  await page.evaluate(() => {
    const { kinds: all, mediary } = globalThis as unknown as InPage;
    const isPlain = (value: unknown): boolean => {
      try {
        return JSON.stringify(structuredClone(value)) === JSON.stringify(value);
      } catch {
        return false;
      }
    };
    const call = async (kind: string, method: unknown, input: unknown) => {
      const outcome = (end: string, message = '', reply: unknown = null) => ({
        kind, end, message, isPlain: isPlain(reply),
      }); // prettier-ignore
      const silence = new Promise<string>((resolve) => setTimeout(resolve, 20_000, 'silent'));
      try {
        const reply = await Promise.race([mediary.invoke(method, input), silence]);
        if (typeof reply === 'string') return outcome(reply);
        return reply.ok
          ? outcome('answered', '', reply)
          : outcome(reply.error?.code ?? 'no code', reply.error?.message, reply);
      } catch (error) {
        return outcome('not sent', String(error));
      }
    };
    Object.assign(globalThis, {
      // One after another: a page that computes for long would be taken for one that hangs.
      callWithAll: async (method: string, without: readonly string[]) => {
        const outcomes = [];
        for (const [kind, make] of Object.entries(all))
          if (!without.includes(kind)) outcomes.push(await call(kind, method, make()));
        return outcomes;
      },
      callByOddNames: () => Promise.all(Object.entries(all).map(([kind, make]) => call(kind, make(), {}))),
    });
  });
}

interface InPage {
  readonly kinds: Readonly<Record<string, () => unknown>>;
  readonly mediary: {
    invoke(
      method: unknown,
      input: unknown,
    ): Promise<{ ok: boolean; error?: { code: string; message: string } }>;
  };
  callWithAll(method: string, without: readonly string[]): Promise<Outcome[]>;
  callByOddNames(): Promise<Outcome[]>;
}

async function callWithAll(page: Page, name: string, without: readonly Kind[]): Promise<Outcome[]> {
  return await page.evaluate(
    ([method, left]) => (globalThis as unknown as InPage).callWithAll(method, left),
    [name, without] as const,
  );
}

/** Values that are no name at all: what came of each that wasn't refused. */
async function callByOddNames(page: Page): Promise<string[]> {
  const outcomes = await page.evaluate(() => (globalThis as unknown as InPage).callByOddNames());
  return outcomes
    .filter(({ end }) => end !== 'not sent' && end !== 'invalid_input')
    .map(({ kind, end, message }) => `${kind}: ${end} ${message}`);
}

const person = { name: 'Ada', email: 'ada@example.org', password: 'quiet-otter-lamp-42' };

async function beLoggedIn(page: Page): Promise<void> {
  if ((await invoke(page, 'profiles.whoami', {})) !== null) return;
  const known = await invoke<unknown[]>(page, 'profiles.list', {});
  if (known.length === 0) await invoke(page, 'profiles.register', person);
  else await invoke(page, 'profiles.login', { who: person.email, password: person.password });
}

/** A dialog would wait for a person, and a file manager would come up. */
async function withoutDialogs({ app }: OpenApp): Promise<void> {
  await app.evaluate(({ dialog, shell }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' });
    shell.showItemInFolder = () => undefined;
  });
}

/** All but the first. */
async function closeOthers({ app }: OpenApp): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => {
    const [, ...others] = BrowserWindow.getAllWindows().toSorted((one, other) => one.id - other.id);
    for (const window of others) window.destroy();
  });
}
