// A file of an export before it is anywhere: its name and its bytes, made piece by piece while they are written.

export interface ExportFile {
  readonly name: string;
  /** Read once, to its end, before the next file is begun. */
  readonly pieces: Iterable<Uint8Array>;
  /** How many rows it holds; right when the pieces were read. */
  readonly rows: () => number;
}

/** Told how many rows were written since the last call; throws `cancelled` to end it all. */
export type OnRows = (count: number) => void;
