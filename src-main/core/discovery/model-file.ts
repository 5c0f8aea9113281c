// The model's file: spares a rebuild after a restart, and may be thrown away at any time. A line of JSON tells what
// the arrays behind it are; its checksum is checked, and any doubt means "no model".
import { crc32 } from 'node:zlib';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import type { Model } from './model.ts';

/** Raise it when the model's shape or its meaning changes. */
const version = 2;
const arrayTypes = { Uint16Array, Uint32Array, Float32Array, Float64Array } as const;
type Numbers = InstanceType<(typeof arrayTypes)[keyof typeof arrayTypes]>;
interface Place {
  readonly type: keyof typeof arrayTypes;
  readonly offset: number;
  readonly length: number;
}
const alignment = 8;

/** Written beside the old one and then put in its place: a crash leaves the one or the other. */
export function writeModel(file: string, model: Model): void {
  const blocks: Uint8Array[] = [];
  let size = 0;
  const shape = JSON.stringify(model, (_key, value: unknown) => {
    if (!ArrayBuffer.isView(value)) return value;
    const numbers = value as Numbers;
    const place = { type: numbers.constructor.name, offset: size, length: numbers.length };
    blocks.push(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
    const padding = (alignment - (numbers.byteLength % alignment)) % alignment;
    if (padding > 0) blocks.push(new Uint8Array(padding));
    size += numbers.byteLength + padding;
    return { array: place };
  });
  const checksum = blocks.reduce((sum, block) => crc32(block, sum), crc32(shape));
  const header = Buffer.from(`${JSON.stringify({ mediary: 'discovery', version, checksum, shape })}\n`);
  const fresh = `${file}.new`;
  const handle = openSync(fresh, 'w', 0o600);
  try {
    for (const block of [header, ...blocks]) writeWhole(handle, block);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(fresh, file);
}

/** Null where there is no file, or one of another version, or one that is damaged. */
export function readModel(file: string): Model | null {
  try {
    const bytes = readFileSync(file);
    const end = bytes.indexOf('\n');
    const header = JSON.parse(bytes.toString('utf8', 0, end)) as Record<string, unknown>;
    const { shape, checksum } = header;
    if (header['mediary'] !== 'discovery' || header['version'] !== version || typeof shape !== 'string')
      return null;
    const data = bytes.subarray(end + 1);
    if (crc32(data, crc32(shape)) !== checksum) return null;
    return JSON.parse(shape, (_key, value: unknown) => {
      const place = placeOf(value);
      if (place === undefined) return value;
      const numbers = arrayTypes[place.type];
      const length = place.length * numbers.BYTES_PER_ELEMENT;
      const copy = data.buffer.slice(data.byteOffset + place.offset, data.byteOffset + place.offset + length);
      return new numbers(copy);
    }) as Model;
  } catch {
    // Whatever is wrong with it, it can be built again.
    return null;
  }
}

/** All buffers of the model, to be handed to another thread without a copy. */
export function buffersOf(value: object): ArrayBuffer[] {
  return Object.values(value).flatMap((part: unknown) => {
    if (ArrayBuffer.isView(part)) return [part.buffer as ArrayBuffer];
    return typeof part === 'object' && part !== null && !Array.isArray(part) ? buffersOf(part) : [];
  });
}

function placeOf(value: unknown): Place | undefined {
  return typeof value === 'object' && value !== null && 'array' in value ? (value.array as Place) : undefined;
}

function writeWhole(handle: number, block: Uint8Array): void {
  for (let written = 0; written < block.byteLength;) {
    written += writeSync(handle, block, written, block.byteLength - written);
  }
}
