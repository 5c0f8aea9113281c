// The stored plan: its lists, what people say of rows, and what is remembered for the next file.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImportId, MediaId } from '#shared/api/contract.ts';
import type { PlanList, PlanRow } from '#shared/api/import-plans.ts';
import type { ImportJob, ImportOptions, ImportRecord } from '#shared/api/imports.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { addTitle, goodPassword } from '../../support/core.ts';
import { deskOf, finished, importDesk, isAccounted, type ImportDesk } from './support.ts';

const options = {
  shape: 'reviews',
  kind: 'movie',
  mapping: { title: 'Film', year: 'Year', rating: 'Stars', comment: 'Said' },
  scale: { min: 1, max: 10 },
} as const;

interface Session {
  readonly jobId: string;
  readonly job: ImportJob;
  readonly rows: (list?: PlanList, text?: string) => Promise<PlanRow[]>;
  again(): Promise<Session>;
  apply(): Promise<ImportJob>;
}

async function planned(
  desk: ImportDesk,
  content: string,
  given: Partial<ImportOptions> = options,
  name?: string,
): Promise<Session> {
  const { token, suggestion } = await desk.choose(content, name);
  const wanted = { ...suggestion, ...given };
  const start = async (basedOn: string | null): Promise<Session> => {
    const { jobId } = await desk.client.call('imports.plan', { token, options: wanted, basedOn });
    const job = await finished(desk.client, { jobId });
    return {
      jobId,
      job,
      rows: async (list, text) =>
        (await desk.client.call('imports.planRows', { jobId, ...(list && { list }), ...(text && { text }) }))
          .items,
      again: () => start(jobId),
      apply: async () =>
        await finished(
          desk.client,
          await desk.client.call('imports.apply', { token, options: wanted, planId: jobId }),
        ),
    };
  };
  return await start(null);
}

/** Two films called Pinocchio, a year apart: what a row without a year means is nobody's guess. */
async function pinocchios(desk: ImportDesk): Promise<[MediaId, MediaId]> {
  return [
    await addTitle(desk.client, 'Pinocchio', { year: 2019 }),
    await addTitle(desk.client, 'Pinocchio', { year: 2022 }),
  ];
}

const file =
  'Film,Year,Stars,Said\nPinocchio,,8,\nAlien,1979,9,"Still, the best"\nHeat,1995,7,\nPinocchio,,8,\nUp,2009,x,\n';

describe('the rows of a plan', () => {
  it('are all listed, with what they say, where they go, what is there and what would be', async () => {
    const desk = await importDesk();
    const [first, second] = await pinocchios(desk);
    const heat = await addTitle(desk.client, 'Heat', { year: 1995 });
    await desk.client.call('reviews.save', { mediaId: heat, rating: 60 as Rating, body: null });
    const plan = await planned(desk, file);
    expect(plan.job.plan).toEqual({
      new: 1, changed: 1, unchanged: 0, conflict: 1, ambiguous: 2, skipped: 0, refused: 1, unsettled: 2,
    }); // prettier-ignore
    const rows = await plan.rows();
    expect(rows.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, 'ambiguous'],
      [3, 'new'],
      [4, 'changed'],
      [5, 'ambiguous'],
      [6, 'refused'],
    ]);
    expect(rows[0]?.candidates.map(({ id }) => id)).toEqual([first, second]);
    expect(rows[0]?.named).toMatchObject({ title: 'Pinocchio', year: null, kind: 'movie' });
    expect(rows[1]).toMatchObject({
      title: { id: null, title: 'Alien', year: 1979 },
      writes: [
        { entry: 'title', before: null },
        { entry: 'review', before: null, after: { rating: 90, comment: 'Still, the best' } },
      ],
    });
    expect(rows[2]).toMatchObject({
      title: { id: heat },
      isConflict: true,
      writes: [{ entry: 'review', before: { rating: 60 }, after: { rating: 70 } }],
    });
    expect(rows[4]).toMatchObject({ refusal: { field: 'rating' }, cells: ['Up', '2009', 'x', ''] });
  });

  it('come in pages, and only those of a list and a text', async () => {
    const desk = await importDesk();
    const lines = Array.from(
      { length: 250 },
      (_, at) => `Film ${at % 50 === 0 ? 'Ärgernis' : 'x'} ${at},2000,${at % 5 === 0 ? 'bad' : 5},`,
    );
    const plan = await planned(desk, `Film,Year,Stars,Said\n${lines.join('\n')}\n`);
    expect(plan.job.plan).toMatchObject({ new: 200, refused: 50 });
    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: PlanRow[]; nextCursor: string | null } = await desk.client.call(
        'imports.planRows',
        {
          jobId: plan.jobId,
          list: 'new',
          limit: 60,
          cursor,
        },
      );
      seen.push(...page.items.map(({ line }) => line));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(200);
    expect(seen).toEqual(seen.toSorted((one, other) => one - other));
    expect((await plan.rows(undefined, 'äRGERnis')).map(({ line }) => line)).toEqual([2, 52, 102, 152, 202]);
    expect(await plan.rows('new', 'ärgernis')).toEqual([]);
  });

  it("are nobody else's, and gone with the plan and with the app", async () => {
    const desk = await importDesk();
    const folder = join(desk.test.dataFolder, 'imports');
    const plan = await planned(desk, file);
    const { client } = await desk.test.register('Other');
    await expect(client.call('imports.planRows', { jobId: plan.jobId })).rejects.toMatchObject({
      code: 'not_found',
    });
    await client.call('imports.dropPlan', { jobId: plan.jobId });
    expect(await plan.rows()).toHaveLength(5);
    await desk.client.call('imports.dropPlan', { jobId: plan.jobId });
    await expect(plan.rows()).rejects.toMatchObject({ code: 'not_found' });
    expect(readdirSync(folder)).toEqual([]);
    await planned(desk, file);
    expect(readdirSync(folder)).toHaveLength(1);
    await desk.test.reopen();
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('an ambiguous row', () => {
  it('is refused while nobody settles it, with that reason', async () => {
    const desk = await importDesk();
    await pinocchios(desk);
    const job = await (await planned(desk, file)).apply();
    expect(job.outcomes).toMatchObject({ rows: 5, inserted: 2, rejected: 3 });
    const { items } = await desk.client.call('imports.rejects', { importId: job.importId as ImportId });
    expect(items.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('ambiguous'),
      expect.stringContaining('ambiguous'),
      expect.stringContaining('not a number'),
    ]);
  });

  it('goes to the title that was chosen, with every row that says the same, now and in the next file', async () => {
    const desk = await importDesk();
    const [, second] = await pinocchios(desk);
    const plan = await planned(desk, file);
    const said = await desk.client.call('imports.choose', {
      jobId: plan.jobId,
      rows: { lines: [2] },
      choice: { action: 'title', mediaId: second },
    });
    expect(said).toEqual({ rows: 1, choices: 1 });
    expect((await plan.rows('ambiguous')).map((row) => row.choice)).toEqual([
      { action: 'title', mediaId: second },
      { action: 'title', mediaId: second },
    ]);
    const again = await plan.again();
    expect(again.job.plan).toMatchObject({ new: 3, unchanged: 1, ambiguous: 2, unsettled: 0 });
    expect((await again.rows('ambiguous')).map(({ title, outcome }) => [title?.id, outcome])).toEqual([
      [second, 'new'],
      [second, 'unchanged'],
    ]);
    const job = await again.apply();
    expect(job.outcomes).toMatchObject({ rows: 5, inserted: 3, unchanged: 1, rejected: 1 });
    expect((await desk.client.call('catalog.get', { id: second })).mine.rating).toBe(80);

    // The next file of this source asks no more.
    const next = await planned(desk, 'Film,Year,Stars,Said\nPinocchio,,9,\n');
    expect(next.job.plan).toMatchObject({ changed: 1, conflict: 1, ambiguous: 1, unsettled: 0 });
    expect((await next.rows())[0]).toMatchObject({
      remembered: true,
      choice: { action: 'title', mediaId: second },
    });
    // Taken back, it asks again, and the decision is forgotten with the import.
    await desk.client.call('imports.choose', { jobId: next.jobId, rows: { lines: [2] }, choice: null });
    const asked = await next.again();
    expect(asked.job.plan).toMatchObject({ ambiguous: 1, unsettled: 1 });
    await asked.apply();
    expect((await planned(desk, 'Film,Year,Stars,Said\nPinocchio,,9,\n')).job.plan).toMatchObject({
      unsettled: 1,
    });
  });

  it('can be another title, a new one, or be left out', async () => {
    const desk = await importDesk();
    await pinocchios(desk);
    const other = await addTitle(desk.client, 'The Adventures of Pinocchio', { year: 1996 });
    const choose = async (choice: Parameters<typeof chosen>[0]) => await chosen(choice);
    async function chosen(
      choice: { action: 'title'; mediaId: MediaId } | { action: 'new' } | { action: 'skip' },
    ) {
      const plan = await planned(desk, 'Film,Year,Stars,Said\nPinocchio,,8,\n');
      await desk.client.call('imports.choose', { jobId: plan.jobId, rows: { lines: [2] }, choice });
      return (await plan.again()).job.plan;
    }
    expect(await choose({ action: 'title', mediaId: other })).toMatchObject({ new: 1, unsettled: 0 });
    expect(await choose({ action: 'new' })).toMatchObject({ new: 1, unsettled: 0 });
    expect(await choose({ action: 'skip' })).toMatchObject({ skipped: 1, new: 0, unsettled: 0 });
    await expect(chosen({ action: 'title', mediaId: 9999 as MediaId })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('added as a title of its own is found the second time: nothing is added twice', async () => {
    const desk = await importDesk();
    await pinocchios(desk);
    const content = 'Film,Year,Stars,Said\nPinocchio,,8,\n';
    const plan = await planned(desk, content);
    await desk.client.call('imports.choose', {
      jobId: plan.jobId,
      rows: { lines: [2] },
      choice: { action: 'new' },
    });
    expect((await plan.apply()).outcomes).toMatchObject({ inserted: 1, titlesAdded: 1 });
    expect((await (await planned(desk, content)).apply()).outcomes).toMatchObject({
      unchanged: 1,
      titlesAdded: 0,
    });
  });

  it('is settled by a rule where the rule can tell', async () => {
    const desk = await importDesk();
    const [first] = await pinocchios(desk);
    await addTitle(desk.client, 'Solaris', { year: 1972 });
    await addTitle(desk.client, 'Solaris', { year: 2002 });
    await desk.client.call('reviews.save', { mediaId: first, rating: 60 as Rating, body: null });
    const content = 'Film,Year,Stars,Said\nPinocchio,,8,\nSolaris,,7,\n';
    const plan = await planned(desk, content);
    expect(await desk.client.call('imports.settle', { jobId: plan.jobId, rule: 'rated' })).toEqual({
      settled: 1,
      left: 1,
    });
    expect((await (await plan.again()).rows('ambiguous')).map(({ title }) => title?.id ?? null)).toEqual([
      first,
      null,
    ]);
    const rest = await plan.again();
    expect(await desk.client.call('imports.settle', { jobId: rest.jobId, rule: 'skip' })).toEqual({
      settled: 1,
      left: 0,
    });
    expect((await (await rest.again()).apply()).outcomes).toMatchObject({ rows: 2, updated: 1, rejected: 1 });
  });

  it('with a year between two of its name goes by the rule of the exact year', async () => {
    const desk = await importDesk();
    await addTitle(desk.client, 'Carrie', { year: 2012 });
    const exact = await addTitle(desk.client, 'Carrie', { year: 2013, disambiguator: 'remake' });
    const plan = await planned(desk, 'Film,Year,Stars,Said\nCarrie,2013,8,\n');
    expect(plan.job.plan).toMatchObject({ unsettled: 1 });
    await desk.client.call('imports.settle', { jobId: plan.jobId, rule: 'year' });
    expect((await (await plan.again()).rows())[0]?.title?.id).toBe(exact);
  });
});

describe('any row', () => {
  it('can be left out or pointed at another title, and the accounts hold', async () => {
    const desk = await importDesk();
    await pinocchios(desk);
    const other = await addTitle(desk.client, 'Aliens', { year: 1986 });
    const plan = await planned(desk, file);
    const choose = async (
      lines: number[],
      choice: { action: 'skip' } | { action: 'title'; mediaId: MediaId },
    ) => await desk.client.call('imports.choose', { jobId: plan.jobId, rows: { lines }, choice });
    await choose([4], { action: 'skip' });
    await choose([3], { action: 'title', mediaId: other });
    await expect(choose([6], { action: 'skip' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(choose([77], { action: 'skip' })).rejects.toMatchObject({ code: 'not_found' });
    const job = await plan.apply();
    expect(job.outcomes).toMatchObject({ rows: 5, inserted: 1, rejected: 4 });
    expect(isAccounted(job.outcomes)).toBe(true);
    expect((await desk.client.call('catalog.get', { id: other })).mine.rating).toBe(90);
    expect((await desk.client.call('catalog.list', { filter: { shelf: 'rated' } })).total).toBe(1);
  });

  it('of a list can be left out together', async () => {
    const desk = await importDesk();
    const plan = await planned(desk, file.replaceAll('Pinocchio', 'Bambi'));
    await desk.client.call('imports.choose', {
      jobId: plan.jobId,
      rows: { list: 'new', text: 'e' },
      choice: { action: 'skip' },
    });
    expect((await plan.again()).job.plan).toMatchObject({ new: 1, skipped: 2 });
  });

  it('is read by a resume as it was chosen, whatever was decided since', { timeout: 90_000 }, async () => {
    const desk = await importDesk();
    const email = (await desk.client.call('profiles.whoami', {}))?.email ?? '';
    const [first, second] = await pinocchios(desk);
    const many = Array.from({ length: 60_000 }, (_, at) => `Film number ${at},2000,5,`).join('\n');
    const content = `Film,Year,Stars,Said\n${many}\nPinocchio,,8,\nLast,2001,7,\n`;
    const plan = await planned(desk, content);
    const last = 60_003;
    await desk.client.call('imports.choose', {
      jobId: plan.jobId,
      rows: { lines: [60_002] },
      choice: { action: 'title', mediaId: first },
    });
    await desk.client.call('imports.choose', {
      jobId: plan.jobId,
      rows: { lines: [last] },
      choice: { action: 'skip' },
    });
    const { promise: underWay, resolve } = Promise.withResolvers<void>();
    desk.client.on('imports.job', (job) => job.phase === 'apply' && job.outcomes.rows > 0 && resolve());
    const applied = plan.apply().catch(() => undefined);
    await underWay;
    const next = await desk.test.reopen();
    void applied;
    const { client } = next.connect();
    await client.call('profiles.login', { who: email, password: goodPassword });
    // Meanwhile the decision becomes another one.
    const small = await planned(deskOf(next, client), 'Film,Year,Stars,Said\nPinocchio,,8,\n');
    await client.call('imports.choose', {
      jobId: small.jobId,
      rows: { lines: [2] },
      choice: { action: 'title', mediaId: second },
    });
    await small.apply();
    const [, interrupted] = await client.call('imports.list', {});
    expect(interrupted).toMatchObject({ status: 'interrupted' });
    const job = await finished(
      client,
      await client.call('imports.resume', { importId: (interrupted as ImportRecord).id }),
    );
    expect(job.outcomes).toMatchObject({ rows: 60_002, inserted: 60_001, rejected: 1 });
    expect((await client.call('catalog.get', { id: first })).mine.rating).toBe(80);
    const { items } = await client.call('imports.rejects', { importId: (interrupted as ImportRecord).id });
    expect(items.map(({ line, reason }) => [line, reason])).toEqual([[last, 'was left out by choice']]);
  });
});

describe('a mapping', () => {
  it('is offered again for a file with the same header, until it is forgotten', async () => {
    const desk = await importDesk();
    await (await planned(desk, 'Film,Year,Stars,Said\nAlien,1979,9,\n')).apply();
    const next = await desk.choose('Film,Year,Stars,Said\nHeat,1995,7,\n', 'next.csv');
    expect(next).toMatchObject({ remembered: true, suggestion: options });
    expect(await desk.choose('Film,Year,Stars\nHeat,1995,7\n', 'other.csv')).toMatchObject({
      remembered: false,
    });
    const { client } = await desk.test.register('Other');
    const theirs = await client.call('imports.inspect', { token: next.token });
    expect(theirs.remembered).toBe(false);
    expect(await desk.client.call('imports.remembered', {})).toEqual({ mappings: 1, decisions: 0 });
    expect(await desk.client.call('imports.forget', { what: 'mappings', header: next.header })).toEqual({
      forgotten: 1,
    });
    expect(await desk.choose('Film,Year,Stars,Said\nHeat,1995,7,\n')).toMatchObject({ remembered: false });
  });
});

it('a plan that is applied leaves no file behind', async () => {
  const desk = await importDesk();
  const plan = await planned(desk, 'Film,Year,Stars,Said\nAlien,1979,9,\n');
  const job = await plan.apply();
  expect(job.state).toBe('done');
  expect(
    readdirSync(join(desk.test.dataFolder, 'imports')).filter((name) => name.startsWith('plan-')),
  ).toEqual([]);
  expect(existsSync(join(desk.test.dataFolder, 'imports'))).toBe(true);
});
