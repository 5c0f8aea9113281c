// What recommendations are measured against, on the same split and with the same candidates: titles with five training
// ratings or more, as in PROTOCOL.md.
import { rowForm, scoreByRows } from '#main/core/discovery/ease.ts';
import { sparseOf } from '#main/core/discovery/sparse.ts';
import { topPositions } from '#main/core/discovery/arrays.ts';
import type { MovieLens, Split } from './movielens.ts';

/** The first twenty movie ids for a user, without those of their training ratings. */
export type Recommender = (userId: number) => number[];

const leastRatings = 5;
const neighbours = 50;
const shrink = 10;
const lambda = 200;

interface Candidates {
  readonly movieIds: readonly number[];
  readonly counts: Float64Array;
  /** Positions and weights (1 from three stars on, else 0.2) by user. */
  readonly byUser: ReadonlyMap<number, ReadonlyMap<number, number>>;
  readonly rated: ReadonlyMap<number, ReadonlySet<number>>;
}

export function baselines(data: MovieLens, split: Split): Readonly<Record<string, Recommender>> {
  const candidates = candidatesOf(split);
  return {
    'most rated': topBy(candidates, () => candidates.counts),
    'liked genres, most rated first': likedGenres(data, split, candidates),
    'item-kNN': itemNeighbours(candidates),
    'EASE plain': plainEase(candidates),
  };
}

function candidatesOf({ train }: Split): Candidates {
  const counted = new Map<number, number>();
  for (const { movieId } of train) counted.set(movieId, (counted.get(movieId) ?? 0) + 1);
  const movieIds = [...counted]
    .filter(([, count]) => count >= leastRatings)
    .map(([movieId]) => movieId)
    .sort((one, other) => one - other);
  const position = new Map(movieIds.map((movieId, index) => [movieId, index]));
  const byUser = new Map<number, Map<number, number>>();
  const rated = new Map<number, Set<number>>();
  for (const { userId, movieId, stars } of train) {
    rated.set(userId, (rated.get(userId) ?? new Set()).add(movieId));
    const place = position.get(movieId);
    const own = byUser.get(userId) ?? new Map<number, number>();
    if (place !== undefined) own.set(place, stars >= 3 ? 1 : 0.2);
    byUser.set(userId, own);
  }
  return {
    movieIds,
    counts: Float64Array.from(movieIds, (movieId) => counted.get(movieId) ?? 0),
    byUser,
    rated,
  };
}

function topBy({ movieIds, rated }: Candidates, scoresFor: (userId: number) => Float64Array): Recommender {
  return (userId) => {
    const scores = scoresFor(userId).slice();
    for (const [place, movieId] of movieIds.entries()) {
      if (rated.get(userId)?.has(movieId)) scores[place] = -Infinity;
    }
    return topPositions(scores, 20).flatMap((place) => movieIds[place] ?? []);
  };
}

function likedGenres({ movies }: MovieLens, { train }: Split, candidates: Candidates): Recommender {
  const genresOf = new Map(movies.map((movie) => [movie.movieId, movie.genres]));
  const liked = new Map<number, Set<string>>();
  for (const { userId, movieId, stars } of train) {
    const own = liked.get(userId) ?? new Set<string>();
    if (stars >= 4) for (const genre of genresOf.get(movieId) ?? []) own.add(genre);
    liked.set(userId, own);
  }
  return topBy(candidates, (userId) =>
    candidates.counts.map((count, place) =>
      genresOf.get(candidates.movieIds[place] ?? 0)?.some((genre) => liked.get(userId)?.has(genre))
        ? count
        : 0,
    ),
  );
}

function itemNeighbours(candidates: Candidates): Recommender {
  const { byUser } = candidates;
  const count = candidates.movieIds.length;
  const together = new Float32Array(count * count);
  for (const own of byUser.values()) {
    for (const [one, weight] of own) {
      for (const [other, otherWeight] of own)
        together[one * count + other] = (together[one * count + other] ?? 0) + weight * otherWeight;
    }
  }
  const length = Float64Array.from({ length: count }, (_nothing, place) =>
    Math.sqrt(together[place * count + place] ?? 0),
  );
  const near = Array.from({ length: count }, (_nothing, place) => {
    const cosines = Float64Array.from({ length: count }, (_none, other) =>
      other === place
        ? -Infinity
        : (together[place * count + other] ?? 0) / ((length[place] ?? 0) * (length[other] ?? 0) + shrink),
    );
    return topPositions(cosines, neighbours).map((other) => [other, cosines[other] ?? 0] as const);
  });
  return topBy(candidates, (userId) => {
    const scores = new Float64Array(count);
    for (const [place, weight] of byUser.get(userId) ?? []) {
      for (const [other, cosine] of near[place] ?? []) scores[other] = (scores[other] ?? 0) + weight * cosine;
    }
    return scores;
  });
}

function plainEase(candidates: Candidates): Recommender {
  const { byUser, movieIds } = candidates;
  const cells = [...byUser.values()].flatMap((own, row) =>
    [...own].map(([place, weight]) => [row, place, weight] as const),
  );
  const matrix = sparseOf(
    {
      row: Uint32Array.from(cells, ([row]) => row),
      title: Uint32Array.from(cells, ([, place]) => place),
      value: Float32Array.from(cells, ([, , weight]) => weight),
    },
    byUser.size,
    movieIds.length,
  );
  const form = rowForm(matrix, new Float64Array(movieIds.length).fill(lambda));
  return topBy(candidates, (userId) => scoreByRows(form, matrix, byUser.get(userId) ?? new Map()));
}
