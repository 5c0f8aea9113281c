// Re-ranks the best so that a page isn't one series or one creator: maximal marginal relevance (Carbonell & Goldstein,
// SIGIR 1998) with two hard rules. Greedy and deterministic.

export interface Candidate {
  /** Greater is better; any scale. */
  readonly score: number;
  /** 0: none. */
  readonly series: number;
  readonly creator: number;
  readonly genres: ArrayLike<number>;
}

/** Among so many in a row, a series comes once and a creator twice, as long as there is anything else. */
const reach = 4;
const genrePenalty = 0.02;

export function diversify<C extends Candidate>(candidates: readonly C[], limit: number): C[] {
  const left = [...candidates].sort((one, other) => other.score - one.score);
  const spread = (left[0]?.score ?? 0) - (left.at(-1)?.score ?? 0);
  const chosen: C[] = [];
  while (chosen.length < limit && left.length > 0) {
    const near = chosen.slice(-reach);
    let best = 0;
    let bestValue = -Infinity;
    for (const [index, candidate] of left.entries()) {
      // What follows can't beat it even without a penalty.
      if (candidate.score <= bestValue) break;
      if (repeats(candidate, near)) continue;
      const previous = near.at(-1);
      const alike = previous === undefined ? 0 : overlap(candidate.genres, previous.genres);
      const value = candidate.score - genrePenalty * spread * alike;
      if (value > bestValue) {
        best = index;
        bestValue = value;
      }
    }
    chosen.push(...left.splice(best, 1));
  }
  return chosen;
}

function repeats(candidate: Candidate, near: readonly Candidate[]): boolean {
  let same = 0;
  for (const { series, creator } of near) {
    if (candidate.series !== 0 && candidate.series === series) return true;
    if (candidate.creator !== 0 && candidate.creator === creator) same++;
  }
  return same >= 2;
}

/** Jaccard's share of common members. */
function overlap(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const all = new Set([...Array.from(one), ...Array.from(other)]);
  return all.size === 0 ? 0 : (one.length + other.length - all.size) / all.size;
}
