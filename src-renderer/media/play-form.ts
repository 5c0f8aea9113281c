// What the dialog over a play holds, as typed, and what core is told.
import type { Episode, Play } from '#shared/api/diary.ts';
import type { MethodInput } from '#shared/api/index.ts';
import { parseEpisodeNumbers } from '#shared/domain/episode-text.ts';
import { addDays, datePartsOf, partialDate, type PartialDate } from '#shared/domain/partial-date.ts';
import { isRating } from '#shared/domain/rating.ts';

/** An empty year: nobody knows when. */
export interface DateDraft {
  readonly year: string;
  readonly month: number | null;
  readonly day: number | null;
}

export interface PlayForm {
  readonly date: DateDraft;
  readonly season: string;
  /** "4", "4-6"; empty for the whole season, or the whole show. */
  readonly episodes: string;
  readonly rating: number | null;
  readonly updateReview: boolean;
  readonly rewatch: boolean;
  readonly note: string;
  readonly tags: readonly string[];
  readonly offWatchlist: boolean;
}

export type PlayField = 'date' | 'season' | 'episodes' | 'note' | 'tags';
/** Keys under `media.play.problem`. */
export type PlayProblems = Partial<Record<PlayField, string>>;

export function draftOf(date: PartialDate | null): DateDraft {
  if (date === null) return { year: '', month: null, day: null };
  const { year, month, day } = datePartsOf(date);
  return { year: String(year), month, day };
}

/** null: unknown; undefined: no such date. A day past the month's end is its last. */
export function dateOf({ year, month, day }: DateDraft): PartialDate | null | undefined {
  if (year.trim() === '') return null;
  if (!/^\d{4}$/.test(year.trim())) return undefined;
  for (let back = 0; back < 4; back++) {
    const date = partialDate({ year: Number(year), month, day: day === null ? null : day - back });
    if (date !== undefined) return date;
  }
  return undefined;
}

export function formOfPlay(play: Play): PlayForm {
  return {
    date: draftOf(play.playedOn),
    season: play.season === null ? '' : String(play.season),
    episodes: play.episode === null ? '' : String(play.episode),
    rating: play.rating,
    updateReview: false,
    rewatch: play.rewatch,
    note: play.note ?? '',
    tags: play.tags,
    offWatchlist: false,
  };
}

/** `isOne`: a play that is there has one episode. `now`: today, by the reader's clock. */
export function problemsOf(form: PlayForm, now: PartialDate, isOne: boolean): PlayProblems {
  const date = dateOf(form.date);
  const problems: { -readonly [K in PlayField]?: string } = {};
  if (date === undefined) problems.date = 'date';
  else if (date !== null && date > addDays(now, 1).slice(0, date.length)) problems.date = 'future';
  if (form.season.trim() !== '' && !/^\d{1,3}$/.test(form.season.trim())) problems.season = 'season';
  if (form.episodes.trim() !== '') {
    const numbers = parseEpisodeNumbers(form.episodes);
    if (!numbers || (isOne && numbers.length !== 1)) problems.episodes = isOne ? 'episode' : 'episodes';
  }
  if (form.note.length > 5000) problems.note = 'note';
  if (form.tags.length > 20 || form.tags.some((tag) => tag.length > 40)) problems.tags = 'tags';
  return problems;
}

/** Call where `problemsOf` has none. */
export function logInput(form: PlayForm): Omit<MethodInput<'diary.log'>, 'mediaId'> {
  return {
    playedOn: dateOf(form.date) ?? null,
    episodes: episodesOf(form),
    rewatch: form.rewatch,
    rating: ratingOf(form.rating),
    note: form.note.trim() === '' ? null : form.note,
    tags: [...form.tags],
    updateReview: form.updateReview,
    offWatchlist: form.offWatchlist,
  };
}

export function editInput(form: PlayForm): Omit<MethodInput<'diary.edit'>, 'id'> {
  const [first = { season: null, episode: null }] = episodesOf(form);
  return {
    playedOn: dateOf(form.date) ?? null,
    ...first,
    rewatch: form.rewatch,
    rating: ratingOf(form.rating),
    note: form.note.trim() === '' ? null : form.note,
    tags: [...form.tags],
    updateReview: form.updateReview,
  };
}

function episodesOf(form: PlayForm): Episode[] {
  const season = form.season.trim() === '' ? null : Number(form.season);
  if (form.episodes.trim() === '') return season === null ? [] : [{ season, episode: null }];
  return (parseEpisodeNumbers(form.episodes) ?? []).map((episode) => ({ season, episode }));
}

function ratingOf(rating: number | null) {
  return rating !== null && isRating(rating) ? rating : null;
}
