// The table of formats, the most telling first: where two know as many files of a set, the earlier one has it.
import type { Format } from './format.ts';
import { imdb } from './imdb.ts';
import { imdbDatasets } from './imdb-datasets.ts';
import { lastFm } from './last-fm.ts';
import { letterboxd } from './letterboxd.ts';
import { mediary } from './mediary.ts';
import { movieLens } from './movielens.ts';
import { netflix } from './netflix.ts';
import { rateYourMusic } from './rate-your-music.ts';
import { simkl } from './simkl.ts';
import { spotify } from './spotify.ts';
import { criticker, kinorium, movary, tmdb, yamtrack } from './trackers.ts';
import { trakt } from './trakt.ts';
import { tvTime } from './tv-time.ts';

export const formats: readonly Format[] = [
  mediary, letterboxd, trakt, tvTime, simkl, imdb, imdbDatasets, movieLens, rateYourMusic, lastFm, spotify, netflix,
  tmdb, movary, yamtrack, criticker, kinorium,
]; // prettier-ignore
