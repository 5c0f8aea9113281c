// The whole window over a real core in the same process: what a person sees and presses, down to SQLite.
import { setTimeout } from 'node:timers/promises';
import { act, cleanup, configure, render, screen } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { onTestFinished } from 'vitest';
import type { Client } from '#shared/api/client.ts';
import type { Bridge } from '#shared/api/contract.ts';
import type { MethodName } from '#shared/api/index.ts';
import { App } from '#renderer/app/app.tsx';
import { useToasts } from '#renderer/ui/toast.ts';
import { goodPassword, type TestCore } from '../../support/core.ts';
import { pageCore } from './page-core.ts';

// Pages load their code when they are first opened, and two cores are often busy.
configure({ asyncUtilTimeout: 10_000 });

export interface TestWindow {
  readonly core: TestCore;
  readonly user: UserEvent;
  /** The window's own session, for what a test prepares or checks behind the screen. */
  readonly client: Client;
  /** Which methods of the shell were called, with what. */
  readonly shellCalls: { readonly method: string; readonly input: unknown }[];
}

export interface WindowOptions {
  readonly core?: TestCore;
  /** Where the window begins. */
  readonly hash?: string;
  readonly languages?: readonly string[];
  /** What the shell answers; `{}` where nothing is said. */
  readonly shell?: Partial<Record<MethodName, unknown>>;
  /** The method whose replies come after everything that core tells of it. */
  readonly late?: MethodName;
  /** Signs somebody in before the window opens. */
  readonly as?: string;
}

export async function openWindow(options: WindowOptions = {}): Promise<TestWindow> {
  const core = options.core ?? (await pageCore());
  const { client, connection } = core.connect();
  if (options.as !== undefined) await signIn(core, client, options.as);
  const shellCalls: { method: string; input: unknown }[] = [];
  const bridge: Bridge = {
    async invoke(method, input) {
      if (method.startsWith('shell.')) {
        shellCalls.push({ method, input });
        return { ok: true, value: options.shell?.[method as MethodName] ?? {} };
      }
      const reply = await connection.invoke(method, input);
      if (method === options.late) await setTimeout(300);
      return reply;
    },
    // React must know that what follows from an event is expected.
    subscribe: (event, listener) => connection.subscribe(event, (payload) => act(() => listener(payload))),
  };
  fillGaps();
  window.location.hash = options.hash ?? '#/';
  window.localStorage.clear();
  onTestFinished(() => {
    cleanup();
    connection.close();
    useToasts.setState({ toasts: [] });
    window.location.hash = '';
  });
  render(<App bridge={bridge} storage={window.localStorage} languages={options.languages ?? ['en-GB']} />);
  return { core, client, user: userEvent.setup(), shellCalls };
}

/** Registers the name once, and signs in with the password that every test person has. */
async function signIn(core: TestCore, client: Client, name: string): Promise<void> {
  const profiles = await client.call('profiles.list', {});
  if (!profiles.some((profile) => profile.name === name)) await core.register(name);
  await client.call('profiles.login', { who: name, password: goodPassword });
}

export function heading(name: string | RegExp): Promise<HTMLElement> {
  return screen.findByRole('heading', { level: 1, name });
}

/** What jsdom lacks and the window counts on. */
function fillGaps(): void {
  class NoResizes implements ResizeObserver {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  }
  globalThis.ResizeObserver ??= NoResizes;
  globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS;
  Element.prototype.scrollIntoView ??= () => {};
  Element.prototype.getAnimations ??= () => [];
  // A wide window on a system without wishes.
  window.matchMedia ??= (media) =>
    Object.assign(new EventTarget(), { matches: false, media, onchange: null }) as MediaQueryList;
}
