// How a file's bytes become rows of cells, and where the bytes come from.
import type { Inspection } from '#shared/api/imports.ts';
import type { Delimiter, Newline } from './delimiter.ts';

export type Encoding = Inspection['encoding'];

export interface TextFormat {
  readonly encoding: Encoding;
  /** Bytes of the mark at the start, which are no text. */
  readonly markLength: number;
  readonly delimiter: Delimiter;
  readonly newline: Newline;
}

export interface ByteSource {
  /** Fills the buffer from the position on; gives how many bytes there were, 0 at the end. */
  read(buffer: Buffer, position: number): number;
}
