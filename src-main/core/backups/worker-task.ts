// What the worker of backups is given, and what it answers.
import type { BackupSummary } from '#shared/api/backups.ts';
import type { CheckFinding, RestoreResult } from '#shared/api/jobs.ts';
import type { RescueOptions, RescueReport } from '#shared/api/rescue.ts';
import type { BackupFacts } from './write-backup.ts';

interface Place {
  readonly databaseFile: string;
  readonly dataFolder: string;
}

export type BackupsTask =
  | ({ readonly kind: 'backup'; readonly path: string } & Place)
  | ({ readonly kind: 'inspect'; readonly path: string } & Place)
  | ({
      readonly kind: 'restore';
      readonly path: string;
      /** Where the backup of what is there goes first. */
      readonly before: string;
      readonly now: string;
    } & Place)
  | ({ readonly kind: 'check'; readonly mend: boolean } & Place)
  /** Seals the rows that have none, and tells of those that aren't what theirs says. */
  | ({ readonly kind: 'seal' } & Place)
  | RescueTask;

type RescueKind = 'rescue-look' | 'rescue-backup' | 'rescue-rows' | 'rescue-nothing';
type RescueTask = {
  [K in RescueKind]: { readonly kind: K; readonly now: string } & Place;
}[RescueKind];

export interface BackupsAnswers {
  readonly backup: BackupFacts;
  readonly inspect: Omit<BackupSummary, 'name' | 'bytes'>;
  readonly restore: Omit<RestoreResult, 'kind' | 'stillLoggedIn' | 'before'> & {
    /** False where what was there could not be copied by SQLite; its files were put aside as they were. */
    readonly beforeIsWhole: boolean;
  };
  readonly check: CheckFinding[];
  readonly seal: { readonly sealed: number };
  readonly 'rescue-look': Omit<RescueOptions, 'reason' | 'file'>;
  readonly 'rescue-backup': RescueReport;
  readonly 'rescue-rows': RescueReport;
  readonly 'rescue-nothing': RescueReport;
}
