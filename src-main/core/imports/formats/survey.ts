// What lies in a source: one file, a ZIP, or several files given together are one set of members, each with a path,
// its first bytes, and a way to lay it whole on the disk. Nothing here knows a service.
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { SkipReason } from '#shared/api/import-formats.ts';
import { AppError } from '#shared/errors.ts';
import { archiveLimits, type ArchiveLimits } from './archive-limits.ts';
import { isGzip, isZip } from './signatures.ts';
import type { Archive } from './zip-archive.ts';

/** A file that the user chose. */
export interface SourceFile {
  /** Where it lies. */
  readonly path: string;
  /** What it is called, with the folders that tell files of one name apart. */
  readonly name: string;
  readonly size: number;
}

export interface Member {
  /** Of a ZIP, the path inside it; of a file, its name. Always with "/". */
  readonly path: string;
  /** It is unpacked before it is read. */
  readonly isPacked: boolean;
  /** Bytes to read for it, as far as is known before it is read. */
  readonly size: number;
  /** The first bytes; empty for what is never opened. */
  readonly head: Buffer;
  /** The head is the whole of it. */
  readonly isWhole: boolean;
  /** Why it isn't looked at; null for what is. */
  readonly closed: SkipReason | null;
  /** Gives the path of a file with all of it. */
  layOut(folder: string, index: number, heard: (bytes: number) => void): Promise<string>;
}

export interface Survey {
  readonly members: readonly Member[];
  close(): Promise<void>;
}

export interface SurveyOptions {
  readonly password?: string | undefined;
  readonly limits?: ArchiveLimits;
}

const headSize = 1 << 18;
const mostHeads = 3000;

/** Hold passwords, tokens or addresses: no import needs them, so nothing of ours ever opens them. */
const secret =
  /(?:^|[-_.])(?:access|refresh|auth|oauth|session|device)?[-_]?(?:tokens?|passwords?|ip[-_]address(?:es)?|auth[-_]prod[-_]login|login)(?:[-_.]|$)/i;
const readable = /\.(?:csv|tsv|txt|json|dat|data|gz)$/i;

/** Throws `invalid_input` for a damaged or locked archive, and for what can't be read. */
export async function survey(files: readonly SourceFile[], options: SurveyOptions = {}): Promise<Survey> {
  const members: Member[] = [];
  const archives: Archive[] = [];
  const close = async () => {
    for (const archive of archives) await archive.close();
  };
  try {
    for (const file of files) {
      const head = await readHead(file);
      if (isZip(head)) {
        // Only who has an archive needs what reads it.
        const { openArchive } = await import('./zip-archive.ts');
        const archive = await openArchive(file.path, file.name, options);
        archives.push(archive);
        const prefix = files.length > 1 ? `${file.name}/` : '';
        members.push(...(await archiveMembers(archive, prefix)));
      } else members.push(await fileMember(file, head, options.limits ?? archiveLimits));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { members, close };
}

async function readHead({ path, name }: SourceFile): Promise<Buffer> {
  try {
    const file = await open(path, 'r');
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(headSize), 0, headSize, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new AppError(
      'invalid_input',
      `"${name}" cannot be read.`,
      { reason: 'unreadable', name },
      { cause: error },
    );
  }
}

async function archiveMembers({ members }: Archive, prefix: string): Promise<Member[]> {
  const found: Member[] = [];
  let heads = 0;
  for (const member of members) {
    const inside = member.path.replaceAll('\\', '/');
    const path = prefix + inside;
    if (isSystemFile(inside)) continue;
    const closed = closedReason(inside) ?? (heads++ < mostHeads ? null : 'too_many_files');
    const head = closed === null ? await member.head(headSize) : Buffer.alloc(0);
    found.push({
      path,
      isPacked: true,
      size: member.size,
      head,
      isWhole: closed === null && head.length < headSize,
      closed,
      async layOut(folder, index, heard) {
        const target = join(folder, String(index));
        await member.unpack(target, heard);
        return target;
      },
    });
  }
  return found;
}

async function fileMember(
  { path, name, size }: SourceFile,
  start: Buffer,
  limits: ArchiveLimits,
): Promise<Member> {
  const closed = secret.test(baseOf(name)) ? 'secret' : null;
  const shown = name.replaceAll('\\', '/');
  if (!isGzip(start)) {
    return {
      path: shown,
      isPacked: false,
      size,
      head: closed === null ? start : Buffer.alloc(0),
      isWhole: size <= headSize,
      closed,
      layOut: async () => path,
    };
  }
  const head = await gunzipHead(path, name);
  return {
    path: shown.replace(/\.gz$/i, ''),
    isPacked: true,
    size,
    head,
    isWhole: head.length < headSize,
    closed,
    async layOut(folder, index, heard) {
      const target = join(folder, String(index));
      await gunzip(path, name, target, limits, heard);
      return target;
    },
  };
}

/** What macOS and Windows put beside people's files. */
function isSystemFile(path: string): boolean {
  return /(?:^|\/)(?:__MACOSX\/|\.(?!\.?\/)|Thumbs\.db$|desktop\.ini$)/i.test(path);
}

function closedReason(path: string): SkipReason | null {
  if (secret.test(baseOf(path))) return 'secret';
  return readable.test(path) ? null : 'not_a_table';
}

function baseOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

async function gunzipHead(path: string, name: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  let held = 0;
  const source = createReadStream(path);
  const unpacked = source.pipe(createGunzip());
  source.once('error', (error) => unpacked.destroy(error));
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      parts.push(chunk);
      held += chunk.length;
      if (held >= headSize) break;
    }
  } catch (error) {
    // What came before the damage still tells what the file is; reading it whole will refuse it.
    if (held === 0) throw damagedGzip(name, error);
  } finally {
    source.destroy();
  }
  return Buffer.concat(parts).subarray(0, headSize);
}

async function gunzip(
  path: string,
  name: string,
  target: string,
  limits: ArchiveLimits,
  heard: (bytes: number) => void,
): Promise<void> {
  let written = 0;
  let read = 0;
  const source = createReadStream(path);
  source.on('data', (chunk) => {
    read += chunk.length;
    heard(chunk.length);
  });
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      written += chunk.length;
      const isBomb = written > limits.ratioFrom && written > read * limits.ratio;
      if (written > limits.totalBytes || isBomb) {
        const details = { reason: 'unpacks_too_large', name };
        done(new AppError('invalid_input', `"${name}" unpacks to more than Mediary reads.`, details));
      } else done(null, chunk);
    },
  });
  try {
    await pipeline(source, createGunzip(), counted, createWriteStream(target, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code))) throw error;
    throw damagedGzip(name, error);
  }
}

function damagedGzip(name: string, cause: unknown): AppError {
  const details = { reason: 'damaged_archive', name };
  return new AppError(
    'invalid_input',
    `"${name}" is damaged or no whole gzip file. Download it again.`,
    details,
    { cause },
  );
}
