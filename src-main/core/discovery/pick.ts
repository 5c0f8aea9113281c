// "Pick one for me": the best suggestion that fits mood, kind and time, the watchlist's first among near equals.
import type { Mood, Suggestion } from '#shared/api/discovery.ts';
import type { HandlerInput } from '#shared/api/index.ts';
import type { Db } from '../db/db.ts';
import { filterOf, suggest, type Ranked } from './suggestions.ts';

/** Genres that go with a mood: words that a genre's name has in it, lower case. */
const words: Readonly<Record<Mood, readonly string[]>> = {
  light: [
    'comedy',
    'animation',
    'family',
    'children',
    'musical',
    'pop',
    'dance',
    'disco',
    'funk',
    'hip-hop',
    'reality',
  ],
  tense: ['thriller', 'horror', 'crime', 'mystery', 'noir', 'suspense', 'metal', 'punk', 'industrial'],
  moving: ['drama', 'romance', 'soul', 'blues', 'folk', 'ballad', 'classical', 'country', 'jazz'],
  adventurous: [
    'adventure',
    'action',
    'sci-fi',
    'science',
    'fantasy',
    'western',
    'rock',
    'electronic',
    'world',
  ],
  curious: [
    'documentary',
    'history',
    'biography',
    'war',
    'news',
    'nature',
    'podcast',
    'experimental',
    'spoken',
  ],
};
/** In standard deviations of the scores. */
const watchlistBonus = 1;

export async function pickOne(
  db: Db,
  userId: number,
  ranked: Ranked,
  { kind, mood, longestMinutes, exclude }: HandlerInput<'discovery.pick'>,
): Promise<Suggestion | null> {
  const { ranking, profile, genreNames } = ranked;
  const excluded = new Set<number>(exclude);
  const ofKind = filterOf(ranked, kind, undefined);
  const ofMood = new Set(
    genreNames.flatMap((name, index) =>
      mood !== undefined && words[mood].some((word) => name.toLowerCase().includes(word)) ? [index] : [],
    ),
  );
  const scores = ranking.scores.slice();
  for (const [j, { mediaId }] of ranking.titles.entries()) {
    if (profile.watchlist.has(mediaId)) scores[j] = (scores[j] ?? 0) + watchlistBonus;
  }
  const [pick] = await suggest(
    db,
    userId,
    { ...ranked, ranking: { ...ranking, scores } },
    1,
    (facts) =>
      ofKind(facts) &&
      !excluded.has(facts.mediaId) &&
      (mood === undefined || Array.from(facts.genres).some((index) => ofMood.has(index))) &&
      (longestMinutes === undefined || (facts.runtime > 0 && facts.runtime <= longestMinutes)),
  );
  if (!pick) return null;
  return profile.watchlist.has(pick.id) ? { ...pick, reason: { because: 'watchlist' } } : pick;
}
