// What a row calls its title, read from the key that choices go by.
import type { NamedTitle } from '#shared/api/import-plans.ts';

/** Reads a name's key, as nameKeyOf writes it. */
export function namedBy(key: string | null): NamedTitle {
  const [name, mediaId, ids] =
    key === null
      ? [null, null, []]
      : (JSON.parse(key.slice('name:'.length)) as [
          [NonNullable<NamedTitle['kind']>, string, number | null, string | null] | null,
          number | null,
          [string, string][],
        ]);
  const [kind, title, year, creator] = name ?? [null, null, null, null];
  return {
    kind,
    title,
    year,
    creator,
    ids: mediaId === null ? ids : [['mediary', String(mediaId)], ...ids],
  };
}
