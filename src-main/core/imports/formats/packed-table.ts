// The one table of an archive that no service knows, laid out to be read by its columns like any other file.
import { mkdir, stat } from 'node:fs/promises';
import type { Reading } from '#shared/api/import-formats.ts';
import { lookAt } from './look.ts';
import { survey, type Member, type SourceFile } from './survey.ts';

/** Undefined where there is no table in it, or several. `folder`: a new one, the caller's to remove. */
export async function unpackTable(
  files: readonly SourceFile[],
  { reading, folder }: { readonly reading: Reading; readonly folder: string },
): Promise<SourceFile | undefined> {
  const found = await survey(files, { password: reading.password ?? undefined });
  try {
    const table = onlyTable(found.members);
    if (table === undefined) return undefined;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = await table.layOut(folder, 0, () => undefined);
    return { path, name: table.path, size: (await stat(path)).size };
  } finally {
    await found.close();
  }
}

/** Of a table and a text beside it, like a README, the one that is called a table. */
function onlyTable(members: readonly Member[]): Member | undefined {
  const tables = members.filter((member) => {
    const look = member.closed === null ? lookAt(member) : null;
    return look?.kind === 'table' && !look.isEmpty;
  });
  const [only, ...others] =
    tables.length === 1 ? tables : tables.filter(({ path }) => /\.(?:csv|tsv)$/i.test(path));
  return others.length === 0 ? only : undefined;
}
