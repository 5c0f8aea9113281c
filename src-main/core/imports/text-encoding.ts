// Which encoding a file's bytes are in, and its decoding chunk by chunk. The mark at the file's start decides, then
// the pattern of NUL bytes, then whether the whole file is valid UTF-8; else it is Windows-1252.
import { isUtf8 } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';
import iconv from 'iconv-lite';
import type { ByteSource, Encoding } from './text-format.ts';

export interface DetectedEncoding {
  readonly encoding: Encoding;
  /** Bytes of the mark, which are no text. */
  readonly markLength: number;
}

const scanSize = 1 << 20;

/** Reads the whole file where the first bytes leave it open; never more than 1 MiB at a time. */
export async function detectEncoding(file: FileHandle, head: Buffer): Promise<DetectedEncoding> {
  const marked = byMark(head);
  if (marked) return marked;
  const wide = byNulPattern(head);
  if (wide) return { encoding: wide, markLength: 0 };
  return { encoding: (await isWholeUtf8(file)) ? 'utf-8' : 'windows-1252', markLength: 0 };
}

export function byMark(head: Buffer): DetectedEncoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', markLength: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', markLength: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', markLength: 2 };
  return undefined;
}

/** In UTF-16 of Western text every other byte is NUL. A few stray NULs are no pattern. */
export function byNulPattern(head: Buffer): Encoding | undefined {
  const sample = head.subarray(0, 4096);
  const pairs = Math.floor(sample.length / 2);
  let even = 0;
  let odd = 0;
  for (let at = 0; at < pairs * 2; at += 2) {
    if (sample[at] === 0) even++;
    if (sample[at + 1] === 0) odd++;
  }
  if (pairs < 2) return undefined;
  if (odd > pairs * 0.4 && even < pairs * 0.1) return 'utf-16le';
  if (even > pairs * 0.4 && odd < pairs * 0.1) return 'utf-16be';
  return undefined;
}

async function isWholeUtf8(file: FileHandle): Promise<boolean> {
  const check = utf8Check();
  for (let position = 0; ;) {
    const { bytesRead } = await file.read(check.room(), 0, check.room().length, position);
    if (bytesRead === 0) return check.isOver();
    position += bytesRead;
    if (!check.goesOn(bytesRead)) return false;
  }
}

/** The same as detectEncoding, synchronously: for the worker. */
export function encodingOf(source: ByteSource): DetectedEncoding {
  const head = Buffer.alloc(8192);
  const start = head.subarray(0, source.read(head, 0));
  const known = byMark(start);
  if (known) return known;
  const wide = byNulPattern(start);
  if (wide) return { encoding: wide, markLength: 0 };
  const check = utf8Check();
  for (let position = 0; ;) {
    const read = source.read(check.room(), position);
    if (read === 0) return { encoding: check.isOver() ? 'utf-8' : 'windows-1252', markLength: 0 };
    position += read;
    if (!check.goesOn(read)) return { encoding: 'windows-1252', markLength: 0 };
  }
}

/** Looks for what is no UTF-8, piece by piece: read into the room, then say how much it was. */
function utf8Check() {
  const buffer = Buffer.allocUnsafe(scanSize);
  let kept = 0;
  return {
    room: () => buffer.subarray(kept),
    goesOn(read: number): boolean {
      const bytes = buffer.subarray(0, kept + read);
      const whole = wholeCharacters(bytes, 'utf-8');
      if (!isUtf8(bytes.subarray(0, whole))) return false;
      kept = bytes.length - whole;
      bytes.copy(buffer, 0, whole);
      return true;
    },
    /** Nothing comes after this: whether it was all valid. */
    isOver: () => kept === 0,
  };
}

/** How many of these bytes are whole characters; the rest waits for the next chunk. */
export function wholeCharacters(bytes: Buffer, encoding: Encoding): number {
  if (encoding === 'windows-1252') return bytes.length;
  if (encoding !== 'utf-8') return bytes.length & ~1;
  // A character cut in two has its lead byte among the last three.
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0)
      return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** Decodes whole characters. */
export function decode(bytes: Buffer, encoding: Encoding): string {
  if (encoding === 'utf-8') return bytes.toString('utf8');
  if (encoding === 'utf-16le') return bytes.toString('utf16le');
  return iconv.decode(bytes, encoding, { stripBOM: false });
}

/**
 * The same for readers that count bytes: in UTF-8 each byte that belongs to no character becomes one of the halves
 * that no UTF-8 text can hold, so that `encodedLength` knows it again. `readable` makes text of it.
 */
export function decodeExactly(bytes: Buffer, encoding: Encoding): string {
  if (encoding !== 'utf-8' || isUtf8(bytes)) return decode(bytes, encoding);
  let text = '';
  let from = 0;
  for (let at = 0; at < bytes.length;) {
    const length = characterLength(bytes[at] ?? 0);
    if (length > 0 && isUtf8(bytes.subarray(at, at + length))) {
      at += length;
      continue;
    }
    text += bytes.toString('utf8', from, at) + String.fromCharCode(strayByte + (bytes[at] ?? 0));
    from = ++at;
  }
  return text + bytes.toString('utf8', from);
}

/** What was no character is shown as what can't be read. */
export function readable(text: string): string {
  return text.replaceAll(strayBytes, '\ufffd');
}

/** How many bytes this text took in the file. Of UTF-8 give what `decodeExactly` gave. */
export function encodedLength(text: string, encoding: Encoding): number {
  if (encoding === 'windows-1252') return text.length;
  if (encoding !== 'utf-8') return text.length * 2;
  const length = Buffer.byteLength(text);
  // Each of them was one byte, and is counted as three.
  return text.isWellFormed() ? length : length - 2 * (text.match(strayBytes)?.length ?? 0);
}

/** Added to a byte from 0x80 on, it gives the second half of a character. */
const strayByte = 0xdc00;
const strayBytes = /[\udc80-\udcff]/gu;

/** By the first byte; 0 where no character begins with it. */
function characterLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}
