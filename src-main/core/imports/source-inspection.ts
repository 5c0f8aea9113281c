// Finds out what a chosen source is: files of a service, or a table to map. What takes long (archives, and files
// that must be read whole for what only the user can say) is looked at in a worker.
import { randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FormatName, FoundFormat, Reading } from '#shared/api/import-formats.ts';
import { AppError } from '#shared/errors.ts';
import { notThisFormat } from './formats/not-this-format.ts';
import { isGzip, isZip } from './formats/signatures.ts';
import type { SourceFile } from './formats/survey.ts';
import type { InspectMessage, InspectTask, UnpackTask } from './worker-task.ts';

export interface InspectionDeps {
  readonly worker: URL;
  /** For what is unpacked meanwhile. */
  readonly folder: string;
}

/** Undefined where no service is recognised. Throws where `only` is named and it isn't that. */
export async function inspectSource(
  deps: InspectionDeps,
  files: readonly SourceFile[],
  only: FormatName | undefined,
  reading: Reading,
): Promise<FoundFormat | undefined> {
  const found = (await lookQuickly(files, only)) ?? (await lookInWorker(deps, { files, only, reading }));
  if (found === 'nothing' || found === undefined) {
    if (only !== undefined) throw notThisFormat(files, only);
    return undefined;
  }
  return found;
}

/** The table in what is no plain file and of no service; undefined where there isn't exactly one. */
export async function unpackedTable(
  { worker }: InspectionDeps,
  task: Pick<UnpackTask, 'files' | 'reading' | 'folder'>,
): Promise<SourceFile | undefined> {
  const message = await askWorker(worker, { ...task, phase: 'unpack' });
  return message.type === 'unpacked' ? message.table : undefined;
}

/** Whether it is one plain file, which may be a table like any other. */
export async function isPlainFile(files: readonly SourceFile[]): Promise<boolean> {
  const start = await startOfOnly(files);
  return start !== undefined && !isZip(start) && !isGzip(start);
}

/** Whether it may be one of several files of a set, as an archive or a folder may not. */
export async function isLooseFile(files: readonly SourceFile[]): Promise<boolean> {
  const start = await startOfOnly(files);
  return start !== undefined && !isZip(start);
}

async function startOfOnly(files: readonly SourceFile[]): Promise<Buffer | undefined> {
  const [only, ...others] = files;
  return only === undefined || others.length > 0 ? undefined : await firstBytes(only.path);
}

async function lookQuickly(
  files: readonly SourceFile[],
  only: FormatName | undefined,
): Promise<FoundFormat | 'nothing' | undefined> {
  if (!(await isPlainFile(files))) return undefined;
  // Loaded when somebody imports, not when a window opens.
  const [{ asksOfContent, detect, setMembers }, { survey }] = await Promise.all([
    import('./formats/detect.ts'),
    import('./formats/survey.ts'),
  ]);
  const { members, close } = await survey(files);
  await close();
  const detected = detect(members, only);
  if (detected === undefined) return 'nothing';
  const { format, claims } = detected;
  if (asksOfContent(detected)) return undefined;
  return { name: format.name, label: format.label, members: setMembers(claims), needs: [] };
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(8), 0, 8, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function lookInWorker(
  { worker, folder }: InspectionDeps,
  task: Pick<InspectTask, 'files' | 'only' | 'reading'>,
): Promise<FoundFormat | undefined> {
  const scratch = join(folder, `look-${randomUUID()}`);
  const message = await askWorker(worker, { ...task, phase: 'inspect', scratch });
  return message.type === 'inspected' ? message.found : undefined;
}

async function askWorker(
  file: URL,
  task: InspectTask | UnpackTask,
): Promise<Exclude<InspectMessage, { type: 'failed' }>> {
  const { promise, resolve, reject } = Promise.withResolvers<Exclude<InspectMessage, { type: 'failed' }>>();
  const worker = new Worker(file, { workerData: task });
  worker.once('message', (message: InspectMessage) => {
    if (message.type !== 'failed') resolve(message);
    else if (message.error)
      reject(new AppError(message.error.code, message.error.message, message.error.details));
    else reject(new Error('the look at a file failed', { cause: message.facts }));
  });
  worker.once('error', reject);
  worker.once('exit', () => reject(new Error('the look at a file ended with no word')));
  return await promise;
}
