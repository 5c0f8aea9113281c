// Compositions for movies that show a place: landscapes, doors, light, a city.
import { range, standard, titleAbove, titleBelow, type Composition } from './composition.ts';
import { disc } from './paths.ts';

/** A disc over hills; the nearest hill has the ground's colour and carries the words. */
export const horizon: Composition = {
  wish: titleBelow,
  draw({ w, h, ink, dice }) {
    const radius = dice.between(48, 86);
    const x = dice.between(radius * 0.6, w - radius * 0.6);
    const y = h * dice.between(0.3, 0.55);
    const lean = dice.between(-46, 46);
    return (
      <>
        <rect width={w} height={h - 4} fill={ink.form} />
        <circle cx={x} cy={y} r={radius} fill={ink.accent} />
        <path d={hill(w, h - 4, h * 0.62, lean)} fill={ink.soft} />
        <path d={hill(w, h, h * 0.82, -lean * 0.7)} fill={ink.ground} />
      </>
    );
  },
};

/** Still water: half a sun and its broken reflection. */
export const sea: Composition = {
  wish: titleAbove,
  draw({ w, h, ink, dice }) {
    const line = h * dice.between(0.42, 0.56);
    const radius = Math.min(line * 0.82, dice.between(70, 108));
    const x = w * dice.pick([0.5, 0.5, 0.34, 0.66]);
    const bands = range(dice.whole(5, 7));
    const step = (h - line) / (bands.length + 0.4);
    return (
      <>
        <path d={`M${x - radius} ${line}a${radius} ${radius} 0 0 1 ${2 * radius} 0z`} fill={ink.form} />
        <rect y={line} width={w} height={h - line} fill={ink.soft} />
        {bands.map((band) => {
          const reach = radius * (1.08 - band / (bands.length + 1));
          const thick = step * (0.62 - band * 0.055);
          return (
            <rect
              key={band}
              x={x - reach}
              y={line + step * (band + 0.35)}
              width={2 * reach}
              height={thick}
              fill={ink.form}
            />
          );
        })}
      </>
    );
  },
};

/** A small window in a plain wall, with a view. */
export const frame: Composition = {
  wish: { place: 'bottom', share: 0.34, largest: 46 },
  draw({ w, h, ink, dice }) {
    const margin = 22;
    const wide = w - 2 * margin;
    const tall = h - margin - 2;
    const sky = tall * dice.between(0.46, 0.68);
    const radius = dice.between(20, 38);
    const x = wide * dice.between(0.2, 0.8);
    const isMoonHigh = dice.chance(0.5);
    const path = dice.between(3, 14);
    return (
      <svg x={margin} y={margin} width={wide} height={tall}>
        <rect width={wide} height={sky} fill={ink.form} />
        <path d={isMoonHigh ? disc(x, sky * 0.42, radius) : rising(x, sky, radius * 1.7)} fill={ink.accent} />
        <path d={`M0 ${tall}V${sky}H${wide / 2 - path}z`} fill={ink.soft} />
        <path d={`M${wide} ${tall}V${sky}H${wide / 2 + path}z`} fill={ink.soft} />
      </svg>
    );
  },
};

/** Arches within arches, lit from the last one. */
export const arch: Composition = {
  wish: titleAbove,
  draw({ w, h, ink, dice }) {
    const count = dice.whole(3, 4);
    const inset = dice.between(22, 30);
    const fills = [ink.soft, ink.form, ink.accent, ink.ground];
    const x = dice.pick([0, 0, -14, 14]);
    return range(count).map((ring) => {
      const half = w / 2 - 24 - ring * inset;
      const top = ring * inset * 0.95;
      const middle = w / 2 + x * ring;
      return (
        <path
          key={ring}
          d={`M${middle - half} ${h + 1}V${top + half}a${half} ${half} 0 0 1 ${2 * half} 0V${h + 1}z`}
          fill={fills[ring]}
        />
      );
    });
  },
};

/** A beam from a projector falling on a disc. */
export const beam: Composition = {
  wish: standard,
  draw({ w, h, ink, dice }) {
    const isLeft = dice.chance(0.5);
    const radius = Math.min(h * 0.34, dice.between(62, 92));
    const x = isLeft ? w - radius - 24 : radius + 24;
    const y = h - radius - 26;
    const fromX = isLeft ? 22 : w - 22;
    const fromY = Math.max(20, h * dice.between(0.06, 0.16));
    return (
      <>
        <path d={tangents(fromX, fromY, x, y, radius)} fill={ink.soft} />
        <circle cx={x} cy={y} r={radius} fill={ink.accent} />
        <circle cx={x} cy={y} r={radius * dice.between(0.24, 0.55)} fill={ink.form} />
        <circle cx={fromX} cy={fromY} r={5} fill={ink.accent} />
      </>
    );
  },
};

/** Towers with a few lit windows. */
export const city: Composition = {
  wish: titleAbove,
  draw({ w, h, ink, dice }) {
    const towers: { x: number; wide: number; top: number; isNear: boolean }[] = [];
    for (let x = -8; x < w;) {
      const drawn = dice.between(30, 62);
      const wide = x + drawn > w - 14 ? w - x : drawn;
      towers.push({ x, wide, top: h * dice.between(0.12, 0.62), isNear: dice.chance(0.5) });
      x += wide;
    }
    const moon = dice.between(20, 32);
    return (
      <>
        <circle cx={w * dice.between(0.15, 0.85)} cy={h * 0.16 + moon * 0.4} r={moon} fill={ink.accent} />
        {towers.map(({ x, wide, top, isNear }) => (
          <g key={x}>
            <rect x={x} y={top} width={wide + 0.5} height={h - top} fill={isNear ? ink.form : ink.soft} />
            {range(Math.floor((h - top - 16) / 20)).map((floor) =>
              dice.chance(0.3) ? (
                <rect
                  key={floor}
                  x={x + wide * dice.pick([0.22, 0.54])}
                  y={top + 14 + floor * 20}
                  width={8}
                  height={11}
                  fill={ink.accent}
                />
              ) : null,
            )}
          </g>
        ))}
      </>
    );
  },
};

/** A road running to the vanishing point. */
export const road: Composition = {
  wish: titleAbove,
  draw({ w, h, ink, dice }) {
    const line = h * dice.between(0.28, 0.4);
    const x = w * dice.between(0.32, 0.68);
    const foot = w * dice.between(0.3, 0.7);
    const half = dice.between(84, 130);
    const dash = (from: number, to: number) => {
      const at = (t: number) => ({ x: x + (foot - x) * t, y: line + (h - line) * t, half: 3.4 * t });
      const a = at(from);
      const b = at(to);
      return `M${a.x - a.half} ${a.y}H${a.x + a.half}L${b.x + b.half} ${b.y}H${b.x - b.half}z`;
    };
    return (
      <>
        <path d={`M${x - 62} ${line}a62 62 0 0 1 124 0z`} fill={ink.accent} />
        <rect y={line} width={w} height={h - line} fill={ink.soft} />
        <path d={`M${x} ${line}L${foot + half} ${h}H${foot - half}z`} fill={ink.form} />
        {[0.14, 0.27, 0.45, 0.7].map((t) => (
          <path key={t} d={dash(t, t * 1.32)} fill={ink.accent} />
        ))}
      </>
    );
  },
};

function rising(x: number, y: number, radius: number): string {
  return `M${x - radius} ${y}a${radius} ${radius} 0 0 1 ${2 * radius} 0z`;
}

function hill(w: number, h: number, y: number, lean: number): string {
  return `M0 ${y + lean}C${w * 0.33} ${y - lean * 1.2} ${w * 0.62} ${y + lean * 1.3} ${w} ${y - lean * 0.6}V${h + 1}H0z`;
}

/** The triangle from a point to where its tangents touch a circle. */
function tangents(px: number, py: number, cx: number, cy: number, radius: number): string {
  const distance = Math.hypot(cx - px, cy - py);
  const towards = Math.atan2(py - cy, px - cx);
  const spread = Math.acos(Math.min(1, radius / distance));
  const touch = (angle: number) => `${cx + radius * Math.cos(angle)} ${cy + radius * Math.sin(angle)}`;
  return `M${px} ${py}L${touch(towards - spread)}L${touch(towards + spread)}z`;
}
