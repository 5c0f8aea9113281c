// Which compositions a kind draws from. The order is frozen with the first release: it decides every cover.
import type { MediaKind } from '#shared/domain/media-kind.ts';
import type { Composition } from './composition.ts';
import { blocks, keys, record, ripples, sound, staff } from './music.tsx';
import { arch, beam, city, frame, horizon, road, sea } from './scenes.tsx';
import { episodes, phases, seasons, threads, tunnel } from './series.tsx';
import { arcs, bars, blinds, dots, halves, split, steps, tiles, type, waves } from './shapes.tsx';

export const families: Readonly<Record<MediaKind, readonly [Composition, ...Composition[]]>> = {
  movie: [
    horizon,
    type,
    sea,
    arcs,
    frame,
    halves,
    arch,
    bars,
    beam,
    type,
    city,
    dots,
    road,
    split,
    tiles,
    waves,
    steps,
    blinds,
    horizon,
    blinds,
  ],
  web_show: [episodes, type, tunnel, threads, seasons, phases, arcs, tiles, waves, episodes, halves],
  song: [record, sound, type, keys, blocks, ripples, staff, record, halves, dots],
};
