// Compositions of plain geometry, for every kind.
import { range, standard, type Composition } from './composition.ts';
import { disc } from './paths.ts';

/** The title as the picture: as large as it goes, with one full stop of colour. */
export const type: Composition = {
  wish: { place: 'top', share: 0.62, largest: 112 },
  draw({ w, h, ink, dice }) {
    const isLeft = dice.chance(0.4);
    const radius = Math.min(h * 0.72, h - 34, dice.between(54, 132));
    const rules = dice.whole(2, 5);
    const thick = (rule: number) => 3 + 4.5 * (rules - rule);
    return dice.pick([
      <circle
        key="moon"
        cx={isLeft ? w * 0.18 : w * 0.84}
        cy={h - radius * 0.34}
        r={radius}
        fill={ink.form}
      />,
      <circle
        key="ball"
        cx={isLeft ? 22 + radius / 2 : w - 22 - radius / 2}
        cy={h - 22 - radius / 2}
        r={radius / 2}
        fill={ink.form}
      />,
      <g key="rules">
        {range(rules).map((rule) => {
          const y = h - 15 - range(rule + 1).reduce((sum, one) => sum + thick(one) + 7, 0);
          return y < 8 ? null : (
            <rect
              key={rule}
              x={22}
              y={y}
              width={w - 44}
              height={thick(rule)}
              fill={rule === 1 ? ink.accent : ink.form}
            />
          );
        })}
      </g>,
    ]);
  },
};

/** A disc behind a blind. */
export const blinds: Composition = {
  wish: standard,
  draw({ w, h, ink, dice }) {
    const slats = dice.whole(7, 12);
    const pitch = h / slats;
    const radius = Math.min(h * 0.4, dice.between(74, 118));
    const x = w * dice.between(0.36, 0.64);
    const y = h * dice.between(0.44, 0.56);
    const grows = dice.chance(0.6);
    return (
      <>
        <circle cx={x} cy={y} r={radius} fill={ink.form} />
        <circle cx={x} cy={y} r={radius * 0.4} fill={ink.accent} />
        {range(slats).map((slat) => {
          const thick = pitch * (grows ? 0.1 + (0.72 * slat) / slats : 0.3);
          return <rect key={slat} y={slat * pitch - thick / 2} width={w} height={thick} fill={ink.ground} />;
        })}
      </>
    );
  },
};

/** Rings from one corner. */
export const arcs: Composition = {
  wish: standard,
  draw({ w, h, ink, dice, isBelow }) {
    const count = dice.whole(3, 6);
    const reach = Math.min(w * 1.02, h * 1.02);
    const x = dice.chance(0.5) ? 0 : w;
    const y = isBelow ? h : 0;
    const fills = [ink.form, ink.soft, ink.form, ink.accent, ink.form, ink.ground];
    const isEven = dice.chance(0.6);
    return range(count).map((ring) => {
      const share = 1 - ring / count;
      return (
        <circle
          key={ring}
          cx={x}
          cy={y}
          r={reach * (isEven ? share : share ** 1.5)}
          fill={ring === count - 1 ? ink.accent : fills[ring % 2 === 0 ? 0 : 1]}
        />
      );
    });
  },
};

/** Two halves of a disc that slid past each other. */
export const halves: Composition = {
  wish: standard,
  draw({ w, h, ink, dice }) {
    const radius = Math.min(h / 2 - 18, w / 2 - 30, 116);
    const slide = Math.min(radius * dice.between(0.24, 0.7), h / 2 - radius * 0.62);
    const x = w / 2;
    const y = h / 2;
    const isUpright = dice.chance(0.6);
    const turn = isUpright ? 0 : 90;
    return (
      <g transform={`rotate(${turn} ${x} ${y})`}>
        <path
          d={`M${x} ${y - radius - slide / 2}a${radius} ${radius} 0 0 0 0 ${2 * radius}z`}
          fill={ink.form}
        />
        <path
          d={`M${x} ${y - radius + slide / 2}a${radius} ${radius} 0 0 1 0 ${2 * radius}z`}
          fill={ink.accent}
        />
      </g>
    );
  },
};

/** Bars that swell from one side to the other. */
export const bars: Composition = {
  wish: standard,
  draw({ w, h, ink, dice, isBelow }) {
    const count = dice.whole(6, 9);
    const isMirrored = dice.chance(0.5);
    const marked = dice.whole(1, count - 2);
    const pitch = w / count;
    const isLevel = dice.chance(0.5);
    return range(count).map((bar) => {
      const share = (bar + 1) / count;
      const wide = pitch * (0.12 + 0.76 * share);
      const x = isMirrored ? w - bar * pitch - wide : bar * pitch;
      const tall = isLevel ? h : h * (0.42 + 0.58 * share);
      return (
        <rect
          key={bar}
          x={x}
          y={isBelow ? h - tall : 0}
          width={wide}
          height={tall}
          fill={bar === marked ? ink.accent : ink.form}
        />
      );
    });
  },
};

/** A stair of blocks. */
export const steps: Composition = {
  wish: standard,
  draw({ w, h, ink, dice, isBelow }) {
    const count = dice.whole(4, 6);
    const isMirrored = dice.chance(0.5);
    const wide = w / count;
    return (
      <>
        <circle
          cx={isMirrored ? w - w * 0.2 : w * 0.2}
          cy={isBelow ? h * 0.26 : h * 0.74}
          r={Math.min(30, h * 0.14)}
          fill={ink.accent}
        />
        {range(count).map((step) => {
          const tall = ((step + 1) / count) * h * 0.98;
          const x = isMirrored ? w - (step + 1) * wide : step * wide;
          return (
            <rect
              key={step}
              x={x}
              y={isBelow ? h - tall : 0}
              width={wide + 0.5}
              height={tall}
              fill={step % 2 === 0 ? ink.form : ink.soft}
            />
          );
        })}
      </>
    );
  },
};

/** A screen of dots with a moon hidden in it. */
export const dots: Composition = {
  wish: standard,
  draw({ w, h, ink, dice }) {
    const pitch = dice.pick([18, 22, 26]);
    const columns = Math.floor(w / pitch);
    const rows = Math.floor((h - 4) / pitch);
    const focusX = dice.between(0.3, 0.7) * w;
    const focusY = dice.between(0.35, 0.65) * h;
    const reach = Math.min(w, h) * dice.between(0.5, 0.75);
    const isHollow = dice.chance(0.4);
    const left = (w - (columns - 1) * pitch) / 2;
    const top = (h - (rows - 1) * pitch) / 2;
    const paths = { near: '', far: '' };
    for (const index of range(columns * rows)) {
      const x = left + (index % columns) * pitch;
      const y = top + Math.floor(index / columns) * pitch;
      const near = Math.max(0, 1 - Math.hypot(x - focusX, y - focusY) / reach);
      const share = isHollow ? 1 - near : near;
      paths[near > 0.72 ? 'near' : 'far'] += disc(x, y, pitch * (0.07 + 0.4 * share ** 0.8));
    }
    return (
      <>
        <path d={paths.far} fill={ink.form} />
        <path d={paths.near} fill={ink.accent} />
      </>
    );
  },
};

/** Long waves, one above the other. */
export const waves: Composition = {
  wish: standard,
  draw({ w, h, ink, dice, isBelow }) {
    const count = dice.whole(4, 6);
    const rise = dice.between(14, 34);
    const length = dice.between(0.7, 1.25) * w;
    const fills = [ink.soft, ink.form, ink.accent, ink.form, ink.soft, ink.form];
    const drift = dice.between(0, w);
    const shape = range(count).map((band) => {
      const y = h * 0.16 + ((h * 0.84) / count) * band;
      const x = -drift + (band % 2) * (length / 3) - length;
      const swings = range(8)
        .map((swing) => `q${length / 4} ${swing % 2 === 0 ? -rise : rise} ${length / 2} 0`)
        .join('');
      return <path key={band} d={`M${x} ${y}${swings}V${h + 50}H${x}z`} fill={fills[band % fills.length]} />;
    });
    return <g {...(!isBelow && { transform: `rotate(180 ${w / 2} ${h / 2})` })}>{shape}</g>;
  },
};

/** A sheet cut across, with a disc over the cut. */
export const split: Composition = {
  wish: standard,
  draw({ w, h, ink, dice, isBelow }) {
    const left = h * dice.between(0.15, 0.8);
    const right = h - left;
    const radius = Math.min(dice.between(52, 84), h * 0.34);
    const edge = isBelow ? h + 1 : -1;
    return (
      <>
        <path d={`M0 ${left}L${w} ${right}V${edge}H0z`} fill={ink.form} />
        <circle cx={w / 2} cy={h / 2} r={radius} fill={ink.accent} />
        <path d={halfDisc(w / 2, h / 2, radius, Math.atan2(right - left, w), isBelow)} fill={ink.soft} />
      </>
    );
  },
};

/** Quarters, discs and squares on a grid, like a tiled floor. */
export const tiles: Composition = {
  wish: standard,
  draw({ w, h, ink, dice, isBelow }) {
    const columns = dice.pick([2, 3, 4]);
    const cell = w / columns;
    const rows = Math.max(1, Math.floor(h / cell));
    const top = isBelow ? h - rows * cell : 0;
    const inks = [ink.form, ink.form, ink.soft, ink.accent] as const;
    return range(columns * rows).map((index) => {
      const x = (index % columns) * cell;
      const y = top + Math.floor(index / columns) * cell;
      const fill = dice.pick(inks);
      const turn = dice.whole(0, 3) * 90;
      const shape = dice.pick(['quarter', 'quarter', 'leaf', 'disc', 'half']);
      return (
        <g key={index} transform={`translate(${x} ${y}) rotate(${turn} ${cell / 2} ${cell / 2})`}>
          <path d={tilePath(shape, cell)} fill={fill} />
        </g>
      );
    });
  },
};

function tilePath(shape: string, cell: number): string {
  const half = cell / 2;
  switch (shape) {
    case 'leaf':
      return `M0 0A${cell} ${cell} 0 0 1 ${cell} ${cell}A${cell} ${cell} 0 0 1 0 0z`;
    case 'disc':
      return `M0 ${half}a${half} ${half} 0 1 1 ${cell} 0a${half} ${half} 0 1 1 ${-cell} 0z`;
    case 'half':
      return `M0 0A${half} ${half} 0 0 0 ${cell} 0z`;
    default:
      return `M0 0H${cell}A${cell} ${cell} 0 0 1 0 ${cell}z`;
  }
}

/** The half of a disc on one side of a line through its centre. */
function halfDisc(cx: number, cy: number, radius: number, angle: number, isLower: boolean): string {
  const dx = radius * Math.cos(angle);
  const dy = radius * Math.sin(angle);
  return `M${cx - dx} ${cy - dy}A${radius} ${radius} 0 0 ${isLower ? 0 : 1} ${cx + dx} ${cy + dy}z`;
}
