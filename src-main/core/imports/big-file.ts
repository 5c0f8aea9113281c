// Whether an import is so big that everything is backed up before it: more than a thousand rows. Lines are counted where
// there are lines; what is packed or one long line is judged by its size.
import { open } from 'node:fs/promises';

const mostRows = 1000;
/** What a thousand rows have at least, packed. */
const mostBytes = 20_000;
const pieceSize = 1 << 16;

export async function isBig(
  files: readonly { readonly path: string; readonly size: number }[],
): Promise<boolean> {
  let lines = 0;
  for (const { path, size } of files) {
    if (/\.(?:zip|gz|json)$/i.test(path) && size > mostBytes) return true;
    lines += await linesIn(path, mostRows + 2 - lines);
    if (lines > mostRows + 1) return true;
  }
  return false;
}

async function linesIn(path: string, most: number): Promise<number> {
  const file = await open(path, 'r');
  try {
    const piece = Buffer.alloc(pieceSize);
    let lines = 0;
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, pieceSize);
      if (bytesRead === 0) return lines;
      for (let at = 0; at < bytesRead; at++) if (piece[at] === 10 && ++lines >= most) return lines;
    }
  } finally {
    await file.close();
  }
}
