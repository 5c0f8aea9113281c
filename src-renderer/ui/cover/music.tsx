// Compositions for songs: sleeves of records.
import { range, titleAbove, titleBelow, type Composition } from './composition.ts';

const wishSleeve = { place: 'either', share: 0.34, largest: 46 } as const;

/** A record half out of its sleeve. */
export const record: Composition = {
  wish: wishSleeve,
  draw({ w, h, ink, dice, isBelow }) {
    const radius = dice.between(104, 138);
    const x = w * dice.pick([0.5, 0.72, 0.28]);
    const y = isBelow ? radius + 6 : h - radius - 6;
    const label = radius * dice.between(0.3, 0.4);
    return (
      <>
        <circle cx={x} cy={y} r={radius} fill={ink.form} />
        {[0.9, 0.8, 0.7, 0.6, 0.5].map((share) => (
          <circle
            key={share}
            cx={x}
            cy={y}
            r={radius * share}
            fill="none"
            stroke={ink.ground}
            strokeOpacity={0.35}
          />
        ))}
        <circle cx={x} cy={y} r={label} fill={ink.accent} />
        <circle cx={x} cy={y} r={4.5} fill={ink.ground} />
      </>
    );
  },
};

/** The sound itself, mirrored. */
export const sound: Composition = {
  wish: wishSleeve,
  draw({ w, h, ink, dice }) {
    const count = dice.whole(13, 27);
    const pitch = (w - 40) / count;
    const first = dice.between(0.5, 1.5);
    const second = dice.between(2, 4.5);
    return range(count).map((bar) => {
      const t = bar / (count - 1);
      const swell = Math.sin(Math.PI * t) * 0.6 + 0.16;
      const loud =
        swell * (0.55 + 0.45 * Math.sin(t * second * 6.28) * Math.cos(t * first * 6.28)) +
        dice.between(0, 0.18);
      const tall = Math.max(pitch * 0.6, (h - 30) * Math.min(1, loud));
      return (
        <rect
          key={bar}
          x={20 + bar * pitch + pitch * 0.2}
          y={(h - tall) / 2}
          width={pitch * 0.6}
          height={tall}
          rx={pitch * 0.3}
          fill={t < 0.62 ? ink.form : ink.accent}
        />
      );
    });
  },
};

/** An octave or two of keys, one of them held. */
export const keys: Composition = {
  wish: titleAbove,
  draw({ w, h, ink, dice }) {
    const count = dice.pick([7, 8, 10]);
    const wide = w / count;
    const held = dice.whole(0, count - 1);
    const start = dice.whole(0, 6);
    return range(count).map((key) => (
      <g key={key}>
        <rect
          x={key * wide + 1}
          width={wide - 2}
          height={h + 4}
          fill={key === held ? ink.form : ink.accent}
        />
        {![2, 6].includes((key + start) % 7) && key < count - 1 && (
          <rect x={(key + 0.7) * wide} width={wide * 0.6} height={h * 0.6} fill={ink.ground} />
        )}
      </g>
    ));
  },
};

/** Blocks in the manner of the jazz sleeves: a column of squares with a disc let in. */
export const blocks: Composition = {
  wish: { place: 'bottom', share: 0.36, largest: 52 },
  draw({ w, h, ink, dice }) {
    const count = dice.whole(3, 5);
    const wide = w / count;
    const filled = dice.whole(0, count - 1);
    return range(count).map((column) => {
      const tall = h * dice.between(0.42, 1);
      return (
        <g key={column}>
          <rect
            x={column * wide}
            width={wide - 4}
            height={tall}
            fill={column === filled ? ink.accent : ink.form}
          />
          {column !== filled && dice.chance(0.5) && (
            <circle cx={(column + 0.5) * wide - 2} cy={tall - wide / 2} r={wide * 0.3} fill={ink.ground} />
          )}
        </g>
      );
    });
  },
};

/** Rings as they spread from a drop, cut by the edge. */
export const ripples: Composition = {
  wish: wishSleeve,
  draw({ w, h, ink, dice }) {
    const count = dice.whole(5, 9);
    const x = w * dice.pick([0, 0.5, 1, 0.76]);
    const y = h * dice.pick([0.5, 0.5, 1, 0]);
    const reach = Math.max(w, h) * 0.98;
    return (
      <>
        {range(count).map((ring) => (
          <circle
            key={ring}
            cx={x}
            cy={y}
            r={(reach * (ring + 1.4)) / (count + 0.4)}
            fill="none"
            stroke={ring % 3 === 2 ? ink.accent : ink.form}
            strokeWidth={(reach / count) * (0.5 - ring * 0.03)}
          />
        ))}
        <circle cx={x} cy={y} r={(reach / count) * 0.55} fill={ink.accent} />
      </>
    );
  },
};

/** Five lines and a phrase. */
export const staff: Composition = {
  wish: titleBelow,
  draw({ w, h, ink, dice }) {
    const pitch = Math.min(26, (h - 40) / 6);
    const top = (h - pitch * 4) / 2 + 4;
    const notes = range(dice.whole(4, 6));
    const wide = (w - 60) / notes.length;
    let line = dice.whole(1, 6);
    return (
      <>
        {range(5).map((row) => (
          <rect key={row} y={top + row * pitch - 1} width={w} height={2} fill={ink.soft} />
        ))}
        {notes.map((note) => {
          line = Math.min(8, Math.max(0, line + dice.whole(-2, 2)));
          const y = top + (line / 2) * pitch;
          return (
            <circle
              key={note}
              cx={30 + (note + 0.5) * wide}
              cy={y}
              r={pitch * 0.49}
              fill={note % 3 === 1 ? ink.accent : ink.form}
            />
          );
        })}
      </>
    );
  },
};
