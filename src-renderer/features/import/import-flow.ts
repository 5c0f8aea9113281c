// Where the import dialog is. Kept outside of it, so that closing the dialog loses neither a mapping nor sight of a running
// import; one flow per window, forgotten when the profile changes.
import { create } from 'zustand';
import type { ImportJob, ImportOptions, Inspection } from '#shared/api/imports.ts';
import type { ChosenFile } from '#shared/api/shell.ts';

export type ImportStep = 'choose' | 'map' | 'plan' | 'apply';

export interface ImportFlow {
  readonly userId: number | null;
  readonly step: ImportStep;
  readonly file: ChosenFile | null;
  /** Those that were given with it and are no part of its set: imported one after the other. */
  readonly waiting: readonly ChosenFile[];
  readonly inspection: Inspection | null;
  readonly options: ImportOptions | null;
  readonly planId: string | null;
  /** That plan, where it took another's place on screen. */
  readonly planned: ImportJob | null;
  /** The one that is being made for its place. */
  readonly nextPlanId: string | null;
  /** Something was said since: figures are about to change. */
  readonly isPlanStale: boolean;
  readonly applyId: string | null;
  readonly isReading: boolean;
  /** Why the last thing asked for didn't begin. */
  readonly error: unknown;
}

export const emptyFlow: ImportFlow = {
  userId: null, step: 'choose', file: null, waiting: [], inspection: null, options: null, planId: null, planned: null, nextPlanId: null, isPlanStale: false, applyId: null, isReading: false, error: null,
}; // prettier-ignore

export const useImportFlow = create<ImportFlow>(() => emptyFlow);
