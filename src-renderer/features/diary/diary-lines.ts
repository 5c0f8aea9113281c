// The plays of a list as lines: a heading for each month, then its plays, the first of a day carrying the date.
import type { Play } from '#shared/api/diary.ts';

export type DiaryLine =
  | { readonly name: 'heading'; readonly key: string; readonly play: Play }
  | { readonly name: 'play'; readonly play: Play; readonly index: number; readonly isFirstOfDay: boolean };

export function linesOf(plays: readonly Play[]): DiaryLine[] {
  const lines: DiaryLine[] = [];
  let section: string | undefined;
  let day: string | null | undefined;
  for (const [index, play] of plays.entries()) {
    const of = play.playedOn?.slice(0, 7) ?? '';
    if (of !== section) {
      lines.push({ name: 'heading', key: of, play });
      day = undefined;
    }
    section = of;
    lines.push({ name: 'play', play, index, isFirstOfDay: play.playedOn !== day });
    day = play.playedOn;
  }
  return lines;
}
