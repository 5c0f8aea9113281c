// Threads that write a great deal, and the connection of the windows meanwhile. A checkpoint every 4 MB, SQLite's own
// measure, would write the same pages of the indexes into the file again and again, which is most of such a job's time.
import type Database from 'better-sqlite3';
import { close, closeSync, existsSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';

/** SQLite's own default, in pages. */
const usualCheckpoint = 1000;
/** In pages: 160 MB. */
const bigCheckpoint = 40_000;

/** Of a worker's connection, which commits at NORMAL. */
export interface BigWrites {
  /** From here on checkpoints are seldom. */
  begin(): void;
  /**
   * Makes what was committed durable. Commits at NORMAL leave that to the next sync, which would else be that of somebody
   * who waits for it.
   */
  flush(): void;
  /** The same beside other work. */
  flushSoon(): void;
  /** Writes what there is into the file, as far as nobody reads it, and goes on as usual. */
  end(): void;
  close(): void;
}

export function createBigWrites(sqlite: Database.Database, databaseFile: string): BigWrites {
  const wal = `${databaseFile}-wal`;
  let handle: number | undefined;
  let isFlushing = false;
  let isClosed = false;

  function walHandle(): number | undefined {
    if (handle === undefined && !isClosed && existsSync(wal)) handle = openSync(wal, 'r+');
    return handle;
  }

  return {
    begin: () => void sqlite.pragma(`wal_autocheckpoint = ${bigCheckpoint}`),
    flush() {
      const file = walHandle();
      if (file !== undefined) fdatasyncSync(file);
    },
    flushSoon() {
      const file = walHandle();
      if (file === undefined || isFlushing) return;
      isFlushing = true;
      // Nothing hangs on it: whoever needs it to be durable syncs it again, and hears of an error.
      fdatasync(file, () => {
        isFlushing = false;
        if (isClosed) close(file, () => undefined);
      });
    },
    end() {
      sqlite.pragma('wal_checkpoint(PASSIVE)');
      sqlite.pragma(`wal_autocheckpoint = ${usualCheckpoint}`);
    },
    close() {
      isClosed = true;
      if (handle !== undefined && !isFlushing) closeSync(handle);
    },
  };
}

/** Who writes a great deal in this process. */
export interface BigWriters {
  /** Gives what says that it is over; saying it twice does no harm. */
  enter(): () => void;
  any(): boolean;
}

/** `sqlite`: the connection of the windows. It leaves checkpoints to those who write, or a save would have to write their pages. */
export function createBigWriters(sqlite: Database.Database): BigWriters {
  const writers = new Set<object>();
  const set = (pages: number) => {
    if (sqlite.open) sqlite.pragma(`wal_autocheckpoint = ${pages}`);
  };
  return {
    enter() {
      const writer = {};
      writers.add(writer);
      set(0);
      return () => {
        if (writers.delete(writer) && writers.size === 0) set(usualCheckpoint);
      };
    },
    any: () => writers.size > 0,
  };
}
