// The library of a plan: reads the database and remembers beside it what the rows so far would have written, so
// that each row is decided as it would be by an apply. Nothing is written. New titles and people have negative ids.
import { kindTable } from '#shared/domain/media-kind.ts';
import type { StoredReview } from '../reviews/review-writer.ts';
import type { TitleFacts } from '../catalog/media-writer.ts';
import { pastOr } from './own-library.ts';
import { createPlannedOwnLibrary } from './planned-own-library.ts';
import type { Library, RealLibrary, StoredTitle, TitleGlance } from './library.ts';

/** `now`: the moment that counts as that of the import. */
export function createPlannedLibrary(real: RealLibrary, now: string): Library {
  const titles = new Map<number, StoredTitle>();
  /** Null: whoever has this identity in the database has another one by now. */
  const idByUid = new Map<string, number | null>();
  const idsByName = new Map<string, number[]>();
  const idByExternal = new Map<string, number>();
  const authors = new Map<string, number>();
  const reviews = new Map<string, StoredReview>();
  let nextId = -1;

  function keep(id: number, facts: TitleFacts, before: StoredTitle | undefined): void {
    const { uid, nameKey } = real.identify(facts);
    const disambiguator =
      facts.disambiguator ?? before?.disambiguator ?? kindTable[facts.kind].disambiguator(facts.creator);
    titles.set(id, {
      ...facts,
      id,
      disambiguator,
      deleted: false,
      updatedAt: before?.updatedAt ?? '',
      deletedAt: null,
    });
    // A year that is filled in makes another identity; the old one is free again.
    if (before) idByUid.set(real.identify(before).uid, null);
    idByUid.set(uid, id);
    const sameName = idsByName.get(nameKey);
    if (sameName === undefined) idsByName.set(nameKey, [id]);
    else if (!sameName.includes(id)) sameName.push(id);
    for (const [source, value] of facts.externalIds) idByExternal.set(`${source}\0${value}`, id);
  }

  return {
    ...createPlannedOwnLibrary(real, () => nextId--),
    findByExternalId: (source, value) =>
      idByExternal.get(`${source}\0${value}`) ?? real.findByExternalId(source, value),
    findByUid(facts) {
      const id = idByUid.get(real.identify(facts).uid);
      if (id === undefined) return real.findByUid(facts);
      return id === null ? undefined : { id, deleted: false };
    },
    findByName(facts) {
      const planned = idsByName.get(real.identify(facts).nameKey) ?? [];
      const stored = real.findByName(facts).filter(({ id }) => !planned.includes(id));
      return [...planned.flatMap((id) => titles.get(id) ?? []), ...stored];
    },
    glance: (id): TitleGlance | undefined => titles.get(id) ?? real.glance(id),
    read: (id) => titles.get(id) ?? real.read(id),
    externalIds: (id) => titles.get(id)?.externalIds ?? real.externalIds(id),
    addTitle(facts) {
      const id = nextId--;
      keep(id, facts, undefined);
      return id;
    },
    isNewTitle: (id) => id < 0,
    changeTitle(before, facts) {
      keep(before.id, facts, before);
    },
    findAuthor: (name) => authors.get(name) ?? real.findAuthor(name),
    author(name) {
      const known = authors.get(name) ?? real.findAuthor(name) ?? nextId--;
      authors.set(name, known);
      return known;
    },
    findReview(userId, mediaId, isNew) {
      const planned = isNew ? undefined : reviews.get(`${userId}:${mediaId}`);
      if (planned !== undefined || userId < 0 || mediaId < 0) return planned;
      return real.findReview(userId, mediaId, isNew);
    },
    writeReview({ userId, mediaId, facts, before, createdAt, ratedAt }) {
      const { id = 0 } = before ?? {};
      const updatedAt = pastOr(ratedAt, now);
      reviews.set(`${userId}:${mediaId}`, {
        ...facts,
        id,
        createdAt: pastOr(createdAt, before === undefined ? updatedAt : now),
        updatedAt,
        deleted: false,
      });
    },
  };
}
