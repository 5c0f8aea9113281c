// Where titles stand after a move.
import type { MediaId } from '#shared/api/contract.ts';

interface Item {
  readonly id: MediaId;
}

/** The list with some titles, in the order given, before another; null: at the end. */
export function moved<T extends Item>(
  items: readonly T[],
  moving: readonly MediaId[],
  before: MediaId | null,
): T[] {
  const taken = moving.flatMap((id) => items.find((item) => item.id === id) ?? []);
  const rest = items.filter(({ id }) => !moving.includes(id));
  const place = before === null ? rest.length : rest.findIndex(({ id }) => id === before);
  return [...rest.slice(0, place), ...taken, ...rest.slice(place)];
}

/** Before which title one stands after a step up or down: null is the end, undefined no step at all. */
export function movedByOne(items: readonly Item[], id: MediaId, by: 1 | -1): MediaId | null | undefined {
  const place = items.findIndex((item) => item.id === id);
  const to = place + by;
  if (place < 0 || to < 0 || to >= items.length) return undefined;
  return items[by > 0 ? to + 1 : to]?.id ?? null;
}
