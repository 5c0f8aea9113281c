// How a title is told at the terminal: the JSON that scripts rely on, rows of tables, and the page of one title.
import type { Media, MediaSummary } from '#shared/api/catalog.ts';
import type { Review } from '#shared/api/reviews.ts';
import { kindTable } from '#shared/domain/media-kind.ts';
import { formatTen } from '#shared/domain/rating.ts';
import { localDay, counted, grouped, type Column, type Paper } from './paper.ts';

export interface TitleJson {
  readonly id: number;
  readonly uid: string;
  readonly kind: string;
  readonly title: string;
  readonly year: number | null;
  readonly creator: string | null;
  readonly genres: readonly string[];
  readonly averageRating: number | null;
  readonly ratingCount: number;
}

/** Exactly these fields; ratings on the 1.0–10.0 scale, means with at most two decimals. */
export function titleJson(title: Omit<MediaSummary, 'mine'>): TitleJson {
  const { id, uid, kind, year, creator, genres, averageRating, ratingCount } = title;
  return {
    id,
    uid,
    kind,
    title: title.title,
    year,
    creator,
    genres,
    averageRating: points(averageRating),
    ratingCount,
  };
}

/** Everything about one title, for `show --full`. */
export function fullTitleJson(title: Media, reviews: readonly Review[]) {
  return {
    ...titleJson(title),
    runtime: title.runtime,
    description: title.description,
    externalIds: title.externalIds,
    mine: { ...title.mine, rating: points(title.mine.rating) },
    reviews: reviews.map((review) => ({
      author: review.author.name,
      spoiler: review.spoiler,
      ...reviewJson(review),
    })),
  };
}

export function reviewJson({ mediaId, rating, body, createdAt, updatedAt }: Review) {
  return { mediaId, rating: points(rating), comment: body, createdAt, updatedAt };
}

/** Tenths as a number on the 1.0–10.0 scale. */
export function points(tenths: number | null): number | null {
  return tenths === null ? null : Math.round(tenths * 10) / 100;
}

export function ratingText(tenths: number | null): string {
  return tenths === null ? '–' : formatTen(tenths);
}

/** "The Matrix (1999)", for a sentence. */
export function titleWithYear({
  title,
  year,
}: {
  readonly title: string;
  readonly year: number | null;
}): string {
  return year === null ? title : `${title} (${year})`;
}

const titleColumns: readonly Column[] = [
  { head: 'ID', align: 'right', look: 'dim' },
  { head: 'Title', least: 16, look: 'bold' },
  { head: 'Year', align: 'right' },
  { head: 'Kind', optional: true },
  { head: 'Rating', align: 'right' },
  { head: 'Votes', align: 'right' },
  { head: 'You', align: 'right', optional: true },
  { head: 'By', least: 10, optional: true },
  { head: 'Genres', least: 10, look: 'dim', optional: true },
];

/** `ranked` puts the place in front. */
export function titleTable(paper: Paper, titles: readonly MediaSummary[], ranked = false): string {
  const columns: readonly Column[] = ranked ? [{ head: '#', align: 'right' }, ...titleColumns] : titleColumns;
  return paper.table(
    columns,
    titles.map((title, index) => [
      ...(ranked ? [String(index + 1)] : []),
      String(title.id),
      title.title,
      String(title.year ?? ''),
      kindTable[title.kind].label,
      ratingText(title.averageRating),
      grouped(title.ratingCount),
      ownMarks(title),
      title.creator ?? '',
      title.genres.join(', '),
    ]),
  );
}

export function titlePage(
  paper: Paper,
  title: Media,
  reviews: readonly Review[],
  options: { readonly spoilers: boolean },
): string {
  const kind = kindTable[title.kind];

  // Year and creator stand elsewhere on this page.
  const rest = kind.details({ ...title, year: null, creator: null });
  const ids = Object.entries(title.externalIds).map(([source, values]) => `${source} ${values.join(', ')}`);
  const rated =
    title.averageRating === null
      ? 'nobody has rated it yet'
      : `${ratingText(title.averageRating)} from ${counted(title.ratingCount, 'rating')}`;
  const { mine } = title;
  const own = [
    mine.rating === null ? '' : ratingText(mine.rating),
    mine.reviewed && mine.rating === null ? 'reviewed' : '',
    mine.favorite ? 'favourite' : '',
    mine.watchlist ? 'on your watchlist' : '',
  ].filter((text) => text !== '');
  const facts = paper.facts([
    [kind.creatorLabel, title.creator ?? ''],
    ['Genres', title.genres.join(', ')],
    ['Rating', rated],
    ['You', own.join(' · ')],
    ['About', title.description ?? ''],
    ['Elsewhere', ids.join(' · ')],
    ['ID', String(title.id)],
  ]);
  const parts = [
    `${paper.bold(titleWithYear(title))}\n${paper.dim([kind.label, ...rest].join(' · '))}`,
    facts,
    ...(reviews.length === 0 ? [] : [reviewsText(paper, reviews, options)]),
  ];
  return parts.join('\n\n');
}

function reviewsText(
  paper: Paper,
  reviews: readonly Review[],
  { spoilers }: { readonly spoilers: boolean },
): string {
  return reviews
    .map((review) => {
      const head = `${paper.bold(ratingText(review.rating).padStart(4))}  ${paper.bold(review.own ? 'You' : review.author.name)}  ${paper.dim(localDay(review.updatedAt))}`;
      if (review.body === null || review.body === '') return head;
      const hidden = review.spoiler && !review.own && !spoilers;
      const body = hidden
        ? paper.dim('      Gives the ending away. Show it with --spoilers.')
        : paper.paragraph(review.body, 6);
      return `${head}\n${body}`;
    })
    .join('\n');
}

function ownMarks({ mine }: MediaSummary): string {
  const rating = mine.rating === null ? (mine.reviewed ? '✓' : '') : formatTen(mine.rating);
  return `${mine.favorite ? '♥ ' : ''}${rating}`.trim();
}
