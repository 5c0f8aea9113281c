// Calls over the page’s own bridge.
import type { Page } from 'playwright-core';

interface Reply {
  readonly ok: boolean;
  readonly value?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
}

/** The envelope that the page's bridge gives. */
export async function reply(page: Page, method: string, input: unknown): Promise<Reply> {
  return await page.evaluate(
    async ([name, value]) => {
      const { mediary } = globalThis as unknown as {
        mediary: { invoke(method: unknown, input: unknown): Promise<Reply> };
      };
      return await mediary.invoke(name, value);
    },
    [method, input] as const,
  );
}

/** What a call gives that must succeed. */
export async function invoke<T = unknown>(page: Page, method: string, input: unknown): Promise<T> {
  const { ok, value, error } = await reply(page, method, input);
  if (!ok) throw new Error(`${method}: ${error?.code}: ${error?.message}`);
  return value as T;
}
