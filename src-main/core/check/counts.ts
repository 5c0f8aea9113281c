// The figures of how many titles there are, against the titles.
import type Database from 'better-sqlite3';
import { mediaKinds } from '#shared/domain/media-kind.ts';
import { mendTitleCounts, wrongTitleCounts } from '../catalog/title-counts.ts';
import type { Check } from './check.ts';

export function checkCounts(sqlite: Database.Database): Check {
  const wrong = wrongTitleCounts(sqlite);
  return {
    looked: mediaKinds.length,
    wrong: wrong.length,
    examples: wrong.map(({ kind, said, counted }) => `${kind}: says ${said} titles, has ${counted}`),
    mend: () => mendTitleCounts(sqlite),
  };
}
