// Commands about when titles were watched or heard: log, unlog, diary.
import type { Command } from 'commander';
import type { MethodInput } from '#shared/api/index.ts';
import type { Play, PlayId } from '#shared/api/diary.ts';
import { episodeCode } from '#shared/domain/episode-text.ts';
import { localDay as dayHere, type PartialDate } from '#shared/domain/partial-date.ts';
import { counted } from './paper.ts';
import { example } from './profile-commands.ts';
import type { Shell } from './shell.ts';
import { points, ratingText, titleWithYear } from './title-text.ts';
import {
  parseCount,
  parseEpisodes,
  parseId,
  parseKind,
  parseMediaId,
  parseOwnRating,
  parsePlayDate,
} from './values.ts';

interface LogOptions {
  readonly date: string;
  readonly rating?: string;
  readonly note?: string;
  readonly rewatch?: boolean;
  readonly season?: string;
  readonly episode?: string;
  readonly tag?: readonly string[];
}

interface DiaryOptions {
  readonly month?: string;
  readonly title?: string;
  readonly kind?: string;
  readonly tag?: string;
  readonly rewatches?: true;
  readonly limit: string;
}

const mostPerCall = 200;

export function addDiaryCommands(program: Command, shell: Shell): void {
  const { output } = shell;

  program
    .command('log')
    .description('Write into your diary that you watched or heard a title.')
    .argument('<id>')
    .option(
      '--date <date>',
      'today, yesterday, unknown, or as precise as you know: 2019, 2019-05, 2019-05-01',
      'today',
    )
    .option('--rating <rating>', 'how it was that time, from 1 to 10 in steps of 0.1')
    .option('--note <text>')
    .option('--rewatch', 'you knew it already; without it, your diary tells')
    .option('--no-rewatch', 'for the first time')
    .option('--season <n>', 'of a show')
    .option('--episode <n>', 'of a show; several at once: 3-5')
    .option('--tag <tag...>', 'one or several')
    .addHelpText(
      'after',
      example(
        'mediary log 42',
        'mediary log 42 --date 2019-05 --rating 8.5 --note "At the old cinema"',
        'mediary log 7 --season 2 --episode 3-5 --tag train',
      ),
    )
    .action(async (idText: string, options: LogOptions) => {
      const mediaId = parseMediaId(idText);
      const playedOn = parsePlayDate(options.date, dayHere(new Date()));
      const episodes = parseEpisodes(options.season, options.episode);
      const rating = options.rating === undefined ? null : parseOwnRating(options.rating);
      const api = await shell.api();
      const plays = await api.call('diary.log', {
        mediaId,
        playedOn,
        episodes,
        rewatch: options.rewatch ?? null,
        rating,
        note: options.note ?? null,
        tags: [...(options.tag ?? [])],
      });
      output.answer({ plays: plays.map(playJson) }, (paper) => {
        const [play] = plays;
        if (!play) return 'Nothing was logged.';
        const what =
          plays.length === 1
            ? withEpisode(play)
            : `${titleWithYear(play.media)}, ${counted(plays.length, 'episode')}`;
        const again = plays.length === 1 && play.rewatch ? ', again' : '';
        const ids = plays.map(({ id }) => id).join(' ');
        return `Logged ${paper.bold(what)} ${dateText(play.playedOn)}${again}. ${paper.dim(`Take it back: mediary unlog ${ids}`)}`;
      });
    });

  program
    .command('unlog')
    .description('Take plays out of your diary. Their ids are shown by diary and log.')
    .argument('<id...>')
    .addHelpText('after', example('mediary unlog 12', 'mediary unlog 12 13 14'))
    .action(async (texts: readonly string[]) => {
      const ids = texts.map((text) => parseId(text) as PlayId);
      const api = await shell.api();
      await api.call('diary.delete', { ids });
      output.answer({ ids, deleted: true }, () => `${counted(ids.length, 'play')} deleted.`);
    });

  program
    .command('diary')
    .description('What you watched and heard, newest first.')
    .option('--month <month>', 'only one month, like 2024-05, or one year or day')
    .option('--title <id>', 'only one title')
    .option('--kind <kind>', 'only movie, web_show or song')
    .option('--tag <tag>', 'only what has this tag')
    .option('--rewatches', 'only what you knew already')
    .option('--limit <n>', 'how many at most, up to 10000', '50')
    .addHelpText(
      'after',
      example('mediary diary', 'mediary diary --month 2024-05', 'mediary diary --kind movie --json'),
    )
    .action(async (options: DiaryOptions) => {
      const limit = parseCount(options.limit, 'limit', 10_000);
      const filter = filterOf(options);
      const api = await shell.api();
      const items: Play[] = [];
      let cursor: string | null = null;
      do {
        const page: { items: Play[]; nextCursor: string | null } = await api.call('diary.list', {
          filter,
          cursor,
          limit: Math.min(mostPerCall, limit - items.length),
        });
        items.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null && items.length < limit);
      output.answer({ items: items.map(playJson), total: items.length, more: cursor !== null }, (paper) => {
        if (items.length === 0) {
          return Object.keys(filter).length > 0
            ? 'No such plays.'
            : 'Your diary is empty. Begin with: mediary log ID --date yesterday';
        }
        const table = paper.table(
          [
            { head: 'Date' },
            { head: 'Title', least: 16, look: 'bold' },
            { head: 'Rating', align: 'right' },
            { head: '', optional: true },
            { head: 'Note', least: 10, look: 'dim', optional: true },
            { head: 'Play', align: 'right', look: 'dim' },
          ],
          items.map((play) => [
            play.playedOn ?? '–',
            withEpisode(play),
            play.rating === null ? '' : ratingText(play.rating),
            play.rewatch ? 'again' : '',
            [play.note ?? '', ...play.tags.map((tag) => `#${tag}`)].filter(Boolean).join(' '),
            String(play.id),
          ]),
        );
        const more =
          cursor === null
            ? counted(items.length, 'play')
            : `the latest ${counted(items.length, 'play')} · more: --limit`;
        return `${table}\n\n${paper.dim(more)}`;
      });
    });
}

function filterOf(options: DiaryOptions): NonNullable<MethodInput<'diary.list'>['filter']> {
  const { month, title, kind, tag, rewatches } = options;
  const period = month === undefined ? null : parsePlayDate(month, dayHere(new Date()));
  return {
    ...(period !== null && { from: period, to: period }),
    ...(title !== undefined && { mediaId: parseMediaId(title) }),
    ...(kind !== undefined && { kind: parseKind(kind) }),
    ...(tag !== undefined && { tag }),
    ...(rewatches === true && { rewatch: true }),
  };
}

/** A play in the shape that scripts rely on; the rating on the 1.0–10.0 scale. */
function playJson({ id, media, playedOn, season, episode, rewatch, rating, note, tags }: Play) {
  return {
    id,
    media: { id: media.id, uid: media.uid, kind: media.kind, title: media.title, year: media.year },
    playedOn,
    season,
    episode,
    rewatch,
    rating: points(rating),
    note,
    tags,
  };
}

function withEpisode({ media, season, episode }: Play): string {
  return [titleWithYear(media), episodeCode(season, episode)].filter(Boolean).join(' ');
}

function dateText(date: PartialDate | null): string {
  if (date === null) return 'without a date';
  return `${date.length === 10 ? 'on' : 'in'} ${date}`;
}
