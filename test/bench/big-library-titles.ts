// Seeded titles as real catalogues have them: a vocabulary whose words follow Zipf's law, short titles and long ones,
// a few thousand names that made most of them, and a share in other scripts.
import type { MediaKind } from '#shared/domain/media-kind.ts';
import { seeded } from './import-files.ts';

export interface BigTitle {
  readonly title: string;
  readonly kind: MediaKind;
  readonly year: number;
  readonly creator: string;
  readonly genres: readonly string[];
  readonly runtime: number;
}

const common = 'the of and a in to my love on man night day with for life house girl black last is story from dead little red one'.split(' '); // prettier-ignore
const onsets = 'b c d f g h j k l m n p r s t v w z br ch cl cr dr fl fr gl gr pl pr sh sl sp st str th tr qu kn wh é'.split(' '); // prettier-ignore
const nuclei = 'a e i o u a e i o ai ea ee ie oo ou ö'.split(' ');
const codas = ['', '', '', 'n', 'r', 's', 't', 'l', 'm', 'd', 'ck', 'nd', 'st', 'ng', 'x'];
const ends = ['', '', '', 's', 'er', 'ing', 'ed', 'ness', 'ly', 'ian'];
export const bigGenres = [
  'Drama', 'Comedy', 'Documentary', 'Action', 'Romance', 'Thriller', 'Horror', 'Crime', 'Animation', 'Adventure', 'Family', 'Mystery', 'Fantasy',
  'Science Fiction', 'Music', 'History', 'War', 'Western', 'Musical', 'Sport', 'Film-Noir', 'Pop', 'Rock', 'Jazz', 'Folk', 'Electronic',
] as const; // prettier-ignore
const scripts = [
  Array.from('東京物語七人侍千尋神隠夜空花火海山川風雨雪月星心愛夢の'),
  'ночь река сад зима камень дом город дорога остров память лето тень письмо огонь луна сердце сон мать'.split(
    ' ',
  ),
  'ليل نهر حديقة شتاء حجر بيت مدينة طريق جزيرة ذاكرة صيف ظل رسالة نار قمر قلب حلم أم'.split(' '),
] as const;

const vocabulary = 60_000;
const people = 90_000;

/** Every title with its index, the same ones each time. */
export function bigTitles(count: number, use: (title: BigTitle, index: number) => void, seed = 19): void {
  const random = seeded(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  /** Ranks from 0, the first the likeliest: Zipf's law by the inverse of its sum. */
  const zipf = (size: number) => Math.min(size - 1, Math.floor((size + 1) ** random()) - 1);
  const words = inventedWords(pick, random);
  const names = Array.from({ length: people }, () => `${word(zipf(4000) + 200)} ${word(zipf(50_000) + 200)}`);

  function word(rank: number): string {
    const plain = words[Math.min(rank, words.length - 1)] ?? '';
    return plain.charAt(0).toUpperCase() + plain.slice(1);
  }
  function title(): string {
    if (random() < 0.04) return foreignTitle();
    const length = 1 + Math.floor(random() * random() * 8);
    const text = Array.from({ length }, () => word(zipf(vocabulary))).join(' ');
    return random() < 0.03 ? `${text}: ${word(zipf(vocabulary))} ${1 + Math.floor(random() * 9)}` : text;
  }
  function foreignTitle(): string {
    const script = pick(scripts);
    const length = 1 + Math.floor(random() * 5);
    return Array.from({ length }, () => pick(script)).join(script === scripts[0] ? '' : ' ');
  }

  for (let index = 0; index < count; index++) {
    const chance = random();
    const kind = chance < 0.6 ? 'movie' : chance < 0.75 ? 'web_show' : 'song';
    const genres = [...new Set([bigGenres[zipf(bigGenres.length)], bigGenres[zipf(bigGenres.length)]])];
    use(
      {
        title: title(),
        kind,
        year: 2025 - Math.floor(random() * random() * 105),
        creator: names[zipf(people)] ?? '',
        genres: genres.map(String),
        runtime: kind === 'song' ? 3 : 60 + Math.floor(random() * 100),
      },
      index,
    );
  }
}

function inventedWords(pick: <T>(from: readonly T[]) => T, random: () => number): string[] {
  const words = new Set(common);
  while (words.size < vocabulary) {
    const syllables = 1 + Math.floor(random() * 3);
    const stem = Array.from({ length: syllables }, () => pick(onsets) + pick(nuclei) + pick(codas)).join('');
    words.add(stem + (random() < 0.5 ? '' : pick(ends)));
  }
  return [...words];
}
