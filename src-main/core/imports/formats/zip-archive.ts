// Reads ZIP archives that nobody has seen before: their names are only names, their sizes are believed only when
// counted, and what is packed harder than any text packs is a bomb.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { configure, Reader, ZipReader, type FileEntry } from '@zip.js/zip.js';
import { AppError } from '#shared/errors.ts';
import { archiveLimits, type ArchiveLimits } from './archive-limits.ts';

export interface ArchiveMember {
  readonly path: string;
  /** As the archive says it. */
  readonly size: number;
  readonly encrypted: boolean;
  /** The first bytes, at most `length`. */
  head(length: number): Promise<Buffer>;
  /** Writes the member to a file of ours. */
  unpack(target: string, heard: (bytes: number) => void): Promise<void>;
}

export interface Archive {
  readonly members: readonly ArchiveMember[];
  close(): Promise<void>;
}

/** Thrown to end a stream of which enough was read; never seen outside. */
const enough = Symbol('enough');

// The import already runs in a thread of its own.
configure({ useWebWorkers: false });

/** Throws `invalid_input` where the file is no whole archive, or holds more files than any export does. */
export async function openArchive(
  path: string,
  name: string,
  { password, limits = archiveLimits }: { password?: string | undefined; limits?: ArchiveLimits } = {},
): Promise<Archive> {
  const file = await open(path, 'r');
  const reader = new ZipReader(new HandleReader(file, (await file.stat()).size), {
    strictness: 'tolerant',
    filenameValidation: 'tolerant',
  });
  const members: ArchiveMember[] = [];
  let total = 0;

  /** Streams a member; `take` says whether it wants more. */
  async function stream(entry: FileEntry, take: (chunk: Uint8Array) => Promise<boolean>): Promise<void> {
    let written = 0;
    const sink = new WritableStream<Uint8Array>({
      async write(chunk) {
        written += chunk.byteLength;
        total += chunk.byteLength;
        assertWithin(limits, { name: entry.filename, written, packed: entry.compressedSize, total });
        // A stream that is ended by an error ends at once.
        // oxlint-disable-next-line typescript/only-throw-error
        if (!(await take(chunk))) throw enough;
      },
    });
    try {
      await entry.getData(sink, {
        ...(password === undefined ? {} : { password: passwordFor(entry, password) }),
        useWebWorkers: false,
        checkSignature: true,
      });
    } catch (error) {
      if (error === enough) return;
      throw archiveError(error, name, entry.filename);
    }
  }

  try {
    for await (const entry of reader.getEntriesGenerator()) {
      if (members.length >= limits.members)
        throw refuse(name, 'too_many_files', `holds more than ${limits.members} files`);
      if (entry.directory) continue;
      members.push({
        path: entry.filename,
        size: entry.uncompressedSize,
        encrypted: entry.encrypted,
        async head(length) {
          const parts: Uint8Array[] = [];
          let held = 0;
          await stream(entry, async (chunk) => {
            parts.push(chunk.slice(0, length - held));
            held += Math.min(chunk.byteLength, length - held);
            return held < length;
          });
          total = 0;
          return Buffer.concat(parts);
        },
        async unpack(target, heard) {
          const out = createWriteStream(target, { flags: 'wx', mode: 0o600 });
          const failed = new Promise<never>((_resolve, reject) => void out.once('error', reject));
          failed.catch(() => undefined);
          await stream(entry, async (chunk) => {
            heard(chunk.byteLength);
            if (!out.write(chunk)) await Promise.race([failed, once(out, 'drain')]);
            return true;
          });
          out.end();
          await Promise.race([failed, once(out, 'finish')]);
        },
      });
    }
  } catch (error) {
    await file.close();
    throw archiveError(error, name);
  }
  return { members, close: () => file.close() };
}

function assertWithin(
  limits: ArchiveLimits,
  { name, written, packed, total }: { name: string; written: number; packed: number; total: number },
): void {
  if (written > limits.memberBytes || total > limits.totalBytes)
    throw refuse(name, 'unpacks_too_large', 'unpacks to more than Mediary reads');
  if (written > limits.ratioFrom && written > packed * limits.ratio)
    throw refuse(name, 'unpacks_too_large', 'is packed harder than any export: it is taken for a ZIP bomb');
}

/**
 * The older cipher goes by bytes, of which the library takes one from each character: programs that lock archives
 * give it those of UTF-8.
 */
function passwordFor({ zipCrypto }: FileEntry, password: string): string {
  return zipCrypto ? Buffer.from(password, 'utf8').toString('latin1') : password;
}

function refuse(name: string, reason: string, what: string): AppError {
  return new AppError('invalid_input', `"${name}" ${what}.`, { reason, name });
}

/** The library's errors have no codes: its messages are its interface. */
function archiveError(error: unknown, name: string, member?: string): unknown {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : '';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return error;
  const inside = member === undefined ? '' : `, at "${member}"`;
  if (/encrypted entry|invalid password|password/i.test(message)) {
    const wrong = /invalid|abort/i.test(message);
    return new AppError(
      'invalid_input',
      wrong
        ? `password: it does not open "${name}".`
        : `"${name}" is locked with a password. Say it, or unpack the file yourself and choose what is in it.`,
      { reason: wrong ? 'wrong_password' : 'password_needed', name, field: 'reading.password' },
      { cause: error },
    );
  }
  return new AppError(
    'invalid_input',
    `"${name}" is damaged or no whole ZIP archive${inside}. Download it again.`,
    { reason: 'damaged_archive', name },
    { cause: error },
  );
}

/** The library asks for a class. */
class HandleReader extends Reader<undefined> {
  readonly #file: FileHandle;

  constructor(file: FileHandle, size: number) {
    super(undefined);
    this.#file = file;
    this.size = size;
  }

  override async readUint8Array(offset: number, length: number): Promise<Uint8Array> {
    const buffer = new Uint8Array(Math.max(0, Math.min(length, this.size - offset)));
    let read = 0;
    while (read < buffer.length) {
      const { bytesRead } = await this.#file.read(buffer, read, buffer.length - read, offset + read);
      if (bytesRead === 0) break;
      read += bytesRead;
    }
    return buffer.subarray(0, read);
  }
}
