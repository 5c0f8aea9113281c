// Watches what a row would write, for the plan's "before" and "after".
import type { PlanWrite } from '#shared/api/import-plans.ts';
import type { TitleFacts } from '../catalog/media-writer.ts';
import type { Library, StoredTitle } from './library.ts';

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
      addTitle(facts) {
        writes.push({ entry: 'title', before: null, after: titleFacts(facts) });
        return library.addTitle(facts);
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
    },
    take() {
      const taken = writes;
      writes = [];
      return taken;
    },
  };
}

type Facts = PlanWrite['after'];

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
