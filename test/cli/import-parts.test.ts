// The parts of the import commands that need no process: flags over what the header tells, the progress line, and
// refused rows as a CSV.
import { describe, expect, it } from 'vitest';
import { importJob, importOptions as schema, type ImportJob, type Inspection } from '#shared/api/imports.ts';
import { progressLine } from '#main/cli/import-job.ts';
import { importOptions } from '#main/cli/import-options.ts';
import { rejectsCsv } from '#main/cli/import-text.ts';

const inspection: Inspection = {
  token: `file-${'0'.repeat(36)}`,
  name: 'ratings.csv',
  size: 100,
  encoding: 'utf-8',
  delimiter: ',',
  header: ['userId', 'Film', 'Stars', 'a=b', 'a'],
  preview: [],
  preset: null,
  found: null,
  suggestion: schema.parse({
    shape: 'catalogue',
    kind: 'movie',
    scale: { min: 1, max: 5 },
    mapping: { title: 'Film', genres: 'Stars' },
  }),
  remembered: false,
};
const options = (flags: Partial<Parameters<typeof importOptions>[0]>) =>
  importOptions({ addMissing: true, ...flags }, inspection);

describe('the flags of import', () => {
  it('leave what the header tells where nothing else is said', () => {
    expect(options({})).toEqual(inspection.suggestion);
  });

  it('map columns by name in any case, in place of what was suggested for the field or the column', () => {
    expect(options({ map: ['rating=stars'] })).toMatchObject({
      shape: 'reviews',
      mapping: { title: 'Film', rating: 'Stars' },
    });
    expect(options({ map: ['rating=stars'] }).mapping).not.toHaveProperty('genres');
    expect(options({ map: ['title='] }).mapping).toEqual({ genres: 'Stars' });
    expect(options({ map: ['rating=Stars'], as: 'catalogue' }).shape).toBe('catalogue');
  });

  it('find the column of a condition even where names and values hold "="', () => {
    expect(options({ where: ['userid=414', 'a=b=c', 'a=x=y', 'Film='] }).where).toEqual([
      { column: 'userId', value: '414' },
      { column: 'a=b', value: 'c' },
      { column: 'a', value: 'x=y' },
      { column: 'Film', value: '' },
    ]);
    expect(() => options({ where: ['Colour=red'] })).toThrow(
      'where: there is no column "Colour". The file has: userId, Film, Stars, a=b, a',
    );
  });

  it('take the day and the words of a review for those of a play, where plays are said', () => {
    const mapping = { title: 'Film', date: 'a', comment: 'a=b' };
    const found = { ...inspection, suggestion: { ...inspection.suggestion, mapping } };
    expect(importOptions({ addMissing: true, as: 'plays' }, found)).toMatchObject({
      shape: 'plays',
      mapping: { title: 'Film', played: 'a', note: 'a=b' },
    });
  });

  it('say the order of day and month of a table too', () => {
    expect(options({ dates: 'day-first' }).reading).toMatchObject({ dateOrder: 'day-first', person: null });
  });

  it('state the kind, the scale, and what to do with titles that are not there', () => {
    expect(options({ kind: 'Film', scale: '0.5-5', addMissing: false })).toMatchObject({
      kind: 'movie',
      scale: { min: 0.5, max: 5 },
      addMissing: false,
    });
  });
});

describe('the progress line', () => {
  const job: ImportJob = importJob.parse({
    jobId: 'job',
    phase: 'apply',
    state: 'running',
    fileName: 'many.csv',
    importId: 1,
    outcomes: {
      rows: 12_345,
      inserted: 12_345,
      updated: 0,
      unchanged: 0,
      rejected: 0,
      raised: 0,
      titlesAdded: 0,
    },
    progress: { bytesDone: 999, bytesTotal: 1000, seconds: 1, rowsPerSecond: 12_345.6, secondsLeft: 65 },
    samples: [],
    rejects: [],
    plan: null,
    undone: null,
    error: null,
  });

  it('tells rows, part, rate and time left, and 100 % only at the end', () => {
    expect(progressLine(job)).toBe('Importing many.csv  99 %  12,345 rows  12,346 rows/s  1 min 5 s left');
  });

  it('leaves out what cannot be told yet', () => {
    const progress = { bytesDone: 0, bytesTotal: 0, seconds: 0, rowsPerSecond: 0, secondsLeft: null };
    expect(progressLine({ ...job, phase: 'plan', progress })).toBe('Checking many.csv  12,345 rows');
  });
});

describe('refused rows as a CSV', () => {
  it('are the cells as they were, padded or cut to the header, with line and reason behind', () => {
    const csv = rejectsCsv(
      ['title', 'note'],
      [
        {
          line: 3,
          origin: null,
          field: 'title',
          reason: 'is "odd", really',
          said: null,
          cells: ['A "B"', 'two\nlines'],
        },
        { line: 9, origin: null, field: null, reason: 'has 1 cells', said: null, cells: ['short'] },
        { line: 10, origin: null, field: null, reason: 'has 3 cells', said: null, cells: ['a', ' b ', 'c'] },
      ],
    );
    expect(csv).toBe(
      'title,note,mediary_line,mediary_reason\r\n"A ""B""","two\nlines",3,"title: is ""odd"", really"\r\nshort,,9,has 1 cells\r\na," b ",10,has 3 cells\r\n',
    );
  });
});
