// Looking at files: encodings, separators, headers, and what is no table at all.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../../support/core.ts';
import { importDesk } from './support.ts';

const text = 'title;kind;creator\nAmélie;movie;Jean-Pierre Jeunet\n"Œuvre; à part";movie;"Zoë ""Z"" Ünal"\n';

describe('looking at a file', () => {
  it.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)])],
    ['utf-16le', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['utf-16le', Buffer.from(text, 'utf16le')],
    ['utf-16be', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['utf-16be', Buffer.from(text, 'utf16le').swap16()],
    ['windows-1252', iconv.encode(text, 'windows-1252')],
  ])('reads %s, with a mark or without, and imports it whole', async (encoding, bytes) => {
    const desk = await importDesk();
    const inspection = await desk.choose(bytes);
    expect(inspection).toMatchObject({
      encoding,
      delimiter: ';',
      header: ['title', 'kind', 'creator'],
      preset: 'catalogue',
    });
    expect(inspection.preview).toEqual([
      ['Amélie', 'movie', 'Jean-Pierre Jeunet'],
      ['Œuvre; à part', 'movie', 'Zoë "Z" Ünal'],
    ]);
    expect((await desk.apply(bytes)).outcomes).toMatchObject({ rows: 2, inserted: 2 });
    const { items } = await desk.client.call('catalog.list', {});
    expect(items.map(({ title, creator }) => [title, creator])).toEqual([
      ['Amélie', 'Jean-Pierre Jeunet'],
      ['Œuvre; à part', 'Zoë "Z" Ünal'],
    ]);
  });

  it('takes a file for Windows-1252 when its only other byte stands at its very end', async () => {
    const desk = await importDesk();
    const bytes = Buffer.concat([
      Buffer.from(`title,kind\n${'plain ascii title,movie\n'.repeat(60_000)}Am`),
      Buffer.from([0xe9]),
    ]);
    expect((await desk.choose(bytes)).encoding).toBe('windows-1252');
  });

  it.each([',', ';', '\t', '|'])('finds the separator %j', async (delimiter) => {
    const desk = await importDesk();
    const bytes =
      ['title', 'kind', 'year'].join(delimiter) + '\n' + ['"a, b; c|d"', 'movie', '1999'].join(delimiter);
    expect(await desk.choose(bytes)).toMatchObject({ delimiter, header: ['title', 'kind', 'year'] });
  });

  it('does not count what stands in quotes as a separator', async () => {
    const desk = await importDesk();
    const inspection = await desk.choose('"a;b;c;d",kind\n"1;2;3;4",movie\n');
    expect(inspection).toMatchObject({ delimiter: ',', header: ['a;b;c;d', 'kind'] });
  });

  it.each([
    ['empty', '', 'empty_file'],
    ['of blank lines', '\n\r\n  \n', 'empty_file'],
    ['only a header', 'media_id,rating,comment\n', 'no_rows'],
    ['without column names', ',,\n1,2,3\n', 'no_header'],
    ['with a header whose quote is never closed', '"title,kind\na,b\n', 'bad_header'],
    ['of too many columns', `${'a,'.repeat(1001)}\n${'1,'.repeat(1001)}\n`, 'too_many_columns'],
    ['JSON', '{"title": "x"}\n', 'not_a_table'],
    ['a web page', '<!doctype html>\n<p>x', 'not_a_table'],
  ])('refuses a file that is %s, and says so', async (_what, content, reason) => {
    const desk = await importDesk();
    await expect(desk.choose(content)).rejects.toMatchObject({ code: 'invalid_input', details: { reason } });
  });

  it.each([
    ['a PNG picture', '89504e470d0a1a0a0000000d49484452'],
    ['a JPEG picture', 'ffd8ffe000104a46494600010100000100010000ffdb0043'],
    ['a database', '53514c69746520666f726d61742033001000'],
    [
      'noise',
      Buffer.from(
        Array.from({ length: 4000 }, (_, index) => (index * index * 7 + index * 31) % 251),
      ).toString('hex'),
    ],
  ])('refuses %s', async (_what, hex) => {
    const desk = await importDesk();
    await expect(desk.choose(Buffer.from(hex, 'hex'))).rejects.toMatchObject({
      code: 'invalid_input',
      details: { reason: 'not_a_table' },
    });
  });

  it('refuses an archive that breaks off', async () => {
    const desk = await importDesk();
    const bytes = Buffer.from('504b03041400000008000000210000000000000000', 'hex');
    await expect(desk.choose(bytes)).rejects.toMatchObject({
      code: 'invalid_input',
      details: { reason: 'damaged_archive' },
    });
  });

  it('refuses a folder with nothing to import', async () => {
    const desk = await importDesk();
    const folder = join(scratchFolder(), 'some.csv');
    mkdirSync(folder);
    expect(() => desk.grant(folder)).toThrow(
      expect.objectContaining({
        code: 'invalid_input',
        details: expect.objectContaining({ reason: 'is_a_folder' }),
      }),
    );
  });

  it('knows its presets by loose headers, and suggests columns where none fits', async () => {
    const desk = await importDesk();
    expect(await desk.choose('Media ID,Rating,Comment\n1,8,x\n')).toMatchObject({
      preset: 'reviews',
      suggestion: { shape: 'reviews', mapping: { media_id: 'Media ID' } },
    });
    expect(await desk.choose('Title,Media Type,Release_Year,Artist\na,song,1999,b\n')).toMatchObject({
      preset: 'catalogue',
      suggestion: {
        shape: 'catalogue',
        mapping: { title: 'Title', kind: 'Media Type', year: 'Release_Year', creator: 'Artist' },
      },
    });
    expect(await desk.choose('userId,movieId,rating,timestamp\n1,1,4.0,964982703\n')).toMatchObject({
      preset: null,
      suggestion: {
        shape: 'reviews',
        scale: { min: 0.5, max: 5 },
        mapping: { movielens: 'movieId', rating: 'rating', date: 'timestamp' },
      },
    });
    expect(await desk.choose('Film,Stars\na,4\n')).toMatchObject({
      preset: null,
      suggestion: { shape: 'reviews', mapping: { title: 'Film', rating: 'Stars' }, scale: null },
    });
    expect(await desk.choose('Titel;Jahr;Bewertung;Gesehen am\na;1999;4;2020-01-01\n')).toMatchObject({
      suggestion: {
        mapping: { title: 'Titel', year: 'Jahr', rating: 'Bewertung', played: 'Gesehen am' },
      },
    });
  });
});
