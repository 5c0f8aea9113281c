// Sync: what a profile that is linked to an account keeps of its records beside the rows themselves, and triggers that mark
// what was written since. Nothing is marked for profiles that aren't linked. What the tables mean: core/sync/capture.ts.
import { sql, type Kysely } from 'kysely';

interface Column {
  readonly name: string;
  /** Its field's bit in a mark; bit 0 is existence. */
  readonly bit: number;
}

const column = (name: string, bit: number): Column => ({ name, bit });
const createdAt = (bit: number) => column('created_at', bit);

const shelf = [createdAt(1)];
const shelves = [['favorites', 4], ['watchlist', 5], ['dismissed', 6]] as const; // prettier-ignore
const reviews = [column('rating', 1), column('body', 2), column('spoiler', 2), createdAt(3)];
const plays = [
  column('media_id', 1), column('played_on', 2), column('played_at', 3), column('season', 4), column('episode', 4),
  column('rewatch', 5), column('rating', 6), column('note', 7), column('tags', 8), createdAt(9),
]; // prettier-ignore
const lists = [
  column('name', 1), column('description', 2), column('ranked', 3), column('tags', 4), createdAt(5),
]; // prettier-ignore
const items = [column('position', 1), column('note', 2), createdAt(3)];
/** Every field and existence. */
const all = 65_535;

const isLinked = (user: string) => `EXISTS (SELECT 1 FROM sync_accounts WHERE user_id = ${user})`;
const anyLinked = 'EXISTS (SELECT 1 FROM sync_accounts)';
const uidOf = (media: string) => `(SELECT uid FROM media WHERE id = ${media})`;

/** Adds fields to the mark of a row. */
const mark = (coll: number, user: string, id: string, sub: string, fields: string) =>
  `INSERT INTO sync_marks (user_id, coll, id, sub, fields) VALUES (${user}, ${coll}, ${id}, ${sub}, ${fields})
   ON CONFLICT (user_id, coll, id, sub) DO UPDATE SET fields = fields | excluded.fields;`;

/** Notes keys whose rows went; a key that can't be known is none. */
const goneOf = (select: string) => `INSERT OR IGNORE INTO sync_gone (user_id, coll, key) ${select};`;
const gone = (coll: number, user: string, key: string) =>
  goneOf(`SELECT ${user}, ${coll}, key FROM (SELECT ${key} AS key) WHERE key IS NOT NULL`);

/** The bits of what an update changed. */
function changed(columns: readonly Column[]): string {
  const bits = columns.map(({ name, bit }) => `((OLD.${name} IS NOT NEW.${name}) << ${bit})`);
  return ['((OLD.deleted_at IS NULL) <> (NEW.deleted_at IS NULL))', ...bits].join(' | ');
}

const written = (table: string, columns: readonly Column[]) =>
  `AFTER UPDATE OF ${columns.map(({ name }) => name).join(', ')}, deleted_at ON ${table}`;

/** A title's facts as records have them, before it went or became another. */
const oldFacts = `json_object(
  'identity', json_object('kind', OLD.kind, 'title', OLD.title, 'year', OLD.year, 'disambiguator', OLD.disambiguator),
  'creator', OLD.creator, 'runtime', OLD.runtime, 'description', OLD.description,
  'genres', json((SELECT json_group_array(name) FROM (
    SELECT name FROM media_genres JOIN genres ON genres.id = genre_id WHERE media_id = OLD.id ORDER BY position))),
  'externalIds', json((SELECT json_group_array(json_array(source, value)) FROM (
    SELECT source, value FROM external_ids WHERE media_id = OLD.id ORDER BY source, value))))`;

const triggers = [
  // New reviews and plays are found by their ids: a trigger that only looks takes a tenth of the time of inserting.
  // A review's key is the title's uid, so another title is another key.
  `CREATE TRIGGER reviews_sync_update ${written('reviews', reviews)} WHEN ${isLinked('NEW.user_id')}
   BEGIN ${mark(2, 'NEW.user_id', 'NEW.id', '0', changed(reviews))} END`,
  `CREATE TRIGGER reviews_sync_move AFTER UPDATE OF media_id ON reviews
     WHEN OLD.media_id <> NEW.media_id AND ${isLinked('NEW.user_id')}
   BEGIN
     ${gone(2, 'NEW.user_id', uidOf('OLD.media_id'))}
     ${mark(2, 'NEW.user_id', 'NEW.id', '0', String(all))}
   END`,
  `CREATE TRIGGER reviews_sync_delete AFTER DELETE ON reviews WHEN ${isLinked('OLD.user_id')}
   BEGIN ${gone(2, 'OLD.user_id', uidOf('OLD.media_id'))} END`,

  `CREATE TRIGGER plays_sync_update ${written('plays', plays)} WHEN ${isLinked('NEW.user_id')}
   BEGIN ${mark(3, 'NEW.user_id', 'NEW.id', '0', changed(plays))} END`,
  `CREATE TRIGGER plays_sync_delete AFTER DELETE ON plays WHEN ${isLinked('OLD.user_id')}
   BEGIN ${gone(3, 'OLD.user_id', 'OLD.uid')} END`,

  // Favourites, the watchlist and dismissed titles have no id of their own: each insert is marked.
  ...shelves.flatMap(([table, coll]) => [
    `CREATE TRIGGER ${table}_sync_insert AFTER INSERT ON ${table} WHEN ${isLinked('NEW.user_id')}
     BEGIN ${mark(coll, 'NEW.user_id', 'NEW.media_id', '0', String(all))} END`,
    `CREATE TRIGGER ${table}_sync_update ${written(table, shelf)} WHEN ${isLinked('NEW.user_id')}
     BEGIN ${mark(coll, 'NEW.user_id', 'NEW.media_id', '0', changed(shelf))} END`,
    `CREATE TRIGGER ${table}_sync_move AFTER UPDATE OF media_id ON ${table}
       WHEN OLD.media_id <> NEW.media_id AND ${isLinked('NEW.user_id')}
     BEGIN
       ${gone(coll, 'NEW.user_id', uidOf('OLD.media_id'))}
       ${mark(coll, 'NEW.user_id', 'NEW.media_id', '0', String(all))}
     END`,
    `CREATE TRIGGER ${table}_sync_delete AFTER DELETE ON ${table} WHEN ${isLinked('OLD.user_id')}
     BEGIN ${gone(coll, 'OLD.user_id', uidOf('OLD.media_id'))} END`,
  ]),

  `CREATE TRIGGER lists_sync_insert AFTER INSERT ON lists WHEN ${isLinked('NEW.user_id')}
   BEGIN ${mark(7, 'NEW.user_id', 'NEW.id', '0', String(all))} END`,
  `CREATE TRIGGER lists_sync_update ${written('lists', lists)} WHEN ${isLinked('NEW.user_id')}
   BEGIN ${mark(7, 'NEW.user_id', 'NEW.id', '0', changed(lists))} END`,
  // Before: its items go with it, and wouldn't know whose they were.
  `CREATE TRIGGER lists_sync_delete BEFORE DELETE ON lists WHEN ${isLinked('OLD.user_id')}
   BEGIN
     ${goneOf('SELECT OLD.user_id, 8, CAST(OLD.uid || uid AS BLOB) FROM list_items JOIN media ON media.id = media_id WHERE list_id = OLD.id')}
     ${gone(7, 'OLD.user_id', 'OLD.uid')}
   END`,

  ...[
    ['insert', 'AFTER INSERT', 'NEW', String(all)],
    ['update', written('list_items', items), 'NEW', changed(items)],
  ].map(([name, when = '', row, fields = '']) => {
    const on = when.includes(' ON ') ? when : `${when} ON list_items`;
    const owner = `(SELECT user_id FROM lists WHERE id = ${row}.list_id)`;
    return `CREATE TRIGGER list_items_sync_${name} ${on} WHEN ${isLinked(owner)}
      BEGIN ${mark(8, owner, `${row}.list_id`, `${row}.media_id`, fields)} END`;
  }),
  `CREATE TRIGGER list_items_sync_move AFTER UPDATE OF media_id ON list_items
     WHEN OLD.media_id <> NEW.media_id AND ${isLinked('(SELECT user_id FROM lists WHERE id = NEW.list_id)')}
   BEGIN
     ${goneOf('SELECT user_id, 8, CAST(lists.uid || media.uid AS BLOB) FROM lists, media WHERE lists.id = OLD.list_id AND media.id = OLD.media_id')}
     ${mark(8, '(SELECT user_id FROM lists WHERE id = NEW.list_id)', 'NEW.list_id', 'NEW.media_id', String(all))}
   END`,
  `CREATE TRIGGER list_items_sync_delete AFTER DELETE ON list_items
     WHEN ${isLinked('(SELECT user_id FROM lists WHERE id = OLD.list_id)')}
   BEGIN
     ${goneOf('SELECT user_id, 8, CAST(lists.uid || media.uid AS BLOB) FROM lists, media WHERE lists.id = OLD.list_id AND media.id = OLD.media_id')}
   END`,

  // Titles: their facts go with whoever holds something of them. Their genres and ids are written with the row.
  `CREATE TRIGGER media_sync_update AFTER UPDATE OF title, creator, runtime, description ON media WHEN ${anyLinked}
   BEGIN
     INSERT INTO sync_marks (user_id, coll, id, sub, fields)
       SELECT user_id, 1, NEW.id, 0, ${all} FROM sync_accounts WHERE true
       ON CONFLICT (user_id, coll, id, sub) DO UPDATE SET fields = fields | excluded.fields;
   END`,
  // A title that is named otherwise is another key for everything that is held of it.
  `CREATE TRIGGER media_sync_key AFTER UPDATE OF uid ON media WHEN OLD.uid <> NEW.uid AND ${anyLinked}
   BEGIN
     ${keysOf('OLD.uid', 'NEW.id')}
     ${rowsOf('NEW.id')}
   END`,
  // Before: what is held of it goes with it, and wouldn't know its key.
  `CREATE TRIGGER media_sync_delete BEFORE DELETE ON media WHEN ${anyLinked}
   BEGIN ${keysOf('OLD.uid', 'OLD.id')} END`,
];

/** Notes the keys of all that linked profiles hold of a title; plays have keys of their own. */
function keysOf(uid: string, id: string): string {
  const linked = 'user_id IN (SELECT user_id FROM sync_accounts)';
  return [
    `INSERT OR IGNORE INTO sync_gone (user_id, coll, key, facts) SELECT user_id, 1, ${uid}, ${oldFacts} FROM sync_accounts;`,
    goneOf(`SELECT user_id, 2, ${uid} FROM reviews WHERE media_id = ${id} AND ${linked}`),
    ...shelves.map(([table, coll]) =>
      goneOf(`SELECT user_id, ${coll}, ${uid} FROM ${table} WHERE media_id = ${id} AND ${linked}`),
    ),
    goneOf(
      `SELECT user_id, 8, CAST(lists.uid || ${uid} AS BLOB) FROM list_items JOIN lists ON lists.id = list_id WHERE media_id = ${id} AND ${linked}`,
    ),
  ].join('\n');
}

/** Marks all rows that linked profiles hold of a title. */
function rowsOf(id: string): string {
  const linked = 'user_id IN (SELECT user_id FROM sync_accounts)';
  const merge = 'ON CONFLICT (user_id, coll, id, sub) DO UPDATE SET fields = fields | excluded.fields;';
  const insert = 'INSERT INTO sync_marks (user_id, coll, id, sub, fields)';
  return [
    `${insert} SELECT user_id, 2, id, 0, ${all} FROM reviews WHERE media_id = ${id} AND ${linked} ${merge}`,
    `${insert} SELECT user_id, 3, id, 0, 2 FROM plays WHERE media_id = ${id} AND ${linked} ${merge}`,
    ...shelves.map(
      ([table, coll]) =>
        `${insert} SELECT user_id, ${coll}, media_id, 0, ${all} FROM ${table} WHERE media_id = ${id} AND ${linked} ${merge}`,
    ),
    `${insert} SELECT user_id, 8, list_id, media_id, ${all} FROM list_items JOIN lists ON lists.id = list_id WHERE media_id = ${id} AND ${linked} ${merge}`,
  ].join('\n');
}

const owner = 'INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE';

const tables = [
  // One account for a profile, one profile for an account. Tokens are never here.
  `CREATE TABLE sync_accounts (
     user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
     server TEXT NOT NULL,
     account_uid TEXT NOT NULL,
     account_name TEXT NOT NULL,
     account_email TEXT NOT NULL,
     device_id TEXT NOT NULL,
     linked_at TEXT NOT NULL,
     paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
     last_round_at TEXT,
     problem TEXT CHECK (json_valid(problem)),
     hold TEXT CHECK (json_valid(hold)),
     UNIQUE (server, account_uid)
   ) STRICT`,
  `CREATE TABLE sync_clocks (
     user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
     node TEXT NOT NULL CHECK (length(node) = 16),
     last BLOB NOT NULL CHECK (length(last) = 16),
     wall_offset INTEGER NOT NULL DEFAULT 0,
     heard BLOB NOT NULL CHECK (length(heard) = 16)
   ) STRICT`,
  `CREATE TABLE sync_feeds (
     user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
     state TEXT NOT NULL CHECK (json_valid(state))
   ) STRICT`,
  // The dictionary of stamps. wall: what the clock of this device showed, in ms, when it gave the stamp; null: another's.
  `CREATE TABLE sync_stamps (
     id INTEGER PRIMARY KEY,
     user_id ${owner},
     stamp BLOB NOT NULL CHECK (length(stamp) = 16),
     wall INTEGER,
     sent INTEGER NOT NULL CHECK (sent IN (0, 1)),
     UNIQUE (user_id, stamp)
   ) STRICT`,
  `CREATE INDEX sync_stamps_unsent ON sync_stamps (user_id, stamp) WHERE sent = 0`,
  // Records that were sent, received or edited since the link. coll: a number where this version knows the collection. key:
  // 16 or 32 bytes where it is made of uids. stamp: the newest, older: those of fields that have another (0: no claim).
  // rest: values that no row holds. placed: a row of the tables holds the others. waits: the uid that it needs for that.
  `CREATE TABLE sync_records (
     user_id ${owner},
     coll ANY NOT NULL,
     key ANY NOT NULL,
     stamp INTEGER NOT NULL,
     older TEXT,
     dead INTEGER NOT NULL CHECK (dead IN (0, 1)),
     version INTEGER NOT NULL,
     rest TEXT,
     placed INTEGER NOT NULL CHECK (placed IN (0, 1)),
     waits BLOB,
     dirty INTEGER NOT NULL CHECK (dirty IN (0, 1)),
     acked INTEGER,
     scan INTEGER NOT NULL,
     refused TEXT CHECK (refused IN ('r', 'u', 'q')),
     PRIMARY KEY (user_id, coll, key)
   ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX sync_records_dirty ON sync_records (user_id, coll, key) WHERE dirty = 1 AND refused IS NULL`,
  `CREATE INDEX sync_records_bare ON sync_records (user_id, coll, key) WHERE placed = 0`,
  `CREATE INDEX sync_records_refused ON sync_records (user_id, refused) WHERE refused IS NOT NULL`,
  `CREATE INDEX sync_records_waiting ON sync_records (user_id, waits) WHERE waits IS NOT NULL`,
  // Rows that have no record yet: new ones, of one transaction, by their ids (of shelves: titles', of items: lists').
  `CREATE TABLE sync_ranges (
     id INTEGER PRIMARY KEY,
     user_id ${owner},
     coll INTEGER NOT NULL,
     first INTEGER NOT NULL,
     sub INTEGER NOT NULL DEFAULT 0,
     last INTEGER NOT NULL,
     stamp INTEGER NOT NULL
   ) STRICT`,
  `CREATE INDEX sync_ranges_rows ON sync_ranges (user_id, coll, last)`,
  // Up to which id the rows of a table were looked at, while any profile is linked.
  `CREATE TABLE sync_through (coll INTEGER PRIMARY KEY, id INTEGER NOT NULL) STRICT`,
  // What the current transaction wrote; empty between transactions.
  `CREATE TABLE sync_marks (
     user_id INTEGER NOT NULL,
     coll INTEGER NOT NULL,
     id INTEGER NOT NULL,
     sub INTEGER NOT NULL,
     fields INTEGER NOT NULL,
     PRIMARY KEY (user_id, coll, id, sub)
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE sync_gone (
     user_id INTEGER NOT NULL,
     coll INTEGER NOT NULL,
     key BLOB NOT NULL,
     facts TEXT,
     PRIMARY KEY (user_id, coll, key)
   ) STRICT, WITHOUT ROWID`,
  // Values of this device that lost to another's before they were sent.
  `CREATE TABLE sync_conflicts (
     id INTEGER PRIMARY KEY,
     user_id ${owner},
     c TEXT NOT NULL,
     k TEXT NOT NULL,
     field TEXT NOT NULL,
     mine TEXT NOT NULL CHECK (json_valid(mine)),
     theirs TEXT NOT NULL CHECK (json_valid(theirs)),
     found_at TEXT NOT NULL,
     settled_at TEXT
   ) STRICT`,
  `CREATE INDEX sync_conflicts_user ON sync_conflicts (user_id, settled_at, found_at)`,
  // Records that were deleted elsewhere so long ago that the server forgot it.
  `CREATE TABLE sync_bin (
     id INTEGER PRIMARY KEY,
     user_id ${owner},
     c TEXT NOT NULL,
     k TEXT NOT NULL,
     record TEXT NOT NULL CHECK (json_valid(record)),
     binned_at TEXT NOT NULL
   ) STRICT`,
  `CREATE INDEX sync_bin_user ON sync_bin (user_id)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...tables, ...triggers]) await sql.raw(statement).execute(db);
}
