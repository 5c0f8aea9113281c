import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { script } from './script.ts';

interface Zip {
  unzip: (file: string, folder: string, place: (name: string) => string | undefined) => void;
}
const { unzip } = await script<Zip>('zip');

interface Entry {
  name: string;
  text: string;
  mode?: number;
  packed?: boolean;
}

let folder: string;
let file: string;
let out: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mediary-zip-'));
  file = join(folder, 'archive.zip');
  out = join(folder, 'out');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A zip archive, its local headers with an extra field that the directory doesn't have. */
function archive(entries: Entry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, text, mode = 0o100644, packed = true } of entries) {
    const plain = Buffer.from(text);
    const data = packed ? deflateRawSync(plain) : plain;
    const local = Buffer.alloc(30);
    local.writeUInt16LE(name.length, 26);
    local.writeUInt16LE(4, 28);
    const body = Buffer.concat([local, Buffer.from(name), Buffer.alloc(4), data]);
    const central = Buffer.alloc(46);
    central.writeUInt16LE(packed ? 8 : 0, 10);
    central.writeUInt32LE(crc32(plain), 16);
    central.writeUInt32LE(data.length, 20);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(mode * 0x10000, 38);
    central.writeUInt32LE(at, 42);
    bodies.push(body);
    directory.push(central, Buffer.from(name));
    at += body.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

test('unpacks the chosen files, packed or stored', () => {
  writeFileSync(
    file,
    archive([
      { name: 'App/', text: '' },
      { name: 'App/bin/run', text: 'packed '.repeat(100) },
      { name: 'App/readme', text: 'stored', packed: false },
      { name: 'other', text: 'not wanted' },
    ]),
  );
  unzip(file, out, (name) => (name.startsWith('App/') ? name.slice(4) : undefined));
  expect(readdirSync(out).sort()).toEqual(['bin', 'readme']);
  expect(readFileSync(join(out, 'bin/run'), 'utf8')).toBe('packed '.repeat(100));
  expect(readFileSync(join(out, 'readme'), 'utf8')).toBe('stored');
});

test.skipIf(process.platform === 'win32')('keeps the right to execute', () => {
  writeFileSync(file, archive([{ name: 'run', text: '', mode: 0o100755 }]));
  unzip(file, out, (name) => name);
  expect(statSync(join(out, 'run')).mode & 0o777).toBe(0o755);
});

test('notices a damaged file', () => {
  const zip = archive([{ name: 'a', text: 'hello', packed: false }]);
  zip.write('j', zip.indexOf('hello'));
  writeFileSync(file, zip);
  expect(() => unzip(file, out, (name) => name)).toThrow('a: damaged');
});

test('lets nothing land outside the folder', () => {
  writeFileSync(file, archive([{ name: '../escaped', text: 'x' }]));
  expect(() => unzip(file, out, (name) => name)).toThrow('outside the folder');
  expect(readdirSync(folder)).toEqual(['archive.zip']);
});

test('refuses a file that is no archive', () => {
  writeFileSync(file, 'just text');
  expect(() => unzip(file, out, (name) => name)).toThrow('not a zip file');
});
