// Turns a set of files into one canonical file of entries. Runs in the import's worker; nothing is written beside
// the target but scratch files in its folder.
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import type { FormatName, FoundFormat, Need, Reading } from '#shared/api/import-formats.ts';
import { AppError } from '#shared/errors.ts';
import { removeQuietly } from '../../files/durable.ts';
import { idsOfKind } from './ids-of-kind.ts';
import { orderDates } from './date-order.ts';
import { asksOfContent, detect, setMembers, type Detected } from './detect.ts';
import { entryHeader, entryRow, type Entry } from './entry.ts';
import type { Format, Out } from './format.ts';
import { notThisFormat } from './not-this-format.ts';
import { setFile, type SetFile } from './set-file.ts';
import { survey, type SourceFile } from './survey.ts';

export interface Conversion {
  readonly files: readonly SourceFile[];
  readonly format: FormatName;
  readonly reading: Reading;
  /** The canonical file: there whole, or not at all. */
  readonly target: string;
  /** A folder of the conversion's own, removed afterwards. */
  readonly scratch: string;
}

export interface ConversionWatch {
  /** Bytes read, of as many as there are to read, and entries written. */
  progress(done: number, total: number, entries: number): void;
  /** Thrown through where the user has asked to stop. */
  stopAsked(): boolean;
}

/** Thrown by a conversion that was asked to stop. */
export const conversionStopped = Symbol('conversion stopped');

/** The most bytes of a file that are looked at for what only the user can say. */
const mostForNeeds = 2 ** 28;

export async function convert(
  conversion: Conversion,
  watch: ConversionWatch,
): Promise<{ size: number; entries: number }> {
  const { files, format: name, reading, target, scratch } = conversion;
  const part = `${target}.part`;
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true, mode: 0o700 });
  const found = await survey(files, { password: reading.password ?? undefined });
  try {
    const detected = detect(found.members, name);
    if (detected === undefined) throw notThisFormat(files, name);
    const claimed = detected.claims.filter(({ role }) => role !== null);
    // First what is packed is unpacked, then all is read; how much that is shows when it is unpacked.
    const packed = claimed.reduce((sum, { member }) => sum + (member.isPacked ? member.size : 0), 0);
    let total = packed + claimed.reduce((sum, { member }) => sum + member.size, 0);
    let done = 0;
    const writer = createEntryWriter(part, detected.format.name === 'mediary');
    const hear = (bytes: number) => {
      done += bytes;
      watch.progress(Math.min(total, done), total, writer.count());
      // oxlint-disable-next-line typescript/only-throw-error
      if (watch.stopAsked()) throw conversionStopped;
    };
    try {
      const laid = await layOut(detected, scratch, hear);
      total = packed + laid.reduce((sum, file) => sum + file.size, 0);
      done = packed;
      const { files: ready, needs } = readyToRead(detected.format, laid, reading);
      assertSaid(needs);
      const out: Out = {
        add: writer.add,
        refuse: (file, { line, cells }, reason, field = null) =>
          void writer.add({
            entry: 'problem',
            file: file.path,
            line,
            title: undefined,
            problem: reason,
            field: field ?? undefined,
            cells: cells.slice(0, 200).map((cell) => (cell.isWellFormed() ? cell : cell.toWellFormed())),
          }),
        heard: hear,
      };
      detected.format.convert(ready, out, reading);
      const size = writer.end();
      renameSync(part, target);
      return { size, entries: writer.count() };
    } catch (error) {
      writer.abandon();
      removeQuietly(part);
      throw error;
    }
  } finally {
    await found.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** What a set is of, and what has to be said first; undefined where no format knows it. */
export async function inspectSet(
  files: readonly SourceFile[],
  { only, reading, scratch }: { only?: FormatName | undefined; reading: Reading; scratch: string },
): Promise<FoundFormat | undefined> {
  const found = await survey(files, { password: reading.password ?? undefined });
  try {
    const detected = detect(found.members, only);
    if (detected === undefined) return undefined;
    const { name, label } = detected.format;
    return {
      name,
      label,
      members: setMembers(detected.claims),
      needs: await needsOf(detected, reading, scratch),
    };
  } finally {
    await found.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function needsOf(detected: Detected, reading: Reading, scratch: string): Promise<Need[]> {
  const { format, claims } = detected;
  const size = claims.reduce((sum, { member, role }) => sum + (role === null ? 0 : member.size), 0);
  // What is larger is asked when it is read.
  if (!asksOfContent(detected) || size > mostForNeeds) return [];
  await mkdir(scratch, { recursive: true, mode: 0o700 });
  return [...readyToRead(format, await layOut(detected, scratch, () => undefined), reading).needs];
}

/** The files with what they say of themselves as wholes, and what the user has to say. */
function readyToRead(format: Format, laid: readonly SetFile[], reading: Reading) {
  const { files, needs } = orderDates(format, laid, reading);
  return { files, needs: [...(format.needs?.(files, reading) ?? []), ...needs] };
}

async function layOut(
  { claims }: Detected,
  scratch: string,
  heard: (bytes: number) => void,
): Promise<SetFile[]> {
  const laid: SetFile[] = [];
  for (const [index, { member, role }] of claims.entries())
    if (role !== null) laid.push(setFile(member.path, role, await member.layOut(scratch, index, heard)));
  return laid;
}

function assertSaid(needs: readonly Need[]): void {
  const [first] = needs;
  if (first === undefined) return;
  const choices = first.choices.length === 0 ? '' : ` (${first.choices.slice(0, 20).join(', ')})`;
  throw new AppError('invalid_input', `${first.ask}: ${questions[first.ask]}${choices}`, {
    reason: 'must_be_said',
    field: `reading.${first.ask}`,
    ask: first.ask,
    choices: first.choices,
  });
}

const questions: Readonly<Record<Need['ask'], string>> = {
  dateOrder: 'the dates can be read in two ways. Say whether the day or the month comes first',
  person: 'the file holds the rows of several people. Say whose are yours',
  password: 'the archive is locked. Say its password',
};

/** `keepsIds`: they are as Mediary wrote them. */
function createEntryWriter(path: string, keepsIds: boolean) {
  const handle = openSync(path, 'w', 0o600);
  let text = entryHeader;
  let size = 0;
  let line = 2;
  let entries = 0;
  let isOpen = true;
  const flush = () => {
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length;) written += writeSync(handle, bytes, written);
    size += bytes.length;
    text = '';
  };
  return {
    count: () => entries,
    add(entry: Entry): number {
      const row = entryRow(keepsIds ? entry : { ...entry, ids: idsOfKind(entry.kind, entry.ids) });
      const at = line;
      entries++;
      line++;
      for (
        let index = row.indexOf('\n');
        index >= 0 && index < row.length - 1;
        index = row.indexOf('\n', index + 1)
      )
        line++;
      text += row;
      if (text.length > 1 << 16) flush();
      return at;
    },
    end(): number {
      flush();
      fsyncSync(handle);
      isOpen = false;
      closeSync(handle);
      return size;
    },
    abandon() {
      if (isOpen) closeSync(handle);
      isOpen = false;
    },
  };
}
