// What a key means on a title in a list; pure.
import { ratingByDigit } from '#renderer/ui/star-rating-keys.ts';

export type TitleCommand =
  | {
      readonly name:
        | 'next'
        | 'previous'
        | 'up'
        | 'down'
        | 'first'
        | 'last'
        | 'open'
        | 'peek'
        | 'watchlist'
        | 'favorite'
        | 'log'
        | 'lists'
        | 'edit';
    }
  | { readonly name: 'rate'; readonly rating: number | null };

export interface ListKey {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

const commands: Readonly<Record<string, TitleCommand>> = {
  j: { name: 'next' },
  k: { name: 'previous' },
  Home: { name: 'first' },
  End: { name: 'last' },
  Enter: { name: 'open' },
  ' ': { name: 'peek' },
  w: { name: 'watchlist' },
  f: { name: 'favorite' },
  l: { name: 'log' },
  a: { name: 'lists' },
  e: { name: 'edit' },
  Delete: { name: 'rate', rating: null },
};

/** Undefined for keys that mean nothing here. `columns`: 1 for rows, Infinity for a strip. */
export function keyCommand(press: ListKey, columns: number): TitleCommand | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey) return undefined;
  const rating = ratingByDigit(press);
  if (rating !== undefined) return { name: 'rate', rating };
  return arrow(press.key, columns) ?? commands[press.key];
}

function arrow(key: string, columns: number): TitleCommand | undefined {
  if (key === 'ArrowRight' && columns > 1) return { name: 'next' };
  if (key === 'ArrowLeft' && columns > 1) return { name: 'previous' };
  if (key === 'ArrowDown' && columns !== Infinity) return { name: columns === 1 ? 'next' : 'down' };
  if (key === 'ArrowUp' && columns !== Infinity) return { name: columns === 1 ? 'previous' : 'up' };
  return undefined;
}
