// How a page scrolls in what is built and shipped: what the styles ask for can be lost on the way there.
import type { CDPSession, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openApp, type OpenApp } from './support/app.ts';
import { doorOf } from './support/pages.ts';

test('a page scrolls on a layer of its own, so that a step paints nothing anew', async () => {
  const opened = await openSettings();
  const layers = await watchLayers(opened);
  await scrollTo(opened.page, 120);
  await expect.poll(layers, { timeout: 20_000 }).toMatchObject({ isDrawn: true, repaints: 0 });
});

test('the line under a page’s bar comes as something passes beneath it', async () => {
  const { page } = await openSettings();
  const opacity = () =>
    page.evaluate(() => {
      const bar = document.querySelector('main header');
      return bar && Number(getComputedStyle(bar, '::after').opacity);
    });
  await expect.poll(opacity, { timeout: 20_000 }).toBe(0);
  await scrollTo(page, 120);
  await expect.poll(opacity, { timeout: 20_000 }).toBe(1);
});

async function openSettings(): Promise<OpenApp> {
  const opened = await openApp();
  const { page } = opened;
  const door = doorOf(page);
  await door.register('Ada');
  await door.beginEmpty();
  await page.evaluate(() => (location.hash = '#/settings/data'));
  await page.locator('main header').waitFor();
  return opened;
}

/** Waits until the page is high enough for it. */
async function scrollTo(page: Page, top: number): Promise<void> {
  const scrolled = () =>
    page.evaluate((wanted) => {
      const scroller = document.querySelector('main > div');
      if (scroller) scroller.scrollTop = wanted;
      return scroller?.scrollTop;
    }, top);
  await expect.poll(scrolled, { timeout: 20_000 }).toBe(top);
}

interface Layer {
  readonly drawsContent: boolean;
  readonly scrollRects?: readonly { readonly type: string }[];
}

/** Whether anything was drawn yet, and how many layers are painted anew by each step of a scroll. */
async function watchLayers({ app, page }: OpenApp) {
  const session: CDPSession = await app.context().newCDPSession(page);
  let layers: readonly Layer[] = [];
  session.on(
    'LayerTree.layerTreeDidChange',
    ({ layers: now = [] }: { readonly layers?: readonly Layer[] }) => {
      if (now.length > 0) layers = now;
    },
  );
  await session.send('DOM.enable');
  await session.send('LayerTree.enable');
  return () => ({
    isDrawn: layers.some(({ drawsContent }) => drawsContent),
    repaints: layers.filter(({ scrollRects = [] }) =>
      scrollRects.some(({ type }) => type === 'RepaintsOnScroll'),
    ).length,
  });
}
