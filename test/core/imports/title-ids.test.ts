// Ids by which services know a title: as files write them, and as Mediary keeps them.
import { describe, expect, it } from 'vitest';
import { applied, holdings, inspected, written, zipOf } from './format-desk.ts';
import { importDesk } from './support.ts';

describe('the ids of a table', () => {
  it('of shows and movies that one service numbers apart stay apart', async () => {
    const desk = await importDesk();
    const table = [
      'title,year,type,tmdb,rating',
      'Heat,1995,movie,949,9',
      'Breaking Bad,2008,show,949,8',
      'Stalker,1979,movie,movie/1398,7',
      'Dark,2017,tv,tv/70523,6',
    ].join('\n');
    const { outcomes } = await desk.apply(table, { shape: 'reviews', scale: { min: 0, max: 10 } });
    expect(outcomes).toMatchObject({ inserted: 4, rejected: 0 });
    expect(holdings(desk)['titles']).toEqual([
      'Breaking Bad (2008) | web_show | tmdb:tv/949',
      'Dark (2017) | web_show | tmdb:tv/70523',
      'Heat (1995) | movie | tmdb:949',
      'Stalker (1979) | movie | tmdb:1398',
    ]);
  });

  it('may come with a date of which only the year is known', async () => {
    const desk = await importDesk();
    const table = 'title,year,kind,rating,date\nHeat,1995,movie,9,2020\n';
    const { outcomes } = await desk.apply(table, { shape: 'reviews', scale: { min: 0, max: 10 } });
    expect(outcomes).toMatchObject({ inserted: 1, rejected: 0 });
    expect(holdings(desk)['reviews']).toEqual(['Heat (1995) | 9.0 | 2020-01-01T00:00:00.000Z']);
  });
});

describe("Letterboxd's addresses of a film", () => {
  it('short and long mean one film', async () => {
    const desk = await importDesk();
    for (const uri of ['https://letterboxd.com/film/heat-1995/', 'https://boxd.it/2a3c']) {
      const watched = Buffer.from(`Date,Name,Year,Letterboxd URI\n2020-01-01,Heat,1995,${uri}\n`);
      const path = written('letterboxd.zip', await zipOf({ 'watched.csv': watched }));
      await applied(desk, await inspected(desk, desk.grant(path)));
    }
    expect(holdings(desk)['titles']).toHaveLength(1);
    expect(holdings(desk)['plays']).toHaveLength(1);
  });
});

describe('a list that somebody sorted otherwise', () => {
  it('comes in the order of its places', async () => {
    const desk = await importDesk();
    const header = 'list_uid,list,position,title_uid,kind,title,year,creator,note,listed_at';
    const row = (place: number, title: string) =>
      `${'0'.repeat(32)},Best,${place},${String(place).repeat(32)},movie,${title},1999,,,2020-01-01T00:00:00.000Z`;
    const path = written('list_items.csv', [header, row(3, 'C'), row(1, 'A'), row(2, 'B')].join('\r\n'));
    await applied(desk, await inspected(desk, desk.grant(path)));
    const listed = ['A', 'B', 'C'].map((title) => `Best | ${title} (1999) | 2020-01-01T00:00:00.000Z`);
    expect(holdings(desk)['items']).toEqual(listed);
  });
});
