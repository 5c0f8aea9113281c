// How much an archive may unpack to: far more than any export, far less than fills a disk at once.

export interface ArchiveLimits {
  readonly members: number;
  /** Bytes that one member, and all together, may unpack to. */
  readonly memberBytes: number;
  readonly totalBytes: number;
  /** Unpacked by packed size; looked at from `ratioFrom` bytes on. */
  readonly ratio: number;
  readonly ratioFrom: number;
}

export const archiveLimits: ArchiveLimits = {
  members: 20_000,
  memberBytes: 2 ** 31,
  totalBytes: 2 ** 33,
  ratio: 200,
  ratioFrom: 2 ** 26,
};
