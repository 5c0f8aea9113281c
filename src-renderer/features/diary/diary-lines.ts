// The plays of a list as lines: a heading for each month, then its plays, the first of a day carrying the date. Several
// episodes that were seen of one show on a day are one line, which opens.
import type { Play } from '#shared/api/diary.ts';

export type DiaryLine =
  | { readonly name: 'heading'; readonly key: string; readonly play: Play }
  | (Stop & { readonly name: 'group'; readonly plays: readonly [Play, ...Play[]]; readonly isOpen: boolean })
  | (Stop & { readonly name: 'play'; readonly play: Play });

/** What the keys stop at. */
interface Stop {
  /** Counted over all stops. */
  readonly index: number;
  readonly isFirstOfDay: boolean;
  /** The day and the show; null for a play that stands alone. */
  readonly group: string | null;
}

/** `open`: the groups whose plays are shown. */
export function linesOf(plays: readonly Play[], open: ReadonlySet<string>): DiaryLine[] {
  const groups = groupsOf(plays);
  const lines: DiaryLine[] = [];
  let section: string | undefined;
  let day: string | null | undefined;
  let index = 0;
  for (const play of plays) {
    const group = groupOf(play);
    const members = group === null ? undefined : groups.get(group);
    const isGrouped = members !== undefined && members.length > 1;
    // The whole group stands where its latest play does.
    if (isGrouped && members[0] !== play) continue;
    const of = play.playedOn?.slice(0, 7) ?? '';
    if (of !== section) {
      lines.push({ name: 'heading', key: of, play });
      day = undefined;
    }
    section = of;
    const isFirstOfDay = play.playedOn !== day;
    day = play.playedOn;
    if (!isGrouped) {
      lines.push({ name: 'play', play, index: index++, isFirstOfDay, group: null });
      continue;
    }
    const isOpen = group !== null && open.has(group);
    lines.push({ name: 'group', plays: members, index: index++, isFirstOfDay, group, isOpen });
    if (!isOpen) continue;
    for (const one of members)
      lines.push({ name: 'play', play: one, index: index++, isFirstOfDay: false, group });
  }
  return lines;
}

function groupsOf(plays: readonly Play[]): ReadonlyMap<string, [Play, ...Play[]]> {
  const groups = new Map<string, [Play, ...Play[]]>();
  for (const play of plays) {
    const group = groupOf(play);
    if (group === null) continue;
    const known = groups.get(group);
    if (known) known.push(play);
    else groups.set(group, [play]);
  }
  return groups;
}

/** The day and the show of an episode whose day is known. */
function groupOf({ media, playedOn, season, episode }: Play): string | null {
  if (media.kind !== 'web_show' || playedOn?.length !== 10) return null;
  return season === null && episode === null ? null : `${playedOn} ${media.id}`;
}
