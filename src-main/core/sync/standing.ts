// How a profile's sync stands, as it is told: by what runs here, and where nothing does, by what is written of it and what
// lies where. It asks nobody.
import type Database from 'better-sqlite3';
import type { UserId } from '#shared/api/contract.ts';
import type { SyncState, SyncStatus } from '#shared/api/sync.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/db.ts';
import type { ActiveSyncs } from './active-syncs.ts';
import { countConflicts } from './conflict-shelf.ts';
import { findLink } from './link-rows.ts';
import type { LinkedSync } from './linked-sync.ts';
import { readNote, type RoundNote, type RoundNotes } from './round-notes.ts';
import { createSqliteStore, type SqliteStore } from './sqlite-store.ts';
import { isHopeless } from './sync-failure.ts';
import { isSyncLocked } from './sync-lock.ts';
import type { Vault } from './vault.ts';

export interface StandingDeps {
  readonly db: Db;
  readonly sqlite: Database.Database;
  readonly clock: Clock;
  /** Where tokens and locks lie. */
  readonly folder: string;
  readonly vault: Vault;
  readonly notes: RoundNotes;
  readonly active: ActiveSyncs;
  readonly uidOf: (userId: UserId) => Promise<string | undefined>;
}

export interface Standing {
  /** `anew`: what waits is counted now, though it takes its time: for whoever asked for a round. */
  statusOf(userId: UserId, anew?: boolean): Promise<SyncStatus>;
}

export function createStanding({
  db,
  sqlite,
  clock,
  folder,
  vault,
  notes,
  active,
  uidOf,
}: StandingDeps): Standing {
  const stores = new Map<UserId, SqliteStore>();

  async function statusOf(userId: UserId, anew = false): Promise<SyncStatus> {
    const link = await findLink(db, userId);
    const keeper = await keeperOf(userId);
    if (link === undefined) return { ...nothingLinked, keeper };
    const sync = active.find(userId);
    const { waiting, refused } = (await sync?.counts(anew)) ?? countsOf(userId);
    const state = sync?.state();
    const noted = readNote(link);
    const resting = sync ? undefined : await restingState(userId, link.paused === 1, noted);
    const { problem, question } = state ?? (resting === 'paused' ? nothingNoted : noted);
    return {
      state: sync ? stateOf(sync) : (resting ?? 'idle'),
      link: {
        server: link.server,
        account: { name: link.account_name, email: link.account_email },
        linkedAt: link.linked_at,
      },
      waiting,
      refused,
      conflicts: await countConflicts(db, userId),
      live: state?.live ?? false,
      moved: state?.moved ?? null,
      syncedAt: notes.syncedAt(userId) ?? link.last_round_at,
      problem,
      failingSince: problem === null ? null : noted.failingSince,
      triedAt: problem === null ? null : noted.triedAt,
      retryAt:
        state === undefined || state.retryInMs === null
          ? null
          : laterBy(state.changedAtMs + state.retryInMs - clock.monotonic()),
      question,
      keeper,
    };
  }

  /** A keystore that gives nothing now, in which there is something, is one that is locked. */
  async function keeperOf(userId: UserId): Promise<SyncStatus['keeper']> {
    const kind = await vault.kind();
    return kind === 'memory' && vault.isKept((await uidOf(userId)) ?? '') ? 'closed' : kind;
  }

  /** Where nothing of the profile's runs here. */
  async function restingState(userId: UserId, isPaused: boolean, noted: RoundNote): Promise<SyncState> {
    const absence = active.absence(userId);
    if (absence !== undefined && absence !== 'off') return absence === 'locked' ? 'signed_out' : absence;
    const uid = (await uidOf(userId)) ?? '';
    if (isSyncLocked(folder, uid)) return 'elsewhere';
    if (vault.look(uid) === 'nothing') return 'signed_out';
    if (isPaused) return 'paused';
    if (noted.question !== null) return 'asking';
    if (noted.problem === null) return 'idle';
    if (noted.problem === 'signed_out') return 'signed_out';
    return isHopeless(noted.problem) ? 'stuck' : 'waiting';
  }

  function countsOf(userId: UserId) {
    const known =
      stores.get(userId) ?? createSqliteStore({ sqlite, userId, wallMs: () => clock.now().getTime() });
    stores.set(userId, known);
    return known.counts();
  }

  function laterBy(ms: number): string {
    return new Date(clock.now().getTime() + ms).toISOString();
  }

  return { statusOf };
}

const nothingLinked: Omit<SyncStatus, 'keeper'> = {
  state: 'off',
  link: null,
  waiting: 0,
  refused: 0,
  conflicts: 0,
  live: false,
  moved: null,
  syncedAt: null,
  problem: null,
  failingSince: null,
  triedAt: null,
  retryAt: null,
  question: null,
};

const nothingNoted = { problem: null, question: null };

function stateOf(sync: LinkedSync): SyncState {
  const { state, problem } = sync.state();
  return problem === 'signed_out' ? 'signed_out' : state;
}
