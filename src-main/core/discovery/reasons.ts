// Why a title is suggested. Each reason is checked against what the profile holds at this moment and what the title's
// own row says; the first that holds is given: a title it is like, its creator, its genres, its popularity.
import type { Reason } from '#shared/api/discovery.ts';
import type { MediaSummary } from '#shared/api/catalog.ts';
import type { MediaReference } from '#shared/api/reviews.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { likeness, type Model } from './model.ts';
import type { Profile } from './profile.ts';
import type { Ranking } from './ranking.ts';
import { creatorHash } from './series.ts';
import type { Facts } from './taste.ts';

/** Likeness below this convinces nobody. */
const leastLikeness = 0.1;
const mostLiked = 400;

/** A suggested title with the liked one that explains it best, if any. */
export interface Explained {
  readonly facts: Facts;
  readonly becauseOf: number | null;
}

/** Finds, for each position, the liked title that is most like it. */
export function explain(model: Model, ranking: Ranking, positions: readonly number[]): Explained[] {
  const liked = ranking.liked
    .flatMap(({ position, facts, stars }) =>
      position === undefined ? [] : [{ position, mediaId: facts.mediaId, stars }],
    )
    .slice(0, mostLiked);
  const places = liked.map(({ position }) => position);
  return positions.flatMap((position) => {
    const facts = ranking.titles[position];
    if (!facts) return [];
    if (position >= model.titles.mediaId.length) return [{ facts, becauseOf: null }];
    const alike = likeness(model, position, places);
    let becauseOf: number | null = null;
    let most = 0;
    for (const [index, { mediaId, stars }] of liked.entries()) {
      const cosine = alike[index] ?? 0;
      if (cosine >= leastLikeness && cosine * stars > most) {
        most = cosine * stars;
        becauseOf = mediaId;
      }
    }
    return [{ facts, becauseOf }];
  });
}

export function reasonFor(
  explained: Explained,
  summary: MediaSummary,
  profile: Profile,
  ranking: Ranking,
  genreNames: readonly string[],
  references: ReadonlyMap<number, MediaReference>,
): Reason {
  const { becauseOf } = explained;
  const media = becauseOf === null ? undefined : references.get(becauseOf);
  const signal = becauseOf === null ? undefined : profile.signals.get(becauseOf);
  if (media && signal) {
    if (signal.rating !== null) return { because: 'rated', media, rating: signal.rating as Rating };
    return { because: signal.favorite ? 'favorite' : 'played', media };
  }
  const { taste } = ranking;
  if (summary.creator !== null && (taste.creators.get(creatorHash(summary.creator)) ?? 0) > 0.5) {
    return { because: 'creator', creator: summary.creator };
  }
  const liking = new Map(genreNames.map((name, index) => [name, taste.genres[index] ?? 0]));
  const genres = summary.genres.filter((name) => (liking.get(name) ?? 0) > 0.25);
  if (genres.length > 0) {
    return {
      because: 'genres',
      genres: genres.sort((one, other) => (liking.get(other) ?? 0) - (liking.get(one) ?? 0)).slice(0, 3),
    };
  }
  if (summary.averageRating !== null && summary.ratingCount > 0) {
    return { because: 'popular', ratingCount: summary.ratingCount, averageRating: summary.averageRating };
  }
  if (profile.watchlist.has(summary.id)) return { because: 'watchlist' };
  return { because: 'untried' };
}
