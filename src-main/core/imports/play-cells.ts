// What the cells of a row say of plays: when, of which episode, with which note.
import { parseMoment } from '#shared/domain/csv/cell-text.ts';
import type { DateOrder } from '#shared/domain/csv/date-order.ts';
import { parsePartialDate, type PartialDate } from '#shared/domain/partial-date.ts';
import type { PlayFacts } from '../diary/play-writer.ts';
import { momentIn } from './formats/moments.ts';
import { control, unreadableDate, type Refusal, type RowCells } from './row-cells.ts';

const longestNote = 20_000;
const longestTag = 60;
const mostTags = 50;
const mostEpisodes = 2000;
const highestNumber = 100_000;

interface When {
  readonly playedOn: PartialDate | null;
  readonly playedAt: string | null;
}

export interface PlayReading {
  readonly rating: number | null;
  /** Pairs of season and episode as JSON, or ''. */
  readonly episodes: string;
  /** Of dates like 3/4/2019. */
  readonly dateOrder: DateOrder | null;
}

/** The plays of one row: one, or one for each of its episodes. */
export function readPlays(
  row: RowCells,
  cells: readonly string[],
  { rating, episodes, dateOrder }: PlayReading,
): readonly PlayFacts[] | Refusal {
  const when = readWhen(row.text(cells, 'played'), dateOrder);
  if ('reason' in when) return when;
  const rewatch = readFlag(row.text(cells, 'rewatch'));
  if (rewatch === undefined) return { field: 'rewatch', reason: 'is neither yes nor no' };
  const note = row.prose(cells, 'note');
  if (note !== null && note.length > longestNote)
    return { field: 'note', reason: `must be at most ${longestNote} characters` };
  const tags = readTags(row.text(cells, 'tags'));
  if ('reason' in tags) return tags;
  const season = readNumber(row.text(cells, 'season'));
  if (season === undefined) return { field: 'season', reason: 'is no number of a season' };
  const episode = readNumber(row.text(cells, 'episode'));
  if (episode === undefined) return { field: 'episode', reason: 'is no number of an episode' };
  const rest = { rewatch: rewatch ?? false, rating, note, tags };
  if (episodes === '') return [{ ...when, season, episode, ...rest }];
  const pairs = readEpisodes(episodes);
  // What was thought of many episodes together was thought of the show.
  return 'reason' in pairs
    ? pairs
    : pairs.map(([one, other]) => ({ ...when, season: one, episode: other, ...rest, rating: null }));
}

/** A date as precisely as it is written, or a moment: its day is the one that stands there. */
function readWhen(text: string, order: DateOrder | null): When | Refusal {
  if (text === '') return { playedOn: null, playedAt: null };
  return whenOf(text) ?? whenOf(momentIn(text, order) ?? '') ?? unreadableDate('played', text, order);
}

function whenOf(text: string): When | undefined {
  const day = parsePartialDate(text);
  if (day !== undefined) return { playedOn: day, playedAt: null };
  const moment = parseMoment(text);
  if (moment === undefined) return undefined;
  const written = /^\d{4}-\d\d-\d\d/.test(text) ? text : moment;
  return { playedOn: parsePartialDate(written.slice(0, 10)) ?? null, playedAt: moment };
}

/** Yes or no, null where it doesn't say, undefined for anything else. */
export function readFlag(text: string): boolean | null | undefined {
  if (text === '') return null;
  if (/^(?:1|yes|y|true|x)$/i.test(text)) return true;
  return /^(?:0|no|n|false)$/i.test(text) ? false : undefined;
}

/** A JSON array, or names with commas between them. */
export function readTags(text: string): readonly string[] | Refusal {
  if (text === '') return [];
  const json = text.startsWith('[') ? parseJson(text) : undefined;
  const names: unknown[] = Array.isArray(json) ? json : text.split(',');
  const tags = new Set<string>();
  for (const name of names) {
    const tag = typeof name === 'string' ? name.trim() : '';
    if (typeof name !== 'string' || tag.length > longestTag || control.test(tag))
      return { field: 'tags', reason: `must be names of at most ${longestTag} characters` };
    if (tag !== '') tags.add(tag);
  }
  return tags.size > mostTags ? { field: 'tags', reason: `must be at most ${mostTags}` } : [...tags];
}

function readEpisodes(text: string): readonly (readonly [number, number])[] | Refusal {
  const json = parseJson(text);
  const wrong = { field: 'episodes', reason: 'is no list of season and episode numbers' };
  if (!Array.isArray(json) || json.length === 0 || json.length > mostEpisodes) return wrong;
  const pairs = new Map<string, readonly [number, number]>();
  for (const pair of json as unknown[]) {
    if (!Array.isArray(pair) || pair.length !== 2 || !pair.every(isNumber)) return wrong;
    pairs.set(pair.join(), [pair[0] as number, pair[1] as number]);
  }
  return [...pairs.values()];
}

/** Null where it is blank, undefined for what is no number. */
function readNumber(text: string): number | null | undefined {
  if (text === '') return null;
  const value = /^\d{1,6}(?:\.0+)?$/.test(text) ? Number(text) : undefined;
  return value !== undefined && isNumber(value) ? value : undefined;
}

function isNumber(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= highestNumber;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is refused by the caller.
    return undefined;
  }
}
