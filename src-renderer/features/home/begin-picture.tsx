// Small drawings for the three ways to begin: a full shelf, a file on its way into one, and an empty one.
import styles from './begin-picture.module.css';

export interface BeginPictureProps {
  readonly name: 'starter' | 'import' | 'blank';
}

interface Spine {
  readonly x: number;
  readonly width: number;
  readonly height: number;
  readonly tone: 'movie' | 'show' | 'song' | 'plain';
}

const spines: readonly Spine[] = [
  { x: 8, width: 15, height: 78, tone: 'movie' },
  { x: 25, width: 11, height: 66, tone: 'plain' },
  { x: 38, width: 19, height: 84, tone: 'show' },
  { x: 59, width: 12, height: 72, tone: 'song' },
  { x: 73, width: 9, height: 72, tone: 'song' },
  { x: 84, width: 17, height: 80, tone: 'plain' },
  { x: 103, width: 13, height: 62, tone: 'movie' },
  { x: 118, width: 20, height: 76, tone: 'show' },
  { x: 140, width: 10, height: 86, tone: 'plain' },
  { x: 152, width: 15, height: 70, tone: 'movie' },
];

export function BeginPicture({ name }: BeginPictureProps) {
  const shown = name === 'starter' ? spines : name === 'import' ? spines.slice(0, 4) : [];
  return (
    <svg viewBox="0 0 200 112" className={styles['picture']} aria-hidden>
      {shown.map(({ x, width, height, tone }) => (
        <g key={x} className={styles[tone]}>
          <rect x={x} y={100 - height} width={width} height={height} rx="1.5" />
          <path
            className={styles['band']}
            d={`M${x + 3} ${112 - height}h${width - 6}M${x + 3} 92h${width - 6}`}
          />
        </g>
      ))}
      {name === 'import' && (
        <g className={styles['sheet']}>
          <path d="M112 22h34l12 12v48h-46z" />
          <path className={styles['lines']} d="M146 22v12h12M120 46h30M120 56h30M120 66h20" />
          <path className={styles['arrow']} d="M104 60H84m7-7l-7 7 7 7" />
        </g>
      )}
      {name === 'blank' && <path className={styles['leaning']} d="M20 100l14-66 13 3-13 63z" />}
      <path className={styles['shelf']} d="M0 101.5h200" />
    </svg>
  );
}
