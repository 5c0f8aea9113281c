// RateYourMusic's export: albums, their ratings from 1 to 10 (0: none) and reviews in BBCode.
import { asAlbum } from './album.ts';
import { eachRow } from './each-row.ts';
import { tenScale, yearOf, type Format } from './format.ts';

export const rateYourMusic: Format = {
  name: 'rateyourmusic',
  label: 'RateYourMusic',
  recognise: (look) => (look.has('rymalbum', 'title', 'rating') ? 'albums' : undefined),
  convert(files, out) {
    eachRow(files, out, ({ row, at, refuse, rated }) => {
      const rating = rated(['rating'], tenScale, { zeroIsNone: true });
      if (rating === undefined) return;
      const title = plainText(row.get('title'));
      if (title === '') {
        refuse('is missing', 'Title');
        return;
      }
      const artist = [row.get('firstname'), row.get('lastname')]
        .map(plainText)
        .filter((part) => part !== '')
        .join(' ');
      const localised = [row.get('firstnamelocalized'), row.get('lastnamelocalized')]
        .map(plainText)
        .filter((part) => part !== '')
        .join(' ');
      const about = {
        ...at,
        ...asAlbum(title, artist || localised),
        year: yearOf(row.get('releasedate')),
      };
      const heading = plainText(row.get('reviewtitle'));
      const text = bbText(row.prose('review') ?? '');
      const comment = [heading, text].filter((part) => part !== '').join('\n\n') || undefined;
      const isReview = rating.rating !== undefined || comment !== undefined;
      const isWanted = row.get('ownership').toLowerCase() === 'w';
      if (isReview)
        out.add({ ...about, ...rating, entry: 'review', comment, also: isWanted ? ['watchlist'] : [] });
      else out.add({ ...about, entry: isWanted ? 'watchlist' : 'title' });
    });
  },
};

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** HTML's entities as characters. */
export function plainText(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return named[name.toLowerCase()] ?? whole;
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code > 31 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
      ? String.fromCodePoint(code)
      : whole;
  });
}

/** The words of a review: line breaks that were written as \n are line breaks. The marks stay, they are the user's. */
function bbText(text: string): string {
  return plainText(text.includes('\n') ? text : text.replaceAll('\\r\\n', '\n').replaceAll('\\n', '\n'));
}
