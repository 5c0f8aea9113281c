// The Observer of the design: core tells, after a commit, what happened. Each subscriber sees what is for
// everybody and what is for its own profile.
import type { EventName, EventPayload } from '#shared/api/index.ts';

export interface Published {
  readonly event: EventName;
  readonly payload: unknown;
  /** The profile that it concerns; null: everybody. */
  readonly audience: number | null;
}

export interface Events {
  /** Call after the commit, never inside a transaction. */
  publish<E extends EventName>(event: E, payload: EventPayload<E>, audience?: number): void;
  /** Gives the function that ends the subscription. */
  subscribe(listener: (published: Published) => void): () => void;
}

/** `onError` hears of a listener that threw; the others are still told. */
export function createEvents(onError: (error: unknown) => void): Events {
  const listeners = new Set<(published: Published) => void>();
  return {
    publish(event, payload, audience) {
      for (const listener of listeners) {
        try {
          listener({ event, payload, audience: audience ?? null });
        } catch (error) {
          onError(error);
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
