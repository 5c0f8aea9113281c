// What people say of the rows of a plan. It counts at once; the plan's figures follow when the file was planned anew,
// a moment after the last word.
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useApi } from '#renderer/data/api.ts';
import { useImportJob } from '#renderer/data/import-job.ts';
import type { Client } from '#shared/api/client.ts';
import type { Choice, PlanList, SettleRule } from '#shared/api/import-plans.ts';
import type { ImportOptions } from '#shared/api/imports.ts';
import { useImportFlow } from './import-flow.ts';
import { sentOptions } from './mapping-rules.ts';
import { planKey } from './plan-query.ts';

export type ChosenRows = { readonly lines: number[] } | { readonly list: PlanList; readonly text: string };

export interface PlanActions {
  /** null takes back what was said. */
  choose(rows: ChosenRows, choice: Choice | null): Promise<void>;
  /** Gives how many rows the rule settled, and how many it could not tell. */
  settle(rule: SettleRule): Promise<{ settled: number; left: number } | undefined>;
  /** Other options for the same file, with what was said of its rows. */
  plan(options: ImportOptions): Promise<void>;
}

const afterLastWord = 600;

export function usePlanActions(): PlanActions {
  const api = useApi();
  const queries = useQueryClient();
  return useMemo(() => createPlanActions(api, queries), [api, queries]);
}

/** Puts the plan that was made anew in place of the one on screen, when it is whole. */
export function useNextPlan(): void {
  const api = useApi();
  const { planId, nextPlanId } = useImportFlow();
  const next = useImportJob(nextPlanId);
  useEffect(() => {
    if (next === null || next.state === 'running') return;
    if (next.state !== 'done') {
      useImportFlow.setState({ nextPlanId: null, ...(next.state === 'failed' && { error: next.error }) });
      return;
    }
    useImportFlow.setState({ planId: next.jobId, planned: next, nextPlanId: null, isPlanStale: false });
    if (planId !== null) void api.call('imports.dropPlan', { jobId: planId }).catch(() => undefined);
  }, [api, next, planId]);
}

function createPlanActions(api: Client, queries: QueryClient): PlanActions {
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function attempt<T>(work: (planId: string) => Promise<T>): Promise<T | undefined> {
    const { planId } = useImportFlow.getState();
    if (planId === null) return undefined;
    useImportFlow.setState({ error: null });
    try {
      return await work(planId);
    } catch (error) {
      useImportFlow.setState({ error });
      return undefined;
    }
  }

  async function planAnew(): Promise<void> {
    await attempt(async (planId) => {
      const { file, options, inspection, nextPlanId } = useImportFlow.getState();
      if (!file || !options || !inspection) return;
      if (nextPlanId !== null) void api.call('imports.cancel', { jobId: nextPlanId }).catch(() => undefined);
      const { jobId } = await api.call('imports.plan', {
        token: file.token,
        options: sentOptions(options, inspection),
        basedOn: planId,
      });
      useImportFlow.setState({ nextPlanId: jobId });
    });
  }

  function planSoon(): void {
    clearTimeout(timer);
    useImportFlow.setState({ isPlanStale: true });
    timer = setTimeout(() => void planAnew(), afterLastWord);
  }

  return {
    choose: async (rows, choice) =>
      await attempt(async (jobId) => {
        await api.call('imports.choose', { jobId, rows, choice });
        await queries.invalidateQueries({ queryKey: planKey(jobId) });
        planSoon();
      }),
    settle: async (rule) =>
      await attempt(async (jobId) => {
        const settled = await api.call('imports.settle', { jobId, rule });
        await queries.invalidateQueries({ queryKey: planKey(jobId) });
        planSoon();
        return settled;
      }),
    async plan(options) {
      clearTimeout(timer);
      useImportFlow.setState({ options, isPlanStale: true });
      await planAnew();
    },
  };
}
