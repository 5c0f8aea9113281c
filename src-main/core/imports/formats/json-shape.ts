// What the beginning of a JSON document says of its shape: whether it is a list or an object, the keys of the
// object, and the first items of its lists.
import { scanJson } from './json-scan.ts';

export interface JsonShape {
  readonly root: 'array' | 'object';
  /** Keys of the object, those that were seen. */
  readonly keys: readonly string[];
  /** The first items: of the list itself under '', else of the lists in the object by their key. */
  readonly first: ReadonlyMap<string, unknown>;
  readonly isEmpty: boolean;
}

/** Null where it begins like JSON and isn't. */
export function jsonShape(text: string, isWhole: boolean): JsonShape | null {
  const keys: string[] = [];
  const first = new Map<string, unknown>();
  const scan = scanJson({
    item(key, index, source) {
      if (key !== null && !keys.includes(key)) keys.push(key);
      if (index !== null && index > 0) return;
      try {
        first.set(key ?? '', JSON.parse(source));
      } catch {
        // The item is refused when the file is read.
      }
    },
    list: (key) => void (key !== null && !keys.includes(key) && keys.push(key)),
  });
  const problem = scan.push(text) ?? (isWhole ? scan.end() : null);
  if (problem !== null && first.size === 0 && keys.length === 0) return null;
  const root = text.trimStart().startsWith('[') ? 'array' : 'object';
  return { root, keys, first, isEmpty: first.size === 0 };
}
