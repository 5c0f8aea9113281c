// What the main thread and a sync worker tell each other. The worker has the database and decides what to ask; the main
// thread has the network and the tokens, which never come to the worker.
import type { ErrorReply } from '#shared/errors.ts';
import type { RoundsState } from './rounds.ts';

export interface SyncTask {
  readonly databaseFile: string;
  readonly userId: number;
  readonly paused: boolean;
}

/** Of records. */
export interface WaitingCounts {
  readonly waiting: number;
  readonly refused: number;
}

/** Records that a round sent, and that it was given. */
export interface Moved {
  readonly sent: number;
  readonly fetched: number;
}

/** The titles of which a person sees something else than before; null: many, or not only titles. */
export type Changed = readonly number[] | null;

export type ToWorker =
  | { readonly kind: 'edited' | 'told' | 'stop' }
  | { readonly kind: 'live'; readonly up: boolean }
  | { readonly kind: 'paused'; readonly paused: boolean }
  | { readonly kind: 'now'; readonly call: number }
  /** `anew`: also where counting is dear. */
  | { readonly kind: 'count'; readonly call: number; readonly anew: boolean }
  | { readonly kind: 'answer'; readonly call: number; readonly answer: 'delete' | 'keep' }
  | { readonly kind: 'reply'; readonly ask: number; readonly body: Uint8Array }
  | { readonly kind: 'failed'; readonly ask: number; readonly error: ErrorReply };

export type FromWorker =
  | {
      readonly kind: 'ask';
      readonly ask: number;
      readonly what: 'push' | 'pull';
      readonly body: Uint8Array<ArrayBuffer>;
      readonly isGzipped: boolean;
    }
  | { readonly kind: 'state'; readonly state: RoundsState }
  /** `moved`: in the round that is at work. */
  | { readonly kind: 'committed'; readonly changed: Changed; readonly moved: Moved }
  | { readonly kind: 'ended'; readonly call: number; readonly moved: Moved }
  | { readonly kind: 'counted'; readonly call: number; readonly counts: WaitingCounts }
  | { readonly kind: 'bug'; readonly facts: Record<string, unknown> };
