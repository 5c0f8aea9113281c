// Compositions for web shows: things that come in episodes.
import { range, standard, type Composition } from './composition.ts';

/** A season as a calendar; one evening stands out. */
export const episodes: Composition = {
  wish: standard,
  draw({ w, h, ink, dice, isBelow }) {
    const margin = 22;
    const gap = dice.pick([5, 7]);
    const columns = dice.whole(3, 6);
    const cell = (w - 2 * margin - gap * (columns - 1)) / columns;
    const rows = Math.max(1, Math.floor((h - margin + gap) / (cell + gap)));
    const top = isBelow ? h - margin - rows * (cell + gap) + gap : margin;
    const marked = dice.whole(0, columns * rows - 1);
    const unseen = dice.whole(Math.ceil(columns * rows * 0.55), columns * rows);
    const isRound = dice.chance(0.35);
    return range(columns * rows).map((episode) => (
      <rect
        key={episode}
        x={margin + (episode % columns) * (cell + gap)}
        y={top + Math.floor(episode / columns) * (cell + gap)}
        width={cell}
        height={cell}
        rx={isRound ? cell / 2 : 3}
        fill={episode === marked ? ink.accent : episode < unseen ? ink.form : ink.soft}
      />
    ));
  },
};

/** A screen in a screen in a screen. */
export const tunnel: Composition = {
  wish: standard,
  draw({ w, h, ink, dice }) {
    const count = dice.whole(4, 6);
    const wide = w - 44;
    const tall = Math.max(40, h - 44);
    const driftX = dice.between(-0.3, 0.3);
    const driftY = dice.between(-0.3, 0.3);
    return range(count).map((ring) => {
      const share = 1 - ring / count;
      const x = 22 + (wide - wide * share) * (0.5 + driftX);
      const y = 22 + (tall - tall * share) * (0.5 + driftY);
      const fill = ring === count - 1 ? ink.accent : ring % 2 === 0 ? ink.form : ink.ground;
      return (
        <rect
          key={ring}
          x={x}
          y={y}
          width={wide * share}
          height={tall * share}
          rx={4 + 14 * share}
          fill={fill}
        />
      );
    });
  },
};

/** Seasons as spines on a shelf, each as wide as its run. */
export const seasons: Composition = {
  wish: standard,
  draw({ w, h, ink, dice, isBelow }) {
    const count = dice.whole(5, 9);
    const pitch = (h - 26) / count;
    const fills = [ink.form, ink.form, ink.soft, ink.accent];
    const isRight = dice.chance(0.35);
    return range(count).map((season) => {
      const wide = w * dice.between(0.34, 0.98);
      return (
        <rect
          key={season}
          x={isRight ? w - wide : 0}
          y={(isBelow ? 26 : 0) + season * pitch}
          width={wide}
          height={pitch - 5}
          fill={fills[dice.whole(0, 3)]}
        />
      );
    });
  },
};

/** One disc passing through its phases. */
export const phases: Composition = {
  wish: standard,
  draw({ w, h, ink, dice }) {
    const columns = dice.pick([3, 4]);
    const cell = (w - 44) / columns;
    const rows = Math.max(1, Math.floor((h - 20) / cell));
    const radius = cell * 0.41;
    const top = (h - rows * cell) / 2;
    const count = columns * rows;
    return range(count).map((phase) => {
      const x = 22 + ((phase % columns) + 0.5) * cell;
      const y = top + (Math.floor(phase / columns) + 0.5) * cell;
      const bulge = radius * Math.cos((phase / Math.max(1, count - 1)) * Math.PI);
      const sweep = bulge > 0 ? 0 : 1;
      return (
        <g key={phase}>
          <circle cx={x} cy={y} r={radius} fill={ink.form} />
          <path
            d={`M${x} ${y - radius}A${radius} ${radius} 0 0 1 ${x} ${y + radius}A${Math.abs(bulge).toFixed(2)} ${radius} 0 0 ${sweep} ${x} ${y - radius}z`}
            fill={ink.accent}
          />
        </g>
      );
    });
  },
};

/** Threads of a story that cross and part. */
export const threads: Composition = {
  wish: standard,
  draw({ w, h, ink, dice }) {
    const count = dice.pick([5, 7]);
    const pitch = (h - 40) / (count - 1);
    // Five and seven are prime: every step visits every line once.
    const step = dice.whole(2, count - 2);
    const shift = dice.whole(0, count - 1);
    const order = range(count).map((line) => (line * step + shift) % count);
    const inks = [ink.form, ink.soft, ink.form, ink.accent, ink.form, ink.soft, ink.form];
    const bend = w * dice.between(0.28, 0.5);
    const thick = Math.min(pitch * 0.46, dice.between(9, 17));
    return order.map((end, start) => (
      <path
        key={end}
        d={`M-4 ${20 + start * pitch}C${bend} ${20 + start * pitch} ${w - bend} ${20 + end * pitch} ${w + 4} ${20 + end * pitch}`}
        fill="none"
        stroke={inks[start]}
        strokeWidth={thick}
      />
    ));
  },
};
