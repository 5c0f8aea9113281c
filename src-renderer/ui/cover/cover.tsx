// A title's cover, drawn from its own data: the same on every device, and cheap (no filters, gradients or ids), so that a
// grid shows sixty at once. Decorative: the title stands beside it wherever it is shown.
import { memo } from 'react';
import styles from './cover.module.css';
import { createDice } from './draw.ts';
import { families } from './families.ts';
import { layOut, metaSize, type CoverTitle } from './layout.ts';
import { createPalette } from './palette.ts';

export type { CoverTitle } from './layout.ts';

export interface CoverProps {
  readonly media: CoverTitle;
  /** Only the picture, for thumbnails under 72 px. */
  readonly isSmall?: boolean;
}

/** The picture is printed a little over the edge, as on paper: no hairline of ground shows at odd widths. */
const bleed = 1;

export const Cover = memo(function Cover({ media, isSmall = false }: CoverProps) {
  const dice = createDice(media.uid);
  const composition = dice.pick(families[media.kind]);
  const ink = createPalette(media.kind, dice);
  const layout = layOut(media, composition.wish, dice);
  const { width, height, art } = layout;
  const room = isSmall ? { y: 0, height } : art;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className={styles['cover']} aria-hidden>
      <rect width={width} height={height} fill={ink.ground} />
      {room.height > 40 && (
        <svg
          x={-bleed}
          y={room.y - (room.y === 0 ? bleed : 0)}
          width={width + 2 * bleed}
          height={room.height + bleed}
          viewBox={`0 0 ${width} ${room.height}`}
          preserveAspectRatio="none"
        >
          {composition.draw({ w: width, h: room.height, ink, dice, isBelow: layout.isTitleTop })}
        </svg>
      )}
      {!isSmall && (
        <g fill={ink.text}>
          <g className={styles['title']} fontSize={layout.size} direction={layout.isRtl ? 'rtl' : 'ltr'}>
            {layout.lines.map(({ text, x, y }) => (
              <text key={y} x={x} y={y}>
                {text}
              </text>
            ))}
          </g>
          <g className={styles['meta']} fontSize={metaSize}>
            {layout.creator && (
              <text x={layout.creator.x} y={layout.creator.y}>
                {layout.creator.text}
              </text>
            )}
            {layout.year && (
              <text x={layout.year.x} y={layout.year.y} textAnchor={layout.creator ? 'end' : 'start'}>
                {layout.year.text}
              </text>
            )}
          </g>
        </g>
      )}
    </svg>
  );
});
