// Commands about what a person makes of titles: review, unreview, favorite, unfavorite, and news of others' reviews.
import type { Command } from 'commander';
import { localDay, counted } from './paper.ts';
import { example } from './profile-commands.ts';
import type { Shell } from './shell.ts';
import { points, ratingText, reviewJson, titleWithYear } from './title-text.ts';
import { parseMediaId, parseOwnRating } from './values.ts';

export function addReviewCommands(program: Command, shell: Shell): void {
  const { output } = shell;

  program
    .command('review')
    .description(
      'Rate a title, with words if you like. Doing it again changes your review; the words stay unless you give new ones.',
    )
    .argument('<id>')
    .argument('<rating>', 'from 1 to 10 in steps of 0.1; "none" for words alone')
    .argument('[comment]', '"" takes the words away')
    .option('--spoiler', 'the words give the ending away')
    .option('--no-spoiler', "they don't")

    .addHelpText('after', example('mediary review 42 8.5', 'mediary review 42 9 "Better every time."'))
    .action(
      async (
        idText: string,
        score: string,
        comment: string | undefined,
        { spoiler }: { readonly spoiler?: boolean },
      ) => {
        const mediaId = parseMediaId(idText);
        const rating = parseOwnRating(score);
        const api = await shell.api();
        const review = await api.call('reviews.save', {
          mediaId,
          rating,
          ...(comment === undefined ? {} : { body: comment === '' ? null : comment }),
          ...(spoiler === undefined ? {} : { spoiler }),
        });
        const title = await api.call('catalog.get', { id: mediaId });
        output.answer(reviewJson(review), (paper) => {
          const told = review.rating === null ? 'Reviewed' : `${ratingText(review.rating)} for`;
          return `${told} ${paper.bold(titleWithYear(title))}. ${paper.dim(`Its mean is ${ratingText(title.averageRating)} from ${counted(title.ratingCount, 'rating')}.`)}`;
        });
      },
    );

  program
    .command('unreview')
    .description('Delete your review and rating of a title.')
    .argument('<id>')
    .addHelpText('after', example('mediary unreview 42'))
    .action(async (text: string) => {
      const mediaId = parseMediaId(text);
      const api = await shell.api();
      const title = await api.call('catalog.get', { id: mediaId });
      await api.call('reviews.delete', { mediaId });
      output.answer(
        { mediaId, deleted: true },
        (paper) => `Your review of ${paper.bold(titleWithYear(title))} is deleted.`,
      );
    });

  for (const on of [true, false]) {
    program
      .command(on ? 'favorite' : 'unfavorite')
      .description(
        on
          ? 'Make a title one of your favourites. You are told when others review it.'
          : 'Take a title from your favourites.',
      )
      .argument('<id>')
      .addHelpText('after', example(`mediary ${on ? 'favorite' : 'unfavorite'} 42`))
      .action(async (text: string) => {
        const mediaId = parseMediaId(text);
        const api = await shell.api();
        const title = await api.call('catalog.get', { id: mediaId });
        await api.call('favorites.set', { mediaId, on });
        output.answer({ mediaId, favorite: on }, (paper) => {
          const name = paper.bold(titleWithYear(title));
          return on ? `${name} is one of your favourites.` : `${name} is not among your favourites.`;
        });
      });
  }

  program
    .command('notifications')
    .description('Reviews that others wrote of your favourites since you last marked them read.')
    .option('--all', 'those that you have read, too (the latest 200)')
    .option('--mark-read', 'show them, then mark all as read')
    .addHelpText('after', example('mediary notifications', 'mediary notifications --mark-read'))
    .action(async ({ all, markRead }: { readonly all?: true; readonly markRead?: true }) => {
      const api = await shell.api();
      const { items, unread } = await api.call('notifications.list', {
        unreadOnly: all !== true,
        limit: 200,
      });
      if (markRead === true) await api.call('notifications.markRead', {});
      const told = items.map(({ id, media, author, rating, createdAt, read }) => ({
        id,
        media: {
          id: media.id,
          uid: media.uid,
          kind: media.kind,
          title: media.title,
          year: media.year,
          creator: media.creator,
        },
        author: author.name,
        rating: points(rating),
        createdAt,
        read,
      }));
      output.answer({ items: told, total: all === true ? told.length : unread, unread }, (paper) => {
        if (items.length === 0) return 'Nothing new.';
        const table = paper.table(
          [
            { head: '' },
            { head: 'Date', look: 'dim' },
            { head: 'Who', least: 8 },
            { head: 'Rating', align: 'right' },
            { head: 'Title', least: 16, look: 'bold' },
            { head: 'ID', align: 'right', look: 'dim' },
          ],
          items.map((item) => [
            item.read ? '' : '•',
            localDay(item.createdAt),
            item.author.name,
            ratingText(item.rating),
            titleWithYear(item.media),
            String(item.media.id),
          ]),
        );
        const hint =
          markRead === true
            ? 'All marked as read.'
            : `${counted(unread, 'new one')}. Mark as read: mediary notifications --mark-read`;
        return `${table}\n\n${paper.dim(hint)}`;
      });
    });
}
