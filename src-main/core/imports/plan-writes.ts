// Watches what a row would write, for the plan's "before" and "after".
import type { PlanWrite } from '#shared/api/import-plans.ts';
import type { TitleFacts } from '../catalog/media-writer.ts';
import type { PlayFacts } from '../diary/play-writer.ts';
import type { ListFacts } from '../lists/list-writer.ts';
import type { Library, StoredTitle } from './library.ts';
import { entryOfShelf } from './own-library.ts';

export interface WatchedLibrary {
  readonly library: Library;
  /** What was written since the last time. */
  take(): PlanWrite[];
}

/** Long texts are shown by their beginning. */
const mostText = 600;

export function watchLibrary(library: Library): WatchedLibrary {
  let writes: PlanWrite[] = [];
  return {
    library: {
      ...library,
      addTitle(facts, addedAt) {
        // Most rows of a first import add a title: what tells it is enough.
        const { title, year, creator } = facts;
        writes.push({ entry: 'title', before: null, after: { title, year, creator } });
        return library.addTitle(facts, addedAt);
      },
      changeTitle(before, facts) {
        writes.push({ entry: 'title', ...changedFacts(before, facts) });
        library.changeTitle(before, facts);
      },
      writeReview(change) {
        const known = change.before?.deleted === true ? undefined : change.before;
        const reviewFacts = ({ rating, body }: { rating: number | null; body: string | null }) => ({
          rating,
          comment: body === null ? null : body.slice(0, mostText),
        });
        writes.push({
          entry: 'review',
          before: known ? reviewFacts(known) : null,
          after: { ...reviewFacts(change.facts), date: known ? null : change.createdAt },
        });
        library.writeReview(change);
      },
      ...watchOwn(library, (write) => writes.push(write)),
    },
    take() {
      const taken = writes;
      writes = [];
      return taken;
    },
  };
}

/** Plays, shelves and lists. */
function watchOwn(library: Library, note: (write: PlanWrite) => void): Partial<Library> {
  return {
    addPlay(mediaId, facts, ...rest) {
      note({ entry: 'play', before: null, after: playFacts(facts) });
      return library.addPlay(mediaId, facts, ...rest);
    },
    changePlay(before, facts) {
      note({ entry: 'play', before: playFacts(before), after: playFacts(facts) });
      library.changePlay(before, facts);
    },
    putOnShelf(shelf, mediaId, before, addedAt) {
      note({
        entry: entryOfShelf[shelf],
        before: null,
        after: { date: addedAt },
      });
      library.putOnShelf(shelf, mediaId, before, addedAt);
    },
    addList(facts, times) {
      note({ entry: 'list', before: null, after: listFacts(facts) });
      return library.addList(facts, times);
    },
    changeList(before, facts) {
      note({ entry: 'list', before: listFacts(before), after: listFacts(facts) });
      library.changeList(before, facts);
    },
    putItem(change) {
      const { before, note: text, list } = change;
      const was = before?.deleted === false ? { list, note: before.note } : null;
      note({ entry: 'list_item', before: was, after: { list, note: text } });
      library.putItem(change);
    },
  };
}

type Facts = PlanWrite['after'];

function playFacts(facts: PlayFacts): Facts {
  const { playedOn, season, episode, rewatch, rating, note, tags } = facts;
  return { played: playedOn, season, episode, rewatch, rating, note, tags: tags.join(', ') };
}

function listFacts({ name, description, ranked, tags }: ListFacts): Facts {
  return { list: name, description: description?.slice(0, mostText) ?? null, ranked, tags: tags.join(', ') };
}

function titleFacts({ title, year, creator, genres, runtime, description, externalIds }: TitleFacts): Facts {
  return {
    title,
    year,
    creator,
    genres: genres.length === 0 ? null : genres.join(', '),
    runtime,
    description: description?.slice(0, mostText) ?? null,
    ids: externalIds.length === 0 ? null : externalIds.map((id) => id.join(' ')).join(', '),
  };
}

/** Only what changes. */
function changedFacts(before: StoredTitle, facts: TitleFacts): { before: Facts; after: Facts } {
  const [was, is] = [titleFacts(before), titleFacts(facts)];
  const fields = Object.keys(is).filter((field) => was[field] !== is[field]);
  const only = (all: Facts) => Object.fromEntries(fields.map((field) => [field, all[field] ?? null]));
  return { before: only(was), after: only(is) };
}
