// Statistics and the taste match at the terminal: bars of blocks for people, plain numbers for scripts.
import type { TasteMatch, Together } from '#shared/api/people.ts';
import type { Period, Statistics } from '#shared/api/stats.ts';
import { kindTable } from '#shared/domain/media-kind.ts';
import { counted, grouped, type Paper } from './paper.ts';
import { points, ratingText, titleJson, titleWithYear } from './title-text.ts';

const longestBar = 28;
const mostNames = 8;
const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Ratings on the 1.0–10.0 scale; everything else as core counts it. */
export function statisticsJson(figures: Statistics, { from, to }: Period) {
  const named = (list: Statistics['genres']) =>
    list.map(({ average, ...rest }) => ({ ...rest, average: points(average) }));
  const { totals, besideOthers, time, first, last } = figures;
  return {
    period: { from: textOf(from), to: textOf(to) },
    totals: { ...totals, average: points(totals.average) },
    leftOut: figures.leftOut,
    kinds: figures.kinds.map(({ average, ...rest }) => ({ ...rest, average: points(average) })),
    ratings: figures.ratings,
    besideOthers: besideOthers && {
      titles: besideOthers.titles,
      own: points(besideOthers.own),
      others: points(besideOthers.others),
    },
    releases: figures.releases.map(({ average, ...rest }) => ({ ...rest, average: points(average) })),
    genres: named(figures.genres),
    creators: named(figures.creators),
    time: {
      step: time.step,
      points: time.points.map(({ average, ...rest }) => ({ ...rest, average: points(average) })),
    },
    days: figures.days,
    weekdays: figures.weekdays,
    hours: figures.hours,
    streaks: figures.streaks,
    first: first && { id: first.media.id, title: first.media.title, date: first.date },
    last: last && { id: last.media.id, title: last.media.title, date: last.date },
    mostPlayed: figures.mostPlayed.map(({ media, plays, again }) => ({
      id: media.id,
      title: media.title,
      plays,
      again,
    })),
    best: figures.best.map(({ media, rating }) => ({
      id: media.id,
      title: media.title,
      rating: points(rating),
    })),
  };
}

export function statisticsText(paper: Paper, figures: Statistics, period: Period): string {
  const { totals, streaks, first, last } = figures;
  const totalsText = paper.facts([
    ['Titles', grouped(totals.titles)],
    ['Plays', totals.plays === 0 ? '' : `${grouped(totals.plays)}${totals.again === 0 ? '' : `, ${grouped(totals.again)} of them again`}`],
    ['Hours', totals.minutes === 0 ? '' : grouped(Math.round(totals.minutes / 60))],
    ['Rated', totals.rated === 0 ? '' : `${grouped(totals.rated)}, ${ratingText(totals.average)} on average`],
    ['Reviews', totals.written === 0 ? '' : grouped(totals.written)],
    ['Kinds', figures.kinds.length < 2 ? '' : figures.kinds.map(({ kind, titles }) => counted(titles, kindTable[kind].label.toLowerCase())).join(', ')],
    ['First', first ? `${titleWithYear(first.media)}, ${first.date}` : ''],
    ['Last', last ? `${titleWithYear(last.media)}, ${last.date}` : ''],
    ['Longest run', streaks.days.longest ? `${counted(streaks.days.longest.length, 'day')} from ${streaks.days.longest.from}` : ''],
    ['Going on', streaks.weeks.current ? counted(streaks.weeks.current.length, 'week') : ''],
  ]); // prettier-ignore
  const parts = [
    `${paper.bold(periodText(period))}\n${totalsText}`,
    ...notes(paper, figures),
    bars(paper, figures.time.step === 'month' ? 'By month' : 'By year', figures.time.points.map(({ span, titles, average, genres }) => ({
      name: span, count: titles, note: [average === null ? '' : ratingText(average), genres[0]?.name ?? ''].filter(Boolean).join('  '),
    }))),
    bars(paper, 'Ratings', figures.ratings.map((count, at) => ({ name: String(at + 1), count, note: '' }))),
    bars(paper, 'Genres', namedBars(figures.genres)),
    bars(paper, 'People', namedBars(figures.creators)),
    bars(paper, 'Decades', figures.decades.map(({ decade, titles, average }) => ({
      name: `${decade}s`, count: titles, note: average === null ? '' : ratingText(average),
    }))),
    bars(paper, 'Weekdays', figures.weekdays.map((count, at) => ({ name: dayNames[at] ?? '', count, note: '' }))),
    ranked(paper, 'Rated best', figures.best.map(({ media, rating }) => [ratingText(rating), titleWithYear(media)])),
    ranked(paper, 'Again and again', figures.mostPlayed.map(({ media, plays }) => [`${grouped(plays)}×`, titleWithYear(media)])),
  ]; // prettier-ignore
  return parts.filter((part) => part !== '').join('\n\n');
}

export function matchJson(match: TasteMatch, together: readonly Together[]) {
  const both = (list: TasteMatch['favorites']) =>
    list.map(({ media, own, theirs }) => ({
      id: media.id,
      title: media.title,
      own: points(own),
      theirs: points(theirs),
    }));
  const one = (list: TasteMatch['fromThem']) =>
    list.map(({ media, rating }) => ({ id: media.id, title: media.title, rating: points(rating) }));
  return {
    person: match.person.name,
    shared: match.shared,
    similarity: match.similarity,
    percent: percentOf(match),
    favorites: both(match.favorites),
    disagreements: both(match.disagreements),
    fromThem: one(match.fromThem),
    forThem: one(match.forThem),
    together: together.map(({ places, ...title }) => ({ ...titleJson(title), places })),
  };
}

export function matchText(paper: Paper, match: TasteMatch, together: readonly Together[]): string {
  const { name } = match.person;
  const percent = percentOf(match);
  const head =
    percent === null
      ? `You and ${name} have rated ${counted(match.shared, 'title')} in common. It takes five to tell how alike you are.`
      : `${paper.bold(`${percent}% alike`)}, from ${counted(match.shared, 'title')} that you and ${name} both rated.`;
  const ratings = ({ own, theirs }: { readonly own: number; readonly theirs: number }) =>
    `${ratingText(own)} ${ratingText(theirs)}`;
  const parts = [
    head,
    ranked(paper, 'You both love (you, them)', match.favorites.map((pair) => [ratings(pair), titleWithYear(pair.media)])),
    ranked(paper, 'Where you part (you, them)', match.disagreements.map((pair) => [ratings(pair), titleWithYear(pair.media)])),
    ranked(paper, `${name} could show you`, match.fromThem.map(({ media, rating }) => [ratingText(rating), titleWithYear(media)])),
    together.length === 0
      ? ''
      : ranked(paper, 'Next, for both of you', together.map((title) => [`#${title.id}`, titleWithYear(title)])),
  ]; // prettier-ignore
  return parts.filter((part) => part !== '').join('\n\n');
}

/** 50 is what chance gives. */
function percentOf({ similarity }: TasteMatch): number | null {
  return similarity === null ? null : Math.round((similarity + 1) * 50);
}

function periodText({ from, to }: Period): string {
  if (from === undefined) return to === undefined ? 'All time' : `Until ${to}`;
  if (to === undefined) return `Since ${from}`;
  return from === to ? from : `${from} to ${to}`;
}

function textOf(end: string | undefined): string | null {
  return end ?? null;
}

/** What was counted in a way that one wouldn't guess, and what couldn't be counted. */
function notes(paper: Paper, { totals, leftOut }: Statistics): string[] {
  const told = [
    totals.unlogged > 0 &&
      `${counted(totals.unlogged, 'title')} rated and never logged: each counts once, on the day of its review.`,
    leftOut.untimed > 0 && totals.minutes > 0 && `${grouped(leftOut.untimed)} of unknown length add no hours.`,
    leftOut.vague > 0 && `${grouped(leftOut.vague)} more may belong here, but their dates are too vague.`,
    leftOut.undated > 0 && `${grouped(leftOut.undated)} without any date are left out.`,
  ].filter((note) => note !== false); // prettier-ignore
  return told.length === 0 ? [] : [told.map((note) => paper.dim(note)).join('\n')];
}

interface Bar {
  readonly name: string;
  readonly count: number;
  readonly note: string;
}

function bars(paper: Paper, title: string, data: readonly Bar[]): string {
  const most = Math.max(0, ...data.map(({ count }) => count));
  if (most === 0) return '';
  return paper.table(
    [{ head: title, least: 8 }, { head: '' }, { head: '', align: 'right' }, { head: '', look: 'dim', optional: true }],
    data.map(({ name, count, note }) => [name, block(count / most), count === 0 ? '' : grouped(count), note]),
  ); // prettier-ignore
}

function namedBars(list: Statistics['genres']): Bar[] {
  return list.slice(0, mostNames).map(({ name, titles, average }) => ({
    name,
    count: titles,
    note: average === null ? '' : ratingText(average),
  }));
}

function ranked(paper: Paper, title: string, rows: readonly (readonly [string, string])[]): string {
  if (rows.length === 0) return '';
  return paper.table(
    [
      { head: '', align: 'right' },
      { head: title, least: 16 },
    ],
    rows.slice(0, mostNames),
  );
}

/** A bar in eighths of a character. */
function block(share: number): string {
  const eighths = Math.max(share > 0 ? 1 : 0, Math.round(share * longestBar * 8));
  const rest = eighths % 8;
  return '█'.repeat(Math.floor(eighths / 8)) + (rest === 0 ? '' : String.fromCodePoint(0x2590 - rest));
}
