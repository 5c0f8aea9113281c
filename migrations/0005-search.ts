// Search that answers in the order of popularity, finds substrings and forgives typos; saved searches. The index itself is
// filled by the app (core/search/upkeep.ts), which alone knows how a title is read: search_state says how far it is.
import { sql, type Kysely } from 'kysely';

const statements = [
  `DROP TABLE media_search`,
  // One line of tokens per title; the row's number is its popularity and its id. One letter has tokens of its own, so prefixes begin at two.
  `CREATE VIRTUAL TABLE media_search USING fts5 (
     words, content = '', contentless_delete = 1, detail = none, prefix = '2 3',
     tokenize = "ascii tokenchars '!#$%&()*+,-./:;<=>?@[\\]^_{|}~'"
   )`,
  // Where the index holds a title that somebody has rated, and those whose ratings changed since they were put there.
  `CREATE TABLE search_places (
     media_id INTEGER PRIMARY KEY,
     tier INTEGER NOT NULL,
     points INTEGER NOT NULL
   ) STRICT`,
  `CREATE TABLE search_moves (media_id INTEGER PRIMARY KEY) STRICT`,
  `CREATE TRIGGER media_standing AFTER UPDATE OF rating_count, rating_sum ON media
     WHEN OLD.rating_count <> NEW.rating_count OR OLD.rating_sum <> NEW.rating_sum
   BEGIN
     INSERT OR IGNORE INTO search_moves (media_id) VALUES (NEW.id);
   END`,
  // The vocabulary, the commonest word first, and by pairs of letters which words hold them (16 bits a word, 65,536 words a chunk).
  `CREATE TABLE search_words (
     generation INTEGER NOT NULL,
     id INTEGER NOT NULL,
     word TEXT NOT NULL,
     docs INTEGER NOT NULL,
     PRIMARY KEY (generation, id)
   ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX search_words_word ON search_words (generation, word)`,
  `CREATE TABLE search_grams (
     generation INTEGER NOT NULL,
     gram TEXT NOT NULL,
     chunk INTEGER NOT NULL,
     words BLOB NOT NULL
   ) STRICT`,
  `CREATE UNIQUE INDEX search_grams_gram ON search_grams (generation, gram, chunk)`,
  // Words that came since the vocabulary was built.
  `CREATE TABLE search_new_words (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID`,
  `CREATE TABLE search_state (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  `INSERT INTO search_state (key, value)
   SELECT 'rebuild', 1 WHERE EXISTS (SELECT 1 FROM media)`,

  `CREATE TABLE saved_searches (
     id INTEGER PRIMARY KEY,
     user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
     name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
     query TEXT NOT NULL CHECK (length(query) BETWEEN 1 AND 400),
     created_at TEXT NOT NULL,
     updated_at TEXT NOT NULL
   ) STRICT`,
  `CREATE UNIQUE INDEX saved_searches_name ON saved_searches (user_id, lower(name))`,
  `CREATE INDEX search_history_recent ON search_history (user_id, searched_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
