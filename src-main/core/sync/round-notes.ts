// How a profile's last round ended, written beside its link: whoever looks later, in another process or after a start, must
// not take a sync that failed for one that is in order. One that ended well is written down once a minute, a failure at once.
import * as z from 'zod';
import { instant } from '#shared/api/contract.ts';
import { syncProblems, type SyncProblem, type SyncStatus } from '#shared/api/sync.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/db.ts';
import type { Link } from './link-rows.ts';
import type { RoundsState } from './rounds.ts';

export interface RoundNote {
  readonly problem: SyncProblem | null;
  /** Of the first try that failed since one ended well, and of the newest; null where none failed. */
  readonly failingSince: string | null;
  readonly triedAt: string | null;
  readonly question: SyncStatus['question'];
}

export interface RoundNotes {
  /** Resolves when it is written; notes of a profile are written one after the other. */
  note(userId: number, state: RoundsState): Promise<void>;
  /** When everything was last the same, as far as this process knows. */
  syncedAt(userId: number): string | undefined;
  /** After the end of a link, or with a new one. */
  forget(userId: number): void;
}

const failure = z.strictObject({ problem: z.enum(syncProblems), since: instant, at: instant });
const question = z.strictObject({ deletions: z.int().positive(), of: z.int().positive() });

/** A note that can't be read is none. */
export function readNote(link: Pick<Link, 'problem' | 'hold'>): RoundNote {
  const failed = failure.safeParse(jsonOf(link.problem)).data;
  return {
    problem: failed?.problem ?? null,
    failingSince: failed?.since ?? null,
    triedAt: failed?.at ?? null,
    question: question.safeParse(jsonOf(link.hold)).data ?? null,
  };
}

interface Known {
  readonly rounds: number;
  readonly syncedAt: string | undefined;
  readonly written: string;
  readonly writtenMs: number;
}

const betweenNotesMs = 60_000;
const nothingKnown: Known = { rounds: 0, syncedAt: undefined, written: '', writtenMs: -Infinity };

export function createRoundNotes({ db, clock }: { readonly db: Db; readonly clock: Clock }): RoundNotes {
  const known = new Map<number, Known>();
  const queue = new Map<number, Promise<void>>();

  async function write(userId: number, { state, problem, question: asked, rounds }: RoundsState) {
    const before = known.get(userId) ?? nothingKnown;
    const at = clock.now().toISOString();
    const isDone = rounds > before.rounds;
    const syncedAt = isDone ? at : before.syncedAt;
    const ended = endOf(state, problem, isDone);
    const isOld = clock.monotonic() - before.writtenMs > betweenNotesMs;
    // A new worker counts from 0.
    if (ended === undefined || (ended === before.written && !isOld)) {
      known.set(userId, { ...before, rounds, syncedAt });
      return;
    }
    known.set(userId, { rounds, syncedAt, written: ended, writtenMs: clock.monotonic() });
    const link = await db
      .selectFrom('sync_accounts')
      .select(['problem', 'hold'])
      .where('user_id', '=', userId)
      .executeTakeFirst();
    if (link === undefined) return;
    const since = readNote(link).failingSince ?? at;
    await db
      .updateTable('sync_accounts')
      .set({
        ...(isDone && { last_round_at: at }),
        problem: ended === 'well' || ended === 'asking' ? null : JSON.stringify({ problem, since, at }),
        hold: ended === 'asking' ? JSON.stringify(asked) : null,
      })
      .where('user_id', '=', userId)
      .execute();
  }

  return {
    note(userId, state) {
      const written = (queue.get(userId) ?? Promise.resolve())
        .catch(() => undefined)
        .then(() => write(userId, state));
      queue.set(userId, written);
      return written;
    },
    syncedAt: (userId) => known.get(userId)?.syncedAt,
    forget: (userId) => void known.delete(userId),
  };
}

/** Undefined while it is at work, or paused: that says nothing of how the last round ended. */
function endOf(
  state: RoundsState['state'],
  problem: SyncProblem | null,
  isDone: boolean,
): SyncProblem | 'asking' | 'well' | undefined {
  if (state === 'asking') return 'asking';
  if (state === 'waiting' || state === 'stuck') return problem ?? undefined;
  return isDone ? 'well' : undefined;
}

function jsonOf(text: string | null): unknown {
  try {
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
