// Real files: the MovieLens data set that lies beside the project, where it does.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../support/built.ts';
import { importDesk } from './support.ts';

const folder = join(projectRoot, '..', 'shared', 'data', 'movielens-small');
const isThere = existsSync(join(folder, 'movies.csv'));

describe.skipIf(!isThere)(
  `MovieLens small${isThere ? '' : ' (skipped: ../shared/data/movielens-small is not there)'}`,
  () => {
    it('imports all titles as a catalogue, then the ratings of one person that find them by their ids', async () => {
      const desk = await importDesk();
      const movies = readFileSync(join(folder, 'movies.csv'));
      const inspection = await desk.choose(movies);
      expect(inspection).toMatchObject({
        preset: 'movielens',
        encoding: 'utf-8',
        delimiter: ',',
        header: ['movieId', 'title', 'genres'],
      });

      const plan = await desk.plan(movies);
      const first = await desk.apply(movies);
      expect(first.outcomes).toMatchObject({
        rows: 9742,
        inserted: 9742,
        updated: 0,
        unchanged: 0,
        rejected: 0,
      });
      expect(plan.outcomes).toEqual(first.outcomes);
      const second = await desk.apply(movies);
      expect(second.outcomes).toMatchObject({
        rows: 9742,
        inserted: 0,
        updated: 0,
        unchanged: 9742,
        rejected: 0,
      });

      const sqlite = desk.sql();
      const matrix = sqlite
        .prepare(
          `SELECT title, year FROM media JOIN external_ids ON media_id = id WHERE source = 'movielens' AND value = '2571'`,
        )
        .get();
      expect(matrix).toEqual({ title: 'The Matrix', year: 1999 });
      const pairs = sqlite
        .prepare(`SELECT count(*) AS n FROM media WHERE disambiguator LIKE 'movielens:%'`)
        .get();
      expect(pairs).toEqual({ n: 5 });
      expect(sqlite.prepare('SELECT count(*) AS n FROM media WHERE year IS NULL').get()).toEqual({ n: 12 });
      sqlite.close();

      const ratings = readFileSync(join(folder, 'ratings.csv'));
      const options = { where: [{ column: 'userId', value: '414' }] };
      const rated = await desk.apply(ratings, options);
      expect(rated.outcomes).toMatchObject({ rows: 2698, inserted: 2698, rejected: 0, titlesAdded: 0 });
      const again = await desk.apply(ratings, options);
      expect(again.outcomes).toMatchObject({ rows: 2698, unchanged: 2698 });
      await expect(desk.apply(ratings, { where: [] })).rejects.toThrow(/userId=414/);
    });
  },
);
