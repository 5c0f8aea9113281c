// Commands that make two titles one and take a wrong merge apart again: merge, unmerge.
import type { Command } from 'commander';
import type { MergeId, MergeSide } from '#shared/api/title-merges.ts';
import { counted, type Paper } from './paper.ts';
import { example } from './profile-commands.ts';
import type { Shell } from './shell.ts';
import { titleWithYear } from './title-text.ts';
import { parseId, parseMediaId } from './values.ts';

export function addMergeCommands(program: Command, shell: Shell): void {
  const { output } = shell;

  program
    .command('merge')
    .description('Make two titles one: reviews, plays, lists and ids of the second go over to the first.')
    .argument('<keep>', 'the id of the title that is kept')
    .argument('<drop>', 'the id of the one that goes into it')
    .option('--dry-run', 'show both, and change nothing')
    .addHelpText('after', example('mediary merge 42 57 --dry-run', 'mediary merge 42 57'))
    .action(async (keep: string, drop: string, { dryRun = false }: { readonly dryRun?: boolean }) => {
      const pair = { keepId: parseMediaId(keep), dropId: parseMediaId(drop) };
      const api = await shell.api();
      const preview = await api.call('catalog.mergePreview', pair);
      const sides = (paper: Paper) =>
        [
          `${paper.bold(titleWithYear(preview.keep.media))} is kept: ${held(preview.keep)}`,
          `${paper.bold(titleWithYear(preview.drop.media))} goes into it: ${held(preview.drop)}`,
          ...(preview.reviewedBoth > 0
            ? [
                `${counted(preview.reviewedBoth, 'person', 'people')} reviewed both; the kept title's review stays.`,
              ]
            : []),
        ].join('\n');
      if (dryRun) {
        output.answer(preview, sides);
        return;
      }
      const { mergeId } = await api.call('catalog.merge', pair);
      output.answer(
        { mergeId, ...pair },
        (paper) => `${sides(paper)}\nMerged. ${paper.dim(`Apart again: mediary unmerge ${mergeId}`)}`,
      );
    });

  program
    .command('unmerge')
    .description('Take a merge apart again; what was edited since stays.')
    .argument('<merge>', 'the number that merge told')
    .addHelpText('after', example('mediary unmerge 3'))
    .action(async (text: string) => {
      const mergeId = parseId(text) as MergeId;
      const api = await shell.api();
      const parted = await api.call('catalog.unmerge', { mergeId });
      output.answer({ mergeId, ...parted }, () => {
        const stays = parted.left === 0 ? '' : ` ${counted(parted.left, 'thing')} edited since stayed.`;
        return `Two titles again: ${parted.keepId} and ${parted.dropId}.${stays}`;
      });
    });
}

function held({ reviews, plays, lists, favorites, watchlist }: MergeSide): string {
  const all = [
    [reviews, 'review'],
    [plays, 'play'],
    [lists, 'list'],
    [favorites, 'favourite'],
    [watchlist, 'watchlist'],
  ] as const;
  const some = all.filter(([count]) => count > 0).map(([count, name]) => counted(count, name));
  return some.length === 0 ? 'nothing hangs on it' : some.join(', ');
}
