// The query client, with defaults for a core in the same computer: what it answered stays right until an event says
// otherwise, it is never offline, and only `busy` (another process writes) is worth a second try.
import { MutationCache, notifyManager, QueryCache, QueryClient } from '@tanstack/react-query';
import { AppError } from '#shared/errors.ts';

export interface QueryClientOptions {
  /** Core says that nobody is logged in here any more. */
  readonly onSignedOut: () => void;
  /** A page of the database can't be read: nothing that is shown can be trusted to be all. */
  readonly onDamaged: () => void;
}

const mostRetries = 4;
// An answer is drawn with the next frame, also where that is near: its own timer would miss it.
notifyManager.setScheduler(queueMicrotask);

export function createQueryClient({ onSignedOut, onDamaged }: QueryClientOptions): QueryClient {
  const onError = (error: unknown) => {
    if (isSessionLost(error)) onSignedOut();
    if (isDamage(error)) onDamaged();
  };
  const queryCache = new QueryCache({
    onError,
    onSuccess(_data, query) {
      if (outdated.delete(query)) void queries.invalidateQueries({ queryKey: query.queryKey, exact: true });
    },
  });
  // TanStack asks again what has an answer and is in view. Of all else that is just being asked, it takes what comes
  // for right, although core may have looked before the change that it told of.
  const outdated = new WeakSet<object>();
  queryCache.subscribe((event) => {
    const { query, type } = event;
    if (type !== 'updated' || event.action.type !== 'invalidate' || query.state.fetchStatus === 'idle')
      return;
    if (query.state.data === undefined || !query.isActive()) outdated.add(query);
  });
  const queries = new QueryClient({
    queryCache,
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: Infinity,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (count, error) => count < mostRetries && isWorthAnotherTry(error),
        retryDelay: (count) => 80 * 2 ** count,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return queries;
}

/** Another process holds the database for a moment. A wait after wrong passwords is also `busy`, but no retry helps it. */
function isWorthAnotherTry(error: unknown): boolean {
  return error instanceof AppError && error.code === 'busy' && error.details?.['reason'] !== 'throttled';
}

function isDamage(error: unknown): boolean {
  return error instanceof AppError && error.code === 'storage' && error.details?.['reason'] === 'damaged';
}

/** A wrong password is `unauthenticated` too, but has a reason. */
function isSessionLost(error: unknown): boolean {
  return (
    error instanceof AppError && error.code === 'unauthenticated' && error.details?.['reason'] === undefined
  );
}
