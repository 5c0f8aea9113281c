// A wall of covers drawn for well-known titles: decoration that shows what the place is for before anybody is known.
// Nothing of anybody's library is shown to whoever isn't signed in.
import type { MediaKind } from '#shared/domain/media-kind.ts';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import styles from './cover-wall.module.css';

interface WallTitle {
  readonly uid: string;
  readonly kind: MediaKind;
  readonly title: string;
  readonly year: number;
  readonly creator: string;
}

const columns: readonly (readonly WallTitle[])[] = [
  [
    wall('movie', 'In the Mood for Love', 2000, 'Wong Kar-wai'),
    wall('song', 'Blue in Green', 1959, 'Miles Davis'),
    wall('movie', 'Stalker', 1979, 'Andrei Tarkovsky'),
    wall('web_show', 'Twin Peaks', 1990, 'Mark Frost, David Lynch'),
  ],
  [
    wall('web_show', 'The Wire', 2002, 'David Simon'),
    wall('movie', 'Portrait of a Lady on Fire', 2019, 'Céline Sciamma'),
    wall('song', 'Wuthering Heights', 1978, 'Kate Bush'),
    wall('movie', 'Spirited Away', 2001, 'Hayao Miyazaki'),
    wall('movie', '2001: A Space Odyssey', 1968, 'Stanley Kubrick'),
  ],
  [
    wall('movie', 'Cléo from 5 to 7', 1962, 'Agnès Varda'),
    wall('movie', 'Moonlight', 2016, 'Barry Jenkins'),
    wall('web_show', 'Dark', 2017, 'Baran bo Odar, Jantje Friese'),
    wall('song', 'Teardrop', 1998, 'Massive Attack'),
  ],
];

export function CoverWall() {
  return (
    <div aria-hidden className={styles['wall']}>
      {columns.map((titles) => (
        <div key={titles[0]?.uid} className={styles['column']}>
          {titles.map((media) => (
            <div key={media.uid} className={styles['cover']}>
              <Cover media={media} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

/** Its uid need only be steady: it chooses the drawing. */
function wall(kind: MediaKind, title: string, year: number, creator: string): WallTitle {
  let hash = 2_166_136_261;
  for (const character of title) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  const uid = [3, 7, 11, 13].map((by) => (Math.imul(hash, by) >>> 0).toString(16).padStart(8, '0')).join('');
  return { uid, kind, title, year, creator };
}
