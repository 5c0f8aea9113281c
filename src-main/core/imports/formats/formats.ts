// The table of formats, the most telling first: where two know as many files of a set, the earlier one has it.
import type { FormatName } from '#shared/api/import-formats.ts';
import type { Format } from './format.ts';
import { imdb } from './imdb.ts';
import { letterboxd } from './letterboxd.ts';
import { trakt } from './trakt.ts';
import { tvTime } from './tv-time.ts';

export const formats: readonly Format[] = [letterboxd, trakt, tvTime, imdb];

export function formatNamed(name: FormatName): Format | undefined {
  return formats.find((format) => format.name === name);
}
