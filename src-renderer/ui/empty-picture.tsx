// The drawings of empty states: ink lines on paper with one touch of colour, all on a 160 × 112 sheet.
import type { ReactElement } from 'react';
import styles from './empty-picture.module.css';

export type EmptyPictureName = 'shelf' | 'search' | 'import' | 'stars' | 'bell' | 'diary' | 'list';

export function EmptyPicture({ name }: { readonly name: EmptyPictureName }) {
  return (
    <svg className={styles['picture']} viewBox="0 0 160 112" width="160" height="112" aria-hidden>
      {pictures[name]}
    </svg>
  );
}

const ground = <path className={styles['line']} d="M12 100.5h136" />;

const pictures: Readonly<Record<EmptyPictureName, ReactElement>> = {
  // A shelf with three posters and the place of the fourth.
  shelf: (
    <>
      <rect className={styles['fill']} x="22" y="38" width="26" height="62" rx="2" />
      <circle className={styles['tint']} cx="35" cy="58" r="8" />
      <rect className={styles['tint']} x="52" y="24" width="30" height="76" rx="2" />
      <path className={styles['over']} d="M58 82h18M58 88h11" />
      <rect className={styles['fill']} x="86" y="44" width="24" height="56" rx="2" />
      <path className={styles['line']} d="M92 56h12M92 62h12M92 68h7" />
      <path className={styles['dash']} d="M120 100l10-58 21 4-9.4 54" />
      {ground}
    </>
  ),
  // A lens over a row of titles.
  search: (
    <>
      <path className={styles['line']} d="M20 34h62M20 50h48M20 66h56M20 82h38" />
      <circle className={styles['lens']} cx="100" cy="54" r="27" />
      <path className={styles['tint']} d="M100 35a19 19 0 0 1 19 19h-19z" />
      <path className={styles['bold']} d="M119.5 73.5l19 19" />
    </>
  ),
  // A sheet of rows going into a box.
  import: (
    <>
      <path className={styles['fill']} d="M54 14h40l14 14v48H54z" />
      <path className={styles['line']} d="M94 14v14h14M64 40h32M64 50h32M64 60h20" />
      <path className={styles['tint']} d="M34 72h92l-8 28.5H42z" />
      <path className={styles['hole']} d="M68 82h24" />
      {ground}
    </>
  ),
  // Five stars, the first of them filled.
  stars: (
    <>
      {[26, 53, 80, 107, 134].map((x, index) => (
        <path
          key={x}
          className={index < 3 ? styles['amber'] : styles['fill']}
          transform={`translate(${x} ${62 - (2 - Math.abs(index - 2)) * 9}) scale(1.15)`}
          d="M0-10.5l3.200 6.700 7.300 1-5.300 5.100 1.300 7.300L0 6.100l-6.5 3.5 1.300-7.300-5.300-5.100 7.300-1z"
        />
      ))}
      <path className={styles['line']} d="M40 96.5h80" />
    </>
  ),
  // A calendar with one evening marked.
  diary: (
    <>
      <path className={styles['fill']} d="M34 24h92v76.500H34z" />
      <path
        className={styles['line']}
        d="M34 42h92M56 16v14M104 16v14M48 56h10M72 56h10M48 72h10M96 56h10M48 88h10M72 88h10"
      />
      <path className={styles['tint']} d="M70 65h14v14H70z" />
      <path className={styles['line']} d="M96 72h10M96 88h10" />
      {ground}
    </>
  ),
  // Numbered lines, the first of them with a cover.
  list: (
    <>
      <rect className={styles['tint']} x="34" y="20" width="18" height="24" rx="2" />
      <path className={styles['line']} d="M62 28h58M62 36h34" />
      <rect className={styles['fill']} x="34" y="48" width="18" height="24" rx="2" />
      <path className={styles['line']} d="M62 56h46M62 64h28" />
      <path className={styles['dash']} d="M34 76h18v24H34z" />
      <path className={styles['dash']} d="M62 84h52M62 92h30" />
    </>
  ),
  // A bell at rest.
  bell: (
    <>
      <path
        className={styles['fill']}
        d="M80 20c-17 0-25 12-25 28 0 18-8 24-13 30h76c-5-6-13-12-13-30 0-16-8-28-25-28z"
      />
      <path className={styles['tint']} d="M70 82a10 10 0 0 0 20 0z" />
      <path className={styles['line']} d="M80 14v6M126 34l7-4M129 48h8M34 34l-7-4M31 48h-8" />
    </>
  ),
};
