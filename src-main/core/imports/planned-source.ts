// The canonical file that a plan made of a service's files, which their import takes over as long as the files are
// the same to the last byte: nothing is converted twice. In the worker.
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import type { Conversion } from './formats/convert.ts';

export interface PlannedSource {
  readonly path: string;
  /** SHA-256 of each file that it was made of, in their order. */
  readonly hashes: readonly string[];
}

const chunkSize = 1 << 20;

/** Call before the files are converted: what changes afterwards is noticed. */
export function hashesOf(files: readonly { readonly path: string }[]): string[] {
  return files.map(({ path }) => hashOf(path));
}

/** Moves it to where the conversion would write; gives its size. Undefined where it has to be made anew. */
export function takePlanned(
  planned: PlannedSource | undefined,
  { files, target }: Conversion,
): number | undefined {
  if (planned === undefined || !existsSync(planned.path)) return undefined;
  if (hashesOf(files).join() !== planned.hashes.join()) return undefined;
  try {
    renameSync(planned.path, target);
  } catch {
    // Whoever else has taken it: it saves time and nothing else.
    return undefined;
  }
  return statSync(target).size;
}

function hashOf(path: string): string {
  const handle = openSync(path, 'r');
  try {
    const chunk = Buffer.allocUnsafe(chunkSize);
    const sum = createHash('sha256');
    for (let read = readSync(handle, chunk); read > 0; read = readSync(handle, chunk))
      sum.update(chunk.subarray(0, read));
    return sum.digest('hex');
  } finally {
    closeSync(handle);
  }
}
