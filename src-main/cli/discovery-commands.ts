// Commands about what to watch or hear next: recommend, similar, pick, dismiss.
import type { Command } from 'commander';
import { moods, type Reason, type Suggestion } from '#shared/api/discovery.ts';
import { counted, grouped, type Paper } from './paper.ts';
import { example } from './profile-commands.ts';
import type { Shell } from './shell.ts';
import { points, ratingText, titleJson, titleTable, titleWithYear } from './title-text.ts';
import { oneOf, parseCount, parseKind, parseMediaId } from './values.ts';

const kindOption = ['--kind <kind>', 'only movie, web_show or song'] as const;

export function addDiscoveryCommands(program: Command, shell: Shell): void {
  const { output } = shell;

  program
    .command('recommend')
    .description(
      'What you might like next, each with the reason. Nothing that you reviewed, played or dismissed.',
    )
    .option(...kindOption)
    .option('--genre <genre>', 'only this genre')
    .option('--limit <n>', 'how many at most, up to 100', '10')
    .addHelpText(
      'after',
      example('mediary recommend', 'mediary recommend --kind movie --genre comedy --limit 5'),
    )
    .action(async (options: { readonly kind?: string; readonly genre?: string; readonly limit: string }) => {
      const limit = parseCount(options.limit, 'limit', 100);
      const kind = kindOf(options);
      const genre = options.genre === undefined ? {} : { genre: options.genre };
      const api = await shell.api();
      const { items } = await api.call('discovery.recommend', { limit, ...kind, ...genre });
      output.answer({ items: items.map(suggestionJson), total: items.length }, (paper) =>
        items.length === 0
          ? 'Nothing to suggest. Add titles first, or rate a few: mediary review ID RATING'
          : `${suggestionTable(paper, items)}\n\n${paper.dim('Not interested in one? mediary dismiss ID')}`,
      );
    });

  program
    .command('similar')
    .description('What people who like a title like too. Holds what you know as well.')
    .argument('<id>', 'see search or list')
    .option('--limit <n>', 'how many at most, up to 100', '10')
    .addHelpText('after', example('mediary similar 42'))
    .action(async (text: string, options: { readonly limit: string }) => {
      const mediaId = parseMediaId(text);
      const limit = parseCount(options.limit, 'limit', 100);
      const api = await shell.api();
      const items = await api.call('discovery.similar', { mediaId, limit });
      output.answer({ items: items.map(titleJson), total: items.length }, (paper) =>
        items.length === 0 ? 'Nothing here is like it.' : titleTable(paper, items),
      );
    });

  program
    .command('pick')
    .description('One title for now. What is on your watchlist comes first among equals.')
    .option(...kindOption)
    .option('--mood <mood>', `only what goes with it: ${moods.join(', ')}`)
    .option('--length <minutes>', 'only what is known to be that long at most')
    .option('--except <id...>', 'not these: what it picked a moment ago')
    .addHelpText('after', example('mediary pick', 'mediary pick --kind movie --mood light --length 100'))
    .action(async (options: PickOptions) => {
      const input = {
        ...kindOf(options),
        ...(options.mood === undefined ? {} : { mood: oneOf('mood', moods, options.mood) }),
        ...(options.length === undefined
          ? {}
          : { longestMinutes: parseCount(options.length, 'length', 6000) }),
        exclude: (options.except ?? []).map(parseMediaId),
      };
      const api = await shell.api();
      const pick = await api.call('discovery.pick', input);
      output.answer(pick === null ? null : suggestionJson(pick), (paper) =>
        pick === null
          ? 'Nothing fits. Ask for less: another mood, a greater length, any kind.'
          : `${paper.bold(titleWithYear(pick))}${paper.dim(`  ${[pick.creator, pick.genres.join(', ')].filter(Boolean).join(' · ')}`)}\n` +
            `${because(pick.reason)} ${paper.dim(`More: mediary show ${pick.id}. Another: mediary pick --except ${[...input.exclude, pick.id].join(' ')}`)}`,
      );
    });

  program
    .command('dismiss')
    .description('Not interested: a title is never suggested to you again.')
    .argument('<id>')
    .option('--undo', 'take that back')
    .addHelpText('after', example('mediary dismiss 42', 'mediary dismiss 42 --undo'))
    .action(async (text: string, { undo }: { readonly undo?: true }) => {
      const mediaId = parseMediaId(text);
      const on = undo !== true;
      const api = await shell.api();
      const title = await api.call('catalog.get', { id: mediaId });
      await api.call('discovery.dismiss', { mediaId, on });
      output.answer({ mediaId, dismissed: on }, (paper) => {
        const name = paper.bold(titleWithYear(title));
        return on ? `${name} won't be suggested again.` : `${name} may be suggested again.`;
      });
    });
}

interface PickOptions {
  readonly kind?: string;
  readonly mood?: string;
  readonly length?: string;
  readonly except?: readonly string[];
}

function suggestionJson(suggestion: Suggestion) {
  return {
    ...titleJson(suggestion),
    reason: { ...reasonJson(suggestion.reason), text: because(suggestion.reason) },
  };
}

/** As the contract has it, with ratings on the 1.0–10.0 scale and a title as its id and name. */
function reasonJson(reason: Reason) {
  if (reason.because === 'popular') return { ...reason, averageRating: points(reason.averageRating) };
  if (!('media' in reason)) return reason;
  const { because: why, media } = reason;
  const rating = reason.because === 'rated' ? { rating: points(reason.rating) } : {};
  return { because: why, id: media.id, title: media.title, ...rating };
}

type Words = { readonly [B in Reason['because']]: (reason: Extract<Reason, { because: B }>) => string };

const words: Words = {
  rated: ({ media, rating }) => `Because you gave ${media.title} ${ratingText(rating)}.`,
  favorite: ({ media }) => `Because ${media.title} is one of your favourites.`,
  played: ({ media }) => `Because you played ${media.title}.`,
  creator: ({ creator }) => `By ${creator}, whose titles you like.`,
  genres: ({ genres }) => `You like ${genres.join(', ')}.`,
  popular: ({ averageRating, ratingCount }) =>
    `Liked here: ${ratingText(averageRating)} from ${counted(ratingCount, 'rating')}.`,
  watchlist: () => 'It waits on your watchlist.',
  untried: () => 'Nobody here has tried it yet.',
};

function because(reason: Reason): string {
  return (words[reason.because] as (told: Reason) => string)(reason);
}

function suggestionTable(paper: Paper, suggestions: readonly Suggestion[]): string {
  return paper.table(
    [
      { head: 'ID', align: 'right', look: 'dim' },
      { head: 'Title', least: 16, look: 'bold' },
      { head: 'Year', align: 'right' },
      { head: 'Rating', align: 'right' },
      { head: 'Votes', align: 'right', optional: true },
      { head: 'Why', least: 16 },
    ],
    suggestions.map((suggestion) => [
      String(suggestion.id),
      suggestion.title,
      String(suggestion.year ?? ''),
      ratingText(suggestion.averageRating),
      grouped(suggestion.ratingCount),
      because(suggestion.reason),
    ]),
  );
}

function kindOf({ kind }: { readonly kind?: string }) {
  return kind === undefined ? {} : { kind: parseKind(kind) };
}
