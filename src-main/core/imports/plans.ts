// Plans as they are kept between planning and importing: their stored rows, and what people say of them. A plan
// belongs to who made it, lies in a folder of its own, and is gone when it is dropped, applied or forgotten.
import { mkdir, readdir, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { ImportOptions } from '#shared/api/imports.ts';
import type { Choice } from '#shared/api/import-plans.ts';
import { isProcess } from '../alive.ts';
import type { Db } from '../db/db.ts';
import type { Handlers, Person } from '../dispatch.ts';
import {
  decisionsOf,
  forgetDecisions,
  forgetMappings,
  listDecisions,
  listMappings,
} from './import-choices.ts';
import { glancesOf } from './import-titles.ts';
import { namedBy } from './named-title.ts';
import { choiceFor, keyOfChoice, type PlanChoices } from './plan-choices.ts';
import { openPlanRows, type PlanFilter, type PlanRows, type StoredPlanRow } from './plan-rows.ts';
import { idsOf, toPlanRow } from './plan-view.ts';
import { settleByRule } from './plan-rules.ts';
import type { PlannedSource } from './planned-source.ts';
import type { KeyedChoice } from './title-choices.ts';

export interface PlanStart {
  readonly userId: number;
  /** The file: choices for its lines are for no other. */
  readonly path: string;
  /** What the import will be called: decisions belong to it. */
  readonly source: string;
  /** The plan whose choices go on. */
  readonly basedOn: string | null;
}

export interface OpenPlan extends PlanChoices {
  readonly userId: number;
  readonly path: string;
  readonly source: string;
  readonly folder: string;
  readonly file: string;
  isWhole: boolean;
  rows: PlanRows | undefined;
  /** Of a service's files: what they became when they were read so. */
  keepCanonical(options: ImportOptions, canonical: PlannedSource): void;
  canonicalFor(options: ImportOptions): PlannedSource | undefined;
}

type PlanMethods = Pick<
  Handlers<'imports'>,
  | 'imports.planRows'
  | 'imports.choose'
  | 'imports.settle'
  | 'imports.dropPlan'
  | 'imports.forget'
  | 'imports.decisions'
  | 'imports.mappings'
  | 'imports.remembered'
>;

export interface Plans {
  readonly handlers: PlanMethods;
  /** Makes the folder. */
  begin(start: PlanStart): Promise<OpenPlan>;
  /** The plan is known by this job from now on; old ones are forgotten. */
  keep(jobId: string, plan: OpenPlan): void;
  /** All that counts for the rows of a plan: decisions of earlier imports, and what was said of this one. */
  choicesOf(plan: OpenPlan): KeyedChoice[];
  /** Throws where this person has no such plan, or it is of another file. */
  find(jobId: string, person: Person, path: string): OpenPlan;
  drop(plan: OpenPlan): Promise<void>;
  close(): Promise<void>;
}

const mostPlans = 6;
const bulk = 400;

export async function createPlans(db: Db, importsFolder: string): Promise<Plans> {
  await removeDead(importsFolder);
  const plans = new Map<string, OpenPlan>();

  function own(jobId: string, person: Person): OpenPlan {
    const plan = plans.get(jobId);
    if (plan?.userId !== person.id)
      throw new AppError('not_found', 'This plan is gone. Plan the import again.', { jobId });
    return plan;
  }

  function rowsOf(plan: OpenPlan): PlanRows {
    if (!plan.isWhole) throw new AppError('busy', 'The file is still being read.', {});
    plan.rows ??= openPlanRows(plan.file);
    return plan.rows;
  }

  async function drop(plan: OpenPlan): Promise<void> {
    for (const [jobId, known] of plans) if (known === plan) plans.delete(jobId);
    plan.rows?.close();
    await rm(plan.folder, { recursive: true, force: true });
  }

  /** The rows meant, some at a time. */
  async function* meant(plan: OpenPlan, filter: PlanFilter): AsyncGenerator<StoredPlanRow[]> {
    const rows = rowsOf(plan);
    for (let after = 0; ;) {
      const some = await rows.page(filter, after, bulk);
      const last = some.at(-1);
      if (!last) return;
      yield some;
      after = last.line;
    }
  }

  const handlers: PlanMethods = {
    'imports.planRows': async ({ jobId, list, text, cursor, limit }, { person }) => {
      const plan = own(jobId, person);
      const found = await rowsOf(plan).page({ list, text }, readCursor(cursor), limit + 1);
      const stored = found.slice(0, limit);
      const titles = await glancesOf(
        db,
        stored.flatMap((row) => idsOf(row, plan)),
      );
      return {
        items: stored.map((row) => toPlanRow(row, plan, titles)),
        nextCursor: found.length > limit ? String(stored.at(-1)?.line) : null,
      };
    },

    'imports.choose': async ({ jobId, rows, choice }, { person }) => {
      const plan = own(jobId, person);
      if (choice?.action === 'title' && (await glancesOf(db, [choice.mediaId])).size === 0)
        throw new AppError('not_found', `There is no title with the id ${choice.mediaId}.`, {
          mediaId: choice.mediaId,
        });
      let chosen = 0;
      if ('lines' in rows) {
        const known = rowsOf(plan).ofLines(rows.lines);
        if (known.length < rows.lines.length)
          throw new AppError('not_found', 'The plan has no such row.', { lines: rows.lines });
        chosen = choose(plan, known, choice);
        if (chosen === 0)
          throw new AppError('conflict', 'This row cannot be read, so nothing can be chosen for it.', {
            reason: 'unreadable_row',
          });
      } else {
        for await (const some of meant(plan, rows)) chosen += choose(plan, some, choice);
      }
      return { rows: chosen, choices: [...plan.said.values()].filter((said) => said !== null).length };
    },

    'imports.settle': async ({ jobId, rule }, { person }) => {
      const plan = own(jobId, person);
      let [settled, left] = [0, 0];
      for await (const some of meant(plan, { list: 'ambiguous', text: '' })) {
        const unsettled = some.filter((row) => choiceFor(plan, row) === undefined);
        const titles = await glancesOf(
          db,
          unsettled.flatMap(({ candidates }) => candidates),
        );
        for (const row of unsettled) {
          const choice = settleByRule(rule, row, titles);
          if (choice) choose(plan, [row], choice);
          if (choice) settled++;
          else left++;
        }
      }
      return { settled, left };
    },

    'imports.dropPlan': async ({ jobId }, { person }) => {
      const plan = plans.get(jobId);
      if (plan?.userId === person.id && plan.isWhole) await drop(plan);
      return {};
    },

    'imports.forget': async ({ what, ...which }, { person }) => ({
      forgotten:
        what === 'mappings'
          ? await forgetMappings(db, person.id, which)
          : await forgetDecisions(db, person.id, which),
    }),

    'imports.decisions': async ({ cursor, limit }, { person }) => {
      const at = readCursor(cursor);
      const found = await listDecisions(db, person.id, at, limit + 1);
      const titles = await glancesOf(
        db,
        found.flatMap(({ mediaId }) => mediaId ?? []),
      );
      return {
        items: found.slice(0, limit).map(({ mediaId, ...decision }) => ({
          ...decision,
          named: namedBy(decision.key),
          title: (mediaId === null ? undefined : titles.get(mediaId)) ?? null,
        })),
        nextCursor: found.length > limit ? String(at + limit) : null,
      };
    },

    'imports.mappings': async (_input, { person }) => await listMappings(db, person.id),

    'imports.remembered': async (_input, { person }) => {
      const countOf = async (table: 'import_mappings' | 'import_decisions') =>
        await db
          .selectFrom(table)
          .select((is) => is.fn.countAll<number>().as('count'))
          .where('user_id', '=', person.id)
          .executeTakeFirstOrThrow();
      return {
        mappings: (await countOf('import_mappings')).count,
        decisions: (await countOf('import_decisions')).count,
      };
    },
  };

  return {
    handlers,
    async begin({ basedOn, userId, path, source }) {
      const before = basedOn === null ? undefined : plans.get(basedOn);
      const goesOn = before?.userId === userId && before.path === path;
      // Where the process dies, the next start finds a folder whose process is gone.
      const folder = join(importsFolder, `plan-${process.pid}-${randomUUID()}`);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const remembered = await decisionsOf(db, userId, source);
      return {
        userId,
        path,
        source,
        folder,
        file: join(folder, 'rows.sqlite3'),
        isWhole: false,
        rows: undefined,
        ...keptCanonical(goesOn ? before : undefined),
        said: new Map(goesOn ? before.said : []),
        remembered: new Map(remembered.map((choice) => [choice[0], choice])),
      };
    },
    keep(jobId, plan) {
      plans.set(jobId, plan);
      const [oldest] = plans.values();
      if (plans.size > mostPlans && oldest?.isWhole) void drop(oldest);
    },
    choicesOf: ({ remembered, said }) =>
      [...new Map([...remembered, ...said]).values()].filter((choice) => choice !== null),
    find(jobId, person, path) {
      const plan = own(jobId, person);
      if (plan.path !== path)
        throw new AppError('conflict', 'This plan is of another file. Plan the import again.', {
          reason: 'other_file',
        });
      return plan;
    },
    drop,
    async close() {
      await Promise.all([...new Set(plans.values())].map(drop));
    },
  };
}

/** Rows that can't be read have nothing to choose. Gives for how many something was said. */
function choose(plan: OpenPlan, rows: readonly StoredPlanRow[], choice: Choice | null): number {
  let chosen = 0;
  for (const row of rows) {
    if (row.nameKey === null) continue;
    chosen++;
    const { line, name } = keyOfChoice(row);
    for (const key of [line, name]) plan.said.delete(key);
    if (choice === null) {
      if (plan.remembered.has(name)) plan.said.set(name, null);
      continue;
    }
    const key = choice.action === 'skip' && !row.isAmbiguous ? line : name;
    plan.said.set(key, [key, choice.action, choice.action === 'title' ? choice.mediaId : null]);
  }
  return chosen;
}

/** What a service's files became, here or in the plan before: worth keeping for whoever reads them in the same way. */
function keptCanonical(
  before: Pick<OpenPlan, 'canonicalFor'> | undefined,
): Pick<OpenPlan, 'keepCanonical' | 'canonicalFor'> {
  let kept: { readonly reading: string; readonly canonical: PlannedSource } | undefined;
  const readingOf = ({ format, reading }: ImportOptions) => JSON.stringify([format, reading]);
  return {
    keepCanonical(options, canonical) {
      kept = { reading: readingOf(options), canonical };
    },
    canonicalFor(options) {
      if (kept === undefined) return before?.canonicalFor(options);
      return kept.reading === readingOf(options) ? kept.canonical : undefined;
    },
  };
}

function readCursor(cursor: string | null): number {
  if (cursor === null) return 0;
  if (!/^\d{1,15}$/.test(cursor))
    throw new AppError('invalid_input', 'cursor: does not belong to this list', { field: 'cursor' });
  return Number(cursor);
}

/** Plans of processes that are gone. */
async function removeDead(importsFolder: string): Promise<void> {
  const names = await readdir(importsFolder).catch(() => []);
  const dead = names.filter((name) => {
    const pid = /^plan-(\d+)-/.exec(name)?.[1];
    return pid !== undefined && (Number(pid) === process.pid || !isProcess(Number(pid)));
  });
  await Promise.all(dead.map((name) => rm(join(importsFolder, name), { recursive: true, force: true })));
}
