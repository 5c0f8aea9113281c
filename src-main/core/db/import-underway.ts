// Whether an import runs, of this process or another: what must not happen beside one asks here.
import type { Db } from './db.ts';

/** The file's name, or null. */
export async function importUnderway(db: Db): Promise<string | null> {
  const [first] = await db
    .selectFrom('imports')
    .select('file_name')
    .where('status', '=', 'running')
    .limit(1)
    .execute();
  return first?.file_name ?? null;
}
