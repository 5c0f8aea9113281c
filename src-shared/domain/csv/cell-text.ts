// What the cells of foreign tables mean: header names, genres, years, runtimes, moments, external ids. Pure readers;
// what can't be read is undefined, and the caller says which field of which row it was.

/** A column's name as it is compared: case, spaces, hyphens and underscores don't count. */
export function looseName(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]+/gu, '');
}

/** "Action|Comedy", or with ";" or "," where there is no "|". Each once, in the row's order. */
export function splitGenres(text: string): string[] {
  const clean = text.trim();
  if (clean === '' || clean === '(no genres listed)') return [];
  const separator = clean.includes('|') ? '|' : clean.includes(';') ? ';' : ',';
  if (!clean.includes(separator)) return [clean];
  const byKey = new Map<string, string>();
  for (const part of clean.split(separator)) {
    const genre = part.trim();
    if (genre !== '' && !byKey.has(genre.toLowerCase())) byKey.set(genre.toLowerCase(), genre);
  }
  return [...byKey.values()];
}

/** "1999", "1999-03-31", "2006–2007" (the first): the year; undefined for anything else. */
export function parseYear(text: string): number | undefined {
  const match = /^\s*(\d{4})(?:\.0+|\s*[-–—/].*)?\s*$/su.exec(text);
  return match ? Number(match[1]) : undefined;
}

/** Minutes: "136", "136 min", "2 h 16 min". 0 means unknown, null. */
export function parseRuntime(text: string): number | null | undefined {
  const match =
    /^\s*(?:(\d{1,4})\s*h(?:ours?|rs?)?\.?)?\s*(?:(\d{1,6})(?:\.0+)?\s*(?:m|min|mins|minutes)?\.?)?\s*$/iu.exec(
      text,
    );
  if (!match || (match[1] === undefined && match[2] === undefined)) return undefined;
  const minutes = Number(match[1] ?? 0) * 60 + Number(match[2] ?? 0);
  return minutes === 0 ? null : minutes;
}

const earliest = Date.UTC(1900, 0);
const latest = Date.UTC(2100, 0);

/**
 * A moment as files write it: a date, ISO 8601 with or without zone (UTC where it has none), unix seconds or
 * milliseconds. Undefined for anything else; never a guess between day-first and month-first.
 */
export function parseMoment(text: string): string | undefined {
  const clean = text.trim();
  if (exact.test(clean)) return clean;
  if (/^\d{8,10}$/.test(clean)) return instant(Number(clean) * 1000);
  if (/^\d{11,13}$/.test(clean)) return instant(Number(clean));
  const match =
    /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)\s*(Z|UTC|[+-]\d\d:?\d\d)?)?$/i.exec(
      clean,
    );
  if (!match) return undefined;
  const [, year, month, day, time = '00:00', zone = 'Z'] = match;
  if (new Date(`${year}-${month}-${day}T00:00Z`).getUTCDate() !== Number(day)) return undefined;
  const offset =
    zone.toUpperCase() === 'UTC' ? 'Z' : zone.toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  return instant(Date.parse(`${year}-${month}-${day}T${time}${offset}`));
}

function instant(time: number): string | undefined {
  return time >= earliest && time < latest ? isoText(time) : undefined;
}

/** As this module writes moments, on a day that every month has: most of those that an import reads. */
const exact =
  /^(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

const day = 86_400_000;
/** Days between 1900 and 2100 by their number since 1970: as many as there are. */
const dayTexts = new Map<number, string>();

function dayText(number: number): string {
  let text = dayTexts.get(number);
  if (text === undefined) dayTexts.set(number, (text = new Date(number * day).toISOString().slice(0, 10)));
  return text;
}

/** What toISOString gives, in a fifth of the time: files hold a million moments, of few days. */
function isoText(time: number): string {
  const number = Math.floor(time / day);
  const left = time - number * day;
  const two = (value: number) => (value < 10 ? `0${value}` : `${value}`);
  const clock = `${two(Math.floor(left / 3_600_000))}:${two(Math.floor(left / 60_000) % 60)}:${two(Math.floor(left / 1000) % 60)}`;
  return `${dayText(number)}T${clock}.${String(left % 1000).padStart(3, '0')}Z`;
}

/** An external id in the form under which it is kept: IMDb's with "tt" and at least seven digits. */
export function externalId(source: string, text: string): string {
  const clean = text.trim();
  if (source !== 'imdb') return clean;
  const digits = /^(?:tt)?(\d{1,10})$/i.exec(clean);
  return digits ? `tt${(digits[1] ?? '').padStart(7, '0')}` : clean;
}
