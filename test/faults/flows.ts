// What people do that must survive anything: each flow with the folder that it starts from, and its promises. A promise is
// kept on record the moment that core has answered.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient, type Client } from '#shared/api/client.ts';
import type { ImportId, MediaId } from '#shared/api/contract.ts';
import { createCore, type Core } from '#main/core/core.ts';
import { createDb } from '#main/core/db/db.ts';
import { migrate } from '#main/core/db/migrate.ts';
import { openSqlite } from '#main/core/db/open.ts';
import { migrations } from '#migrations/index.ts';
import { AppError } from '#shared/errors.ts';
import { builtCore } from '../support/built.ts';

export const flowNames = ['begin', 'save', 'import', 'undo', 'backup', 'restore', 'migrate'] as const;
export type FlowName = (typeof flowNames)[number];

export interface Promised {
  readonly what: string;
  /** A backup that is there from now on. */
  readonly backup?: string;
  /** A title that is there from now on. */
  readonly title?: string;
  /** Its rating, or a later one. */
  readonly rating?: number;
  /** What has become of the import. */
  readonly status?: 'done' | 'undone';
  readonly version?: number;
}

/** What a flow is given: a folder, and where it says what it was promised. */
export interface FlowDesk {
  readonly dataFolder: string;
  promised(it: Promised): void;
}

export const password = 'quiet-otter-lamp-42';

export function openCore(dataFolder: string): Promise<Core> {
  return createCore({ ...builtCore, starterCatalogue: '', dataFolder });
}

/** Opens core, signs Ada in, works, closes. */
async function withAda(
  dataFolder: string,
  work: (client: Client, core: Core) => Promise<void>,
): Promise<void> {
  const core = await openCore(dataFolder);
  try {
    const client = createClient(core.connect('window'));
    await client.call('profiles.login', { who: 'ada@example.org', password });
    await work(client, core);
  } finally {
    await core.close();
  }
}

export const flows: Readonly<Record<FlowName, (desk: FlowDesk) => Promise<void>>> = {
  async begin({ dataFolder, promised }) {
    const core = await openCore(dataFolder);
    try {
      promised({ what: 'opened' });
      const client = createClient(core.connect('window'));
      await client.call('profiles.register', { name: 'Ada', email: 'ada@example.org', password });
      promised({ what: 'registered' });
      await addTitle(client, 'First');
      promised({ what: 'title', title: 'First' });
    } finally {
      await core.close();
    }
  },

  save: ({ dataFolder, promised }) =>
    withAda(dataFolder, async (client) => {
      for (let round = 0; round < 6; round++) {
        const title = `New ${round}`;
        const mediaId = await addTitle(client, title);
        promised({ what: 'title', title });
        const text = `Round ${round}. ${'It holds up. '.repeat(round * 60)}`;
        await client.call('reviews.save', { mediaId, rating: (30 + round) as never, body: text });
        promised({ what: 'review' });
        await client.call('reviews.save', { mediaId, rating: 90 as never, body: 'Better the second time' });
        promised({ what: 'edited review', title, rating: 90 });
        await client.call('favorites.set', { mediaId, on: true });
        promised({ what: 'favourite' });
        await client.call('diary.log', {
          mediaId,
          playedOn: '2019-05-01' as never,
          note: `Evening ${round}`,
        });
        promised({ what: 'play' });
      }
    }),

  import: ({ dataFolder, promised }) =>
    withAda(dataFolder, async (client, core) => {
      await importFile(client, core, join(dataFolder, '..', 'ratings.csv'));
      promised({ what: 'imported', status: 'done' });
      await client.call('settings.set', { theme: 'dark' });
      promised({ what: 'setting' });
    }),

  undo: ({ dataFolder, promised }) =>
    withAda(dataFolder, async (client) => {
      const [latest] = await client.call('imports.list', {});
      if (!latest) throw new Error('there is no import to take back');
      const { jobId } = await client.call('imports.undo', { importId: latest.id });
      await importOver(client, jobId);
      promised({ what: 'undone', status: 'undone' });
    }),

  backup: ({ dataFolder, promised }) =>
    withAda(dataFolder, async (client) => {
      for (let round = 0; round < 3; round++) {
        await addTitle(client, `Between ${round}`);
        promised({ what: 'title', title: `Between ${round}` });
        const { jobId } = await client.call('backups.create', {});
        const result = await jobOver(client, jobId);
        promised({ what: 'backup', backup: String(result['name']) });
      }
    }),

  restore: ({ dataFolder, promised }) =>
    withAda(dataFolder, async (client) => {
      const { items } = await client.call('backups.list', {});
      const [newest] = items;
      if (!newest) throw new Error('there is no backup to restore');
      await addTitle(client, 'Newer than the backup');
      promised({ what: 'title', title: 'Newer than the backup' });
      const { jobId } = await client.call('backups.restore', { name: newest.name });
      const result = await jobOver(client, jobId);
      promised({ what: 'restored', backup: String(result['before']) });
    }),

  async migrate({ dataFolder, promised }) {
    const core = await openCore(dataFolder);
    promised({ what: 'migrated', version: migrations.length });
    await core.close();
  },
};

/** The folder that the flow begins with, made without faults. Beside it lies what it imports. */
export async function prepare(flow: FlowName, dataFolder: string): Promise<void> {
  mkdirSync(dataFolder, { recursive: true });
  writeFileSync(join(dataFolder, '..', 'ratings.csv'), ratingsFile(150));
  if (flow === 'begin') return;
  if (flow === 'migrate') return await firstVersion(join(dataFolder, 'mediary.sqlite3'));
  const core = await openCore(dataFolder);
  try {
    const client = createClient(core.connect('window'));
    await client.call('profiles.register', { name: 'Ada', email: 'ada@example.org', password });
    for (let index = 0; index < 12; index++) {
      const mediaId = await addTitle(client, `Film ${index}`);
      await client.call('reviews.save', { mediaId, rating: 55 as never, body: `Mine, ${index}` });
    }
    if (flow === 'undo') await importFile(client, core, join(dataFolder, '..', 'ratings.csv'));
    if (flow === 'restore') {
      const { jobId } = await client.call('backups.create', {});
      await jobOver(client, jobId);
      await addTitle(client, 'After the backup');
    }
    await core.settled();
  } finally {
    await core.close();
  }
}

/** A library as the first version left it. */
async function firstVersion(file: string): Promise<void> {
  const sqlite = openSqlite(file, migrations.length);
  const db = createDb(sqlite);
  await migrate({
    db,
    sqlite,
    migrations: migrations.slice(0, 1),
    backupFolder: null,
    now: () => new Date(),
  });
  sqlite.exec(`
    INSERT INTO users (uid, name, email, role, hue, password_hash, password_key, created_at, updated_at)
    VALUES (randomblob(16), 'Ada', 'ada@example.org', 'admin', 10, 'none', randomblob(32), '', '');
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
    INSERT INTO media (uid, kind, title, title_key, sort_key, year, description, created_at, updated_at)
    SELECT randomblob(16), 'movie', 'Film ' || i, 'film ' || i, 'film ' || i, 1950 + i, hex(randomblob(200)), '', '' FROM n;
    INSERT INTO reviews (user_id, media_id, rating, body, created_at, updated_at)
    SELECT 1, id, 50, 'Note ' || id, '', '' FROM media`);
  await db.destroy();
}

export async function addTitle(client: Client, title: string): Promise<MediaId> {
  const draft = {
    kind: 'movie' as const,
    title,
    year: 1999,
    creator: 'Somebody',
    genres: ['Drama'],
    runtime: 100,
    description: null,
  };
  return (await client.call('catalog.add', draft)).id;
}

function ratingsFile(rows: number): string {
  const lines = Array.from(
    { length: rows },
    (_, row) => `Film ${row % 110},${1980 + (row % 30)},${(row % 10) + 1},"note ${row}\nsecond line"`,
  );
  return `title,year,rating,comment\n${lines.join('\n')}\n`;
}

export async function importFile(client: Client, core: Core, path: string): Promise<ImportId | null> {
  const { token } = core.files.grant(path);
  const { suggestion } = await client.call('imports.inspect', { token });
  const { jobId } = await client.call('imports.apply', {
    token,
    options: { ...suggestion, scale: { min: 1, max: 10 } },
  });
  return await importOver(client, jobId);
}

export async function importOver(client: Client, jobId: string): Promise<ImportId | null> {
  for (;;) {
    const { state, error, importId } = await client.call('imports.job', { jobId });
    if (state === 'done') return importId;
    if (state !== 'running') throw failed(state, error);
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}

export async function jobOver(client: Client, jobId: string): Promise<Readonly<Record<string, unknown>>> {
  for (;;) {
    const { state, error, result } = await client.call('jobs.get', { jobId });
    if (state === 'done') return { ...result };
    if (state !== 'running') throw failed(state, error);
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}

interface Told {
  readonly code: string;
  readonly message: string;
  readonly details?: unknown;
}

function failed(state: string, error: Told | null): Error {
  if (!error) return new Error(`the job was ${state}`);
  return new AppError(error.code as never, error.message, error.details as never);
}
