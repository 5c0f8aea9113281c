import { expect, test } from 'vitest';
import { linesOf } from '#renderer/features/diary/diary-lines.ts';
import { readView, writeView } from '#renderer/features/diary/diary-address.ts';
import {
  dateOf,
  draftOf,
  editInput,
  formOfPlay,
  logInput,
  problemsOf,
  type PlayForm,
} from '#renderer/media/play-form.ts';
import type { Play } from '#shared/api/diary.ts';
import type { PartialDate } from '#shared/domain/partial-date.ts';

const d = (text: string) => text as PartialDate;
const now = d('2026-03-01');

function form(rest: Partial<PlayForm> = {}): PlayForm {
  return {
    date: draftOf(now), season: '', episodes: '', rating: null, updateReview: false, rewatch: false, note: '', tags: [], offWatchlist: false, ...rest,
  }; // prettier-ignore
}

function play(id: number, playedOn: string | null): Play {
  return {
    id, uid: '', media: { id: 1, uid: '', kind: 'movie', title: 'Heat', year: 1995, creator: null }, playedOn, playedAt: null,
    season: 2, episode: 3, rewatch: true, rating: 80, note: 'Words', tags: ['x'], createdAt: '', updatedAt: '',
  } as unknown as Play; // prettier-ignore
}

test.each(['2019', '2019-05', '2019-05-01', null])(
  'the date %s comes back from its fields unchanged',
  (date) => {
    expect(dateOf(draftOf(date as PartialDate | null))).toBe(date);
  },
);

test('a day past the end of its month is the last one, and no year is no date', () => {
  expect(dateOf({ year: '2023', month: 2, day: 31 })).toBe('2023-02-28');
  expect(dateOf({ year: '', month: 2, day: 31 })).toBeNull();
  expect(dateOf({ year: '19', month: null, day: null })).toBeUndefined();
});

test.each([
  [{ date: { year: '19', month: null, day: null } }, { date: 'date' }],
  [{ date: draftOf(d('2027')) }, { date: 'future' }],
  [{ season: 'two' }, { season: 'season' }],
  [{ episodes: '5-3' }, { episodes: 'episodes' }],
  [{ note: 'x'.repeat(5001) }, { note: 'note' }],
  [{ tags: ['x'.repeat(41)] }, { tags: 'tags' }],
  [{ date: draftOf(d('2026-03-02')), season: '2', episodes: '1, 3-5' }, {}],
])('%j is told to have the problems %j', (part, problems) => {
  expect(problemsOf(form(part), now, false)).toEqual(problems);
});

test('several episodes are for logging, one is for a play that is there', () => {
  expect(problemsOf(form({ episodes: '1-3' }), now, true)).toEqual({ episodes: 'episode' });
  expect(logInput(form({ season: '2', episodes: '1-3' })).episodes).toEqual(
    [1, 2, 3].map((episode) => ({ season: 2, episode })),
  );
  expect(logInput(form({ season: '2' })).episodes).toEqual([{ season: 2, episode: null }]);
  expect(logInput(form()).episodes).toEqual([]);
});

test('a play comes back from its form unchanged', () => {
  expect(editInput(formOfPlay(play(1, '2019-05')))).toEqual({
    playedOn: '2019-05', season: 2, episode: 3, rewatch: true, rating: 80, note: 'Words', tags: ['x'], updateReview: false,
  }); // prettier-ignore
});

test('each month has its heading, vague dates theirs, and a day is written once', () => {
  const plays = [
    play(1, '2024-05-02'),
    play(2, '2024-05-02'),
    play(3, '2024-05'),
    play(4, '2024'),
    play(5, null),
  ];
  expect(said(plays)).toEqual([
    '# 2024-05', '1 true', '2 false', '3 true', '# 2024', '4 true', '# ', '5 true',
  ]); // prettier-ignore
});

test('episodes of one show on a day are one line, which opens; others stay as they are', () => {
  const film = { ...play(1, '2024-05-02'), season: null, episode: null };
  const episode = (id: number, day: string | null, of = 2): Play => {
    const one = play(id, day);
    const media = { ...one.media, id: of as Play['media']['id'], kind: 'web_show' as const };
    return { ...one, media, season: 1, episode: id };
  };
  const plays = [
    episode(9, '2024-05-02'),
    film,
    episode(8, '2024-05-02'),
    episode(7, '2024-05-02', 3),
    episode(6, '2024-05-01'),
    episode(5, null),
    episode(4, null),
  ];
  expect(said(plays)).toEqual([
    '# 2024-05', '+9,8 true', '1 false', '7 false', '6 true', '# ', '5 true', '4 false',
  ]); // prettier-ignore
  expect(said(plays, '2024-05-02 2')).toEqual([
    '# 2024-05', '-9,8 true', '9 false', '8 false', '1 false', '7 false', '6 true', '# ', '5 true', '4 false',
  ]); // prettier-ignore
  const stops = linesOf(plays, new Set(['2024-05-02 2'])).filter((line) => line.name !== 'heading');
  expect(stops.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

function said(plays: readonly Play[], ...open: string[]): string[] {
  return linesOf(plays, new Set(open)).map((line) => {
    if (line.name === 'heading') return `# ${line.key}`;
    if (line.name === 'play') return `${line.play.id} ${line.isFirstOfDay}`;
    return `${line.isOpen ? '-' : '+'}${line.plays.map(({ id }) => id).join()} ${line.isFirstOfDay}`;
  });
}

test('the address keeps what is shown', () => {
  const search = 'view=month&at=2024-05&kind=movie&tag=cinema&rewatches=1';
  expect(writeView(readView(new URLSearchParams(search))).toString()).toBe(search);
  expect(readView(new URLSearchParams('view=nonsense&at=x&until=2019-13'))).toMatchObject({
    name: 'list',
    at: null,
    until: undefined,
  });
});
