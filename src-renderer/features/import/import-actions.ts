// The moves through the import dialog: choose, inspect, plan, apply, stop, go on. Each tells where it failed in the flow.
import { useMemo } from 'react';
import { useApi } from '#renderer/data/api.ts';
import { useProfile } from '#renderer/data/session.ts';
import { useShellActions } from '#renderer/data/shell-actions.ts';
import type { Client } from '#shared/api/client.ts';
import type { ImportId } from '#shared/api/contract.ts';
import type { Reading } from '#shared/api/import-formats.ts';
import type { ImportOptions } from '#shared/api/imports.ts';
import type { ChosenFile } from '#shared/api/shell.ts';
import { AppError } from '#shared/errors.ts';
import { emptyFlow, useImportFlow, type ImportFlow } from './import-flow.ts';
import { sentOptions } from './mapping-rules.ts';

export interface ImportActions {
  choose(): Promise<void>;
  /** The first of them; the others wait. */
  take(files: readonly ChosenFile[]): Promise<void>;
  change(options: ImportOptions): void;
  /** Looks at the chosen file again: as what the user says it is, or with what it asks for. */
  inspectAs(as: 'table' | null, reading: Reading): Promise<void>;
  /** Forgets how such a file was mapped before. */
  forgetMapping(): Promise<void>;
  plan(): Promise<void>;
  apply(): Promise<void>;
  /** Of the plan or the import that is running. */
  stop(jobId: string): Promise<void>;
  /** Rejects where it can't go on. */
  resume(importId: ImportId): Promise<void>;
  starter(): Promise<void>;
  backTo(step: 'choose' | 'map'): void;
  reset(): void;
}

export function useImportActions(): ImportActions {
  const api = useApi();
  const shell = useShellActions();
  const { id: userId } = useProfile();
  return useMemo(() => createActions({ api, userId, chooseFiles: shell.chooseFiles }), [api, shell, userId]);
}

interface ActionDeps {
  readonly api: Client;
  readonly userId: number;
  readonly chooseFiles: () => Promise<readonly ChosenFile[]>;
}

function createActions({ api, userId, chooseFiles }: ActionDeps): ImportActions {
  const put = (part: Partial<ImportFlow>) => useImportFlow.setState({ ...part, userId });
  const flow = () => useImportFlow.getState();

  /** Shows what went wrong where it happened, unless something newer was begun. */
  async function attempt(work: () => Promise<void>): Promise<void> {
    put({ error: null });
    try {
      await work();
    } catch (error) {
      put({ error, isReading: false });
    }
  }

  async function take([file, ...waiting]: readonly ChosenFile[]): Promise<void> {
    if (!file) return;
    put({ ...emptyFlow, file, waiting, isReading: true });
    await attempt(async () => {
      const inspection = await api.call('imports.inspect', { token: file.token });
      if (flow().file?.token !== file.token) return;
      put({ step: 'map', inspection, options: inspection.suggestion, isReading: false });
    });
  }

  return {
    take,
    choose: () =>
      attempt(async () => {
        await take(await chooseFiles());
      }),
    change: (options) => put({ options }),
    inspectAs: (as, reading) =>
      attempt(async () => {
        const { file } = flow();
        if (!file) return;
        const inspection = await api.call('imports.inspect', { token: file.token, as, reading });
        if (flow().file?.token === file.token) put({ inspection, options: inspection.suggestion });
      }),
    forgetMapping: () =>
      attempt(async () => {
        const { file, waiting, inspection } = flow();
        if (!file || !inspection) return;
        await api.call('imports.forget', { what: 'mappings', header: [...inspection.header] });
        await take([file, ...waiting]);
      }),
    plan: () =>
      attempt(async () => {
        const { file, options, inspection } = flow();
        if (!file || !options || !inspection) return;
        const { jobId } = await api.call('imports.plan', {
          token: file.token,
          options: sentOptions(options, inspection),
          basedOn: flow().planId,
        });
        put({ step: 'plan', planId: jobId, planned: null, nextPlanId: null, isPlanStale: false });
      }),
    apply: () =>
      attempt(async () => {
        const { file, options, inspection, planId, nextPlanId } = flow();
        if (!file || !options || !inspection) return;
        if (nextPlanId !== null)
          void api.call('imports.cancel', { jobId: nextPlanId }).catch(() => undefined);
        const { jobId } = await api.call('imports.apply', {
          token: file.token,
          options: sentOptions(options, inspection),
          planId,
        });
        put({ step: 'apply', applyId: jobId, nextPlanId: null });
      }),
    stop: (jobId) =>
      attempt(async () => {
        try {
          await api.call('imports.cancel', { jobId });
        } catch (error) {
          // It was over before it could be stopped.
          if (!(error instanceof AppError) || error.code !== 'not_found') throw error;
        }
      }),
    async resume(importId) {
      const { jobId } = await api.call('imports.resume', { importId });
      put({ ...emptyFlow, step: 'apply', applyId: jobId });
    },
    starter: () =>
      attempt(async () => {
        const { jobId } = await api.call('imports.starter', {});
        put({ ...emptyFlow, step: 'apply', applyId: jobId });
      }),
    backTo: (step) =>
      put(step === 'choose' ? emptyFlow : { step, nextPlanId: null, isPlanStale: false, error: null }),
    reset: () => put(emptyFlow),
  };
}
