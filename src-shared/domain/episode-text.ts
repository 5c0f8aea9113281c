// Episodes as people write them: "4", "4-6", "1, 3, 5-7".

export const mostEpisodesAtOnce = 500;
const highest = 9999;

/** The numbers in order, each once; undefined for what isn't written so, or is too many. */
export function parseEpisodeNumbers(text: string): number[] | undefined {
  const numbers = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^\s*(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?\s*$/u.exec(part);
    if (!match) return undefined;
    const [from, to] = [Number(match[1]), Number(match[2] ?? match[1])];
    if (to < from || to > highest || to - from >= mostEpisodesAtOnce) return undefined;
    for (let number = from; number <= to; number++) numbers.add(number);
  }
  return numbers.size > mostEpisodesAtOnce ? undefined : [...numbers].sort((one, other) => one - other);
}

/** S02E05; of a season alone S02; '' for a whole show. */
export function episodeCode(season: number | null, episode: number | null): string {
  const part = (letter: string, value: number | null) =>
    value === null ? '' : letter + String(value).padStart(2, '0');
  return part('S', season) + part('E', episode);
}
