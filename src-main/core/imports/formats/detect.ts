// Which format a set of files is of, and what each file is to it.
import type { FormatName, SetMember, SkipReason } from '#shared/api/import-formats.ts';
import type { Format } from './format.ts';
import { formats } from './formats.ts';
import { lookAt, type Look } from './look.ts';
import type { Member } from './survey.ts';

export interface Claim {
  readonly member: Member;
  readonly role: string | null;
  readonly skipped: SkipReason | null;
}

export interface Detected {
  readonly format: Format;
  readonly claims: readonly Claim[];
}

/** The format that knows most of the files; undefined where none knows any. `only`: the one that the user named. */
export function detect(members: readonly Member[], only?: FormatName): Detected | undefined {
  const looks = members.map((member) => (member.closed === null ? lookAt(member) : null));
  const all = looks.filter((look) => look !== null);
  let best: (Detected & { readonly score: number }) | undefined;
  for (const format of only === undefined ? formats : formats.filter(({ name }) => name === only)) {
    const claims = members.map((member, index) => claimOf(format, member, looks[index] ?? null, all));
    const score = claims.filter(({ role }) => role !== null).length;
    if (score > 0 && score > (best?.score ?? 0)) best = { format, claims, score };
  }
  return best;
}

function claimOf(format: Format, member: Member, look: Look | null, all: readonly Look[]): Claim {
  if (look === null) return { member, role: null, skipped: member.closed };
  const found = format.recognise(look, all);
  if (found === undefined) {
    const skipped = look.kind === 'other' ? (look.isEmpty ? 'empty' : 'not_a_table') : 'unknown';
    return { member, role: null, skipped };
  }
  if (typeof found === 'object') return { member, role: null, skipped: found.skip };
  return { member, role: found, skipped: null };
}

/** Whether there may be something that only the user can say: the files' whole content tells. */
export function asksOfContent({ format: { needs, dates }, claims }: Detected): boolean {
  return needs !== undefined || claims.some(({ role }) => role !== null && dates?.[role] !== undefined);
}

export function setMembers(claims: readonly Claim[]): SetMember[] {
  return claims.map(({ member, role, skipped }) => ({ path: member.path, size: member.size, role, skipped }));
}
