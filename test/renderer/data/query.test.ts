import { QueryObserver } from '@tanstack/react-query';
import { expect, onTestFinished, test } from 'vitest';
import { createQueryClient } from '#renderer/data/query.ts';

test('what stops being right while its first answer is on the way is asked again', async () => {
  const { queries, replies } = asking();
  const observer = new QueryObserver(queries, options(replies));
  onTestFinished(observer.subscribe(() => undefined));
  void queries.invalidateQueries({ queryKey: ['titles'] });
  replies.shift()?.('old');
  await expect.poll(() => replies.length).toBe(1);
  replies.shift()?.('new');
  await expect.poll(() => observer.getCurrentResult().data).toBe('new');
  expect(replies).toEqual([]);
});

test('an answer that comes when nobody looks any more, and is old by then, is asked again by the next who looks', async () => {
  const { queries, replies } = asking();
  new QueryObserver(queries, options(replies)).subscribe(() => undefined)();
  void queries.invalidateQueries({ queryKey: ['titles'] });
  replies.shift()?.('old');
  await expect
    .poll(() => queries.getQueryState(['titles']))
    .toMatchObject({ data: 'old', isInvalidated: true });
  expect(replies).toEqual([]);
});

function asking() {
  const queries = createQueryClient({ onSignedOut: () => undefined, onDamaged: () => undefined });
  onTestFinished(() => queries.clear());
  return { queries, replies: [] as ((answer: string) => void)[] };
}

/** Whoever asks waits until the reply is given by hand. */
const options = (replies: ((answer: string) => void)[]) => ({
  queryKey: ['titles'],
  queryFn: () => new Promise<string>((resolve) => replies.push(resolve)),
});
