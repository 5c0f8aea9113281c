// What only the window around the page can do: folders, logs, other windows, files.
import { useMemo } from 'react';
import type { MethodInput } from '#shared/api/index.ts';
import type { MediaId } from '#shared/api/contract.ts';
import type { ChosenFile, ChosenTarget, ReviewDraft, TargetKind } from '#shared/api/shell.ts';
import type { RescueOptions, RescueReport } from '#shared/api/rescue.ts';
import { useApi } from './api.ts';

export type RescueWay = 'backup' | 'salvage' | 'nothing';

const rescueMethod = {
  backup: 'shell.rescueFromBackup',
  salvage: 'shell.rescueRows',
  nothing: 'shell.rescueNothing',
} as const;

export interface ShellActions {
  draft(mediaId: MediaId): Promise<{ readonly draft: ReviewDraft | null }>;
  keepDraft(mediaId: MediaId, draft: ReviewDraft | null): Promise<unknown>;
  showDataFolder(): Promise<unknown>;
  showLog(): Promise<unknown>;
  newWindow(): Promise<unknown>;
  /** Asks where, and saves the poster of a year as a PNG. */
  saveYearPicture(year: number): Promise<{ readonly saved: boolean }>;
  chooseFiles(): Promise<readonly ChosenFile[]>;
  chooseTarget(kind: TargetKind): Promise<ChosenTarget | null>;
  showTarget(token: string): Promise<unknown>;
  chooseBackup(): Promise<ChosenFile | null>;
  savePdf(options: MethodInput<'shell.savePdf'>): Promise<unknown>;
  cancelPdf(): Promise<unknown>;
  pageToPrint(progress: MethodInput<'shell.pageToPrint'>): Promise<unknown>;
  rescueOptions(): Promise<RescueOptions>;
  /** The way back from a database that can't be used. */
  rescue(way: RescueWay): Promise<RescueReport>;
  /** Tries again to open the database; rejects with what is wrong. */
  reopen(): Promise<unknown>;
  /** Makes dropped files known to core; the preload alone can name their paths. */
  takeDroppedFiles(files: readonly File[]): Promise<readonly ChosenFile[]>;
}

export function useShellActions(): ShellActions {
  const api = useApi();
  return useMemo(
    () => ({
      draft: (mediaId) => api.call('shell.draft', { mediaId }),
      keepDraft: (mediaId, draft) => api.call('shell.keepDraft', { mediaId, draft }),
      showDataFolder: () => api.call('shell.showDataFolder', {}),
      showLog: () => api.call('shell.showLog', {}),
      newWindow: () => api.call('shell.newWindow', {}),
      saveYearPicture: (year) => api.call('shell.saveYearPicture', { year }),
      chooseFiles: () => api.call('shell.chooseFiles', {}),
      chooseTarget: (kind) => api.call('shell.chooseTarget', { kind }),
      showTarget: (token) => api.call('shell.showTarget', { token }),
      chooseBackup: () => api.call('shell.chooseBackup', {}),
      savePdf: (options) => api.call('shell.savePdf', options),
      cancelPdf: () => api.call('shell.cancelPdf', {}),
      pageToPrint: (progress) => api.call('shell.pageToPrint', progress),
      rescueOptions: () => api.call('shell.rescueOptions', {}),
      rescue: (way) => api.call(rescueMethod[way], {}),
      reopen: () => api.call('shell.reopen', {}),
      // NOTE: the contract says `nothing`, because only the preload sees the Files; it swaps them for tokens.
      takeDroppedFiles: (files) =>
        api.call('shell.takeDroppedFiles', files as unknown as MethodInput<'shell.takeDroppedFiles'>),
    }),
    [api],
  );
}
