// Unpacks zip files with Node's own zlib, since a bare machine has no unzip. Every entry is checked
// against its CRC, and none can land outside the target folder.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';

const endRecord = Buffer.from('PK\x05\x06');
const stored = 0;
const deflated = 8;

/**
 * Unpacks those files of a zip archive for which `place` gives a path.
 *
 * @param {string} file
 * @param {string} folder is made
 * @param {(name: string) => string | undefined} place from the name in the archive to a path in the folder
 * @throws {Error} if the archive is damaged, or of a kind that is not read here (ZIP64, encrypted)
 */
export function unzip(file, folder, place) {
  const zip = readFileSync(file);
  for (const entry of entries(zip)) {
    const target = entry.name.endsWith('/') ? undefined : place(entry.name);
    if (target === undefined) continue;
    const path = join(folder, target);
    if (relative(folder, path).startsWith('..')) throw new Error(`${entry.name} points outside the folder`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents(zip, entry));
    chmodSync(path, entry.mode & 0o777 || 0o644);
  }
}

/**
 * @typedef {{ name: string, method: number, crc: number, size: number, mode: number, at: number }} Entry
 */

/**
 * The entries of the central directory (APPNOTE.TXT 4.3.12).
 *
 * @param {Buffer} zip
 * @returns {Entry[]}
 */
function entries(zip) {
  const end = zip.lastIndexOf(endRecord);
  if (end < 0) throw new Error('not a zip file, or its end is missing');
  const found = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = zip.readUInt16LE(at + 28);
    found.push({
      name: zip.toString('utf8', at + 46, at + 46 + nameLength),
      method: zip.readUInt16LE(at + 10),
      crc: zip.readUInt32LE(at + 16),
      size: zip.readUInt32LE(at + 20),
      mode: zip.readUInt32LE(at + 38) >>> 16,
      at: zip.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return found;
}

/**
 * @param {Buffer} zip
 * @param {Entry} entry
 */
function contents(zip, { name, method, crc, size, at }) {
  const start = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  const packed = zip.subarray(start, start + size);
  if (method !== stored && method !== deflated) throw new Error(`${name}: packing method ${method}`);
  const data = method === stored ? packed : inflateRawSync(packed);
  if (crc32(data) !== crc) throw new Error(`${name}: damaged (its CRC differs)`);
  return data;
}
