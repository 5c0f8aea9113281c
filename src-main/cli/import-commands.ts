// Commands about imports: import (import-command.ts), and imports with its show, resume, undo and rejects.
import type { Command } from 'commander';
import type { Client } from '#shared/api/client.ts';
import type { ImportId } from '#shared/api/contract.ts';
import type { Reject } from '#shared/api/imports.ts';
import { AppError } from '#shared/errors.ts';
import { addImportCommand } from './import-command.ts';
import { runJob } from './import-job.ts';
import { firstRejects, resultOf } from './import-result.ts';
import { recordJson, recordsTable, recordText, rejectsCsv } from './import-text.ts';
import { example } from './profile-commands.ts';
import type { Shell } from './shell.ts';
import { undoText } from './undo-text.ts';
import { parseId } from './values.ts';

export function addImportCommands(program: Command, shell: Shell): void {
  addImportCommand(program, shell);
  const { output } = shell;

  const imports = program
    .command('imports')
    .description('List what was imported, newest first; show, resume, undo or explain one import.')
    .addHelpText('after', example('mediary imports', 'mediary imports rejects 3 > refused.csv'))
    .action(async () => {
      const api = await shell.api();
      const records = await api.call('imports.list', { limit: 200 });
      output.answer({ items: records.map(recordJson), total: records.length }, (paper) =>
        records.length === 0
          ? 'Nothing was imported yet. Begin: mediary import FILE'
          : recordsTable(paper, records),
      );
    });

  imports
    .command('show')
    .description('Show what an import did.')
    .argument('<id>')
    .addHelpText('after', example('mediary imports show 3'))
    .action(async (text: string) => {
      const api = await shell.api();
      const record = await api.call('imports.get', { importId: parseImportId(text) });
      const rejects = await firstRejects(api, record);
      output.answer(recordJson(record), (paper) => recordText(paper, record, rejects));
    });

  imports
    .command('resume')
    .description('Go on with an import, or an undo, that was stopped or cut short.')
    .argument('<id>')
    .addHelpText('after', example('mediary imports resume 3'))
    .action(async (text: string) => {
      const importId = parseImportId(text);
      const api = await shell.api();
      const job = await runJob(shell, () => api.call('imports.resume', { importId }));
      const { undone } = job;
      if (undone !== null) {
        output.answer({ importId, ...undone }, (paper) => undoText(paper, job.fileName, undone, true));
        return;
      }
      const { json, text: told } = await resultOf(api, job);
      output.answer(json, told);
    });

  imports
    .command('undo')
    .description('Take an import back. What was edited since stays, and is listed. To redo, import again.')
    .argument('<id>')
    .option('--dry-run', 'tell what would happen, and change nothing')
    .addHelpText('after', example('mediary imports undo 3 --dry-run', 'mediary imports undo 3'))
    .action(async (text: string, { dryRun }: { dryRun?: true }) => {
      const importId = parseImportId(text);
      const api = await shell.api();
      const { fileName } = await api.call('imports.get', { importId });
      const report =
        dryRun === true
          ? await api.call('imports.undoPreview', { importId })
          : (await runJob(shell, () => api.call('imports.undo', { importId }))).undone;
      if (report === null) throw new AppError('internal', 'The undo tells nothing of itself.');
      output.answer({ importId, ...report }, (paper) => undoText(paper, fileName, report, dryRun !== true));
    });

  imports
    .command('rejects')
    .description('Print the rows that an import refused, as a CSV with the line and the reason of each.')
    .argument('<id>')
    .addHelpText('after', example('mediary imports rejects 3 > refused.csv'))
    .action(async (text: string) => {
      const importId = parseImportId(text);
      const api = await shell.api();
      const { header, items } = await allRejects(api, importId);
      if (program.opts<{ json?: boolean }>().json === true)
        output.answer({ header, items, total: items.length }, () => '');
      else if (items.length === 0) output.note('This import refused no rows.');
      else output.raw(rejectsCsv(header, items));
    });
}

async function allRejects(
  api: Client,
  importId: ImportId,
): Promise<{ header: readonly string[]; items: readonly Reject[] }> {
  const items: Reject[] = [];
  let cursor: string | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof onePage>> = await onePage(cursor);
    items.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === null) return { header: page.header, items };
  }

  function onePage(from: string | null) {
    return api.call('imports.rejects', { importId, cursor: from, limit: 200 });
  }
}

function parseImportId(text: string): ImportId {
  return parseId(text) as ImportId;
}
