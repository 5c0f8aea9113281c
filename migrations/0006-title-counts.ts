// How many titles of each kind there are, kept by the writes themselves: counting a million takes longer than a page of them.
import { sql, type Kysely } from 'kysely';

const count = (kind: string, step: '+' | '-') =>
  `UPDATE title_counts SET titles = titles ${step} 1 WHERE kind = ${kind};`;

const statements = [
  // Those that are not deleted.
  `CREATE TABLE title_counts (
     kind TEXT PRIMARY KEY,
     titles INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID`,
  `INSERT INTO title_counts (kind, titles)
   SELECT column1, (SELECT count(*) FROM media WHERE kind = column1 AND deleted_at IS NULL)
   FROM (VALUES ('movie'), ('web_show'), ('song'))`,
  `CREATE TRIGGER media_counted AFTER INSERT ON media WHEN NEW.deleted_at IS NULL
   BEGIN ${count('NEW.kind', '+')} END`,
  `CREATE TRIGGER media_uncounted AFTER DELETE ON media WHEN OLD.deleted_at IS NULL
   BEGIN ${count('OLD.kind', '-')} END`,
  `CREATE TRIGGER media_recounted AFTER UPDATE OF kind, deleted_at ON media
     WHEN OLD.kind <> NEW.kind OR (OLD.deleted_at IS NULL) <> (NEW.deleted_at IS NULL)
   BEGIN
     UPDATE title_counts SET titles = titles - (OLD.deleted_at IS NULL) WHERE kind = OLD.kind;
     UPDATE title_counts SET titles = titles + (NEW.deleted_at IS NULL) WHERE kind = NEW.kind;
   END`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
