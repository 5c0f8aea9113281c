// How far somebody is with a show, from the plays of its episodes. Nobody here knows how many episodes a season has.
import type { PartialDate } from './partial-date.ts';

export interface EpisodePlay {
  readonly season: number | null;
  readonly episode: number | null;
  readonly playedOn: PartialDate | null;
}

export interface Progress {
  readonly episodes: number;
  readonly last: EpisodePlay | null;
  readonly next: { readonly season: number; readonly episode: number } | null;
  readonly seasons: { readonly season: number; readonly seen: number[] }[];
}

/**
 * An episode without a season belongs to the first. The next one is that after the furthest seen; specials (season 0)
 * count only where nothing else was seen; after a season that was logged as a whole comes the next season's first.
 */
export function progressOf(plays: readonly EpisodePlay[]): Progress {
  const seasons = new Map<number, Set<number>>();
  const whole = new Set<number>();
  let last: EpisodePlay | null = null;
  for (const play of plays) {
    const { season, episode } = play;
    if (season === null && episode === null) continue;
    const seen = seasons.get(season ?? 1) ?? new Set<number>();
    seasons.set(season ?? 1, seen);
    if (episode === null) whole.add(season ?? 1);
    else seen.add(episode);
    if (last === null || isLater(play, last)) last = play;
  }
  const ordered = [...seasons].sort(([one], [other]) => one - other);
  const furthest = ordered.at(-1);
  return {
    episodes: ordered.reduce((sum, [, seen]) => sum + seen.size, 0),
    last,
    next: furthest ? nextAfter(furthest[0], furthest[1], whole.has(furthest[0])) : null,
    seasons: ordered.map(([season, seen]) => ({ season, seen: [...seen].sort((one, other) => one - other) })),
  };
}

function nextAfter(season: number, seen: ReadonlySet<number>, isWhole: boolean) {
  return isWhole ? { season: season + 1, episode: 1 } : { season, episode: Math.max(0, ...seen) + 1 };
}

function isLater(one: EpisodePlay, other: EpisodePlay): boolean {
  const [day, otherDay] = [one.playedOn ?? '', other.playedOn ?? ''];
  if (day !== otherDay) return day > otherDay;
  const [season, otherSeason] = [one.season ?? 1, other.season ?? 1];
  return season === otherSeason ? (one.episode ?? 0) > (other.episode ?? 0) : season > otherSeason;
}
