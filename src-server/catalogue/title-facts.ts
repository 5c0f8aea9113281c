// The facts of a title as the server keeps them, and how they come there: from whoever adds one, and from the titles that
// people with public accounts sync.
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { externalIds, externalSources, kindProblems, titleFields } from '#shared/api/catalog.ts';
import { mediaKind } from '#shared/api/contract.ts';
import type { MediaDraft } from '#shared/api/catalog.ts';
import { identityText, normaliseTitle, type MediaIdentity } from '#shared/domain/media-identity.ts';
import { kindTable } from '#shared/domain/media-kind.ts';
import type { SyncRecord } from '#shared/sync/record.ts';

export const titleFacts = z.object({
  kind: mediaKind,
  ...titleFields,
  externalIds,
  disambiguator: z.string().max(300),
});
export type TitleFacts = z.infer<typeof titleFacts>;

/** 32 hexadecimal digits. */
export function uidOf(identity: MediaIdentity): string {
  return createHash('sha256').update(identityText(identity)).digest('hex').slice(0, 32);
}

export function factsOfDraft({ disambiguator, ...facts }: MediaDraft): TitleFacts {
  return { ...facts, disambiguator: disambiguatorOf(facts.kind, facts.creator, disambiguator) };
}

/** Undefined where a synced title isn't what its key says, or says what no title may. */
export function factsOfRecord(uid: string, { v }: SyncRecord): TitleFacts | undefined {
  const pairs = Array.isArray(v['externalIds']) ? v['externalIds'] : [];
  const ids = Object.fromEntries(
    pairs.filter((pair): pair is [string, string] => Array.isArray(pair) && pair.length === 2),
  );
  const read = titleFacts.safeParse({
    creator: null,
    genres: [],
    runtime: null,
    description: null,
    ...v,
    ...(v['identity'] as object),
    externalIds: ids,
  });
  if (!read.success || uidOf(read.data) !== uid || kindProblems(read.data.kind, read.data).length > 0)
    return undefined;
  return read.data;
}

function disambiguatorOf(kind: TitleFacts['kind'], by: string | null, given: string | null): string {
  if (given === null) return kindTable[kind].disambiguator(by);
  const [source] = given.split(':', 1);
  const isSourceId = source !== given && externalSources.some((known) => known === source);
  return isSourceId ? given : normaliseTitle(given);
}
