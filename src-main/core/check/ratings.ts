// The totals that every title carries, against the reviews that they are of.
import type Database from 'better-sqlite3';
import { createRecount, titlesWithWrongTotals } from '../reviews/rating-totals.ts';
import { mostExamples, type Check } from './check.ts';

export function checkRatings(sqlite: Database.Database): Check {
  const wrong = titlesWithWrongTotals(sqlite);
  return {
    looked: sqlite.prepare<[], number>('SELECT count(*) FROM media').pluck().get() ?? 0,
    wrong: wrong.length,
    examples: wrong
      .slice(0, mostExamples)
      .map(({ id, title, said, counted }) => `${title}, number ${id}: says ${said} ratings, has ${counted}`),
    mend: () => {
      const recount = createRecount(sqlite);
      for (const { id } of wrong) recount(id);
    },
  };
}
