// Turns the picture of a virtual display into a PNG file, without any program for it: Xvfb keeps its screen
// in an X window dump (XWD, see X11/XWDFile.h), and PNG needs no more than Node's zlib.
import { crc32, deflateSync } from 'node:zlib';

/**
 * @typedef {{ width: number, height: number, rgb: Buffer }} Picture three bytes a pixel, top row first
 */

const xwdVersion = 7;
const zPixmap = 2;

/**
 * Reads an XWD file with 32 bits per pixel, which is what Xvfb writes at depth 24.
 *
 * @param {Buffer} xwd
 * @returns {Picture}
 * @throws {Error} if it is another kind of file
 */
export function readXwd(xwd) {
  const field = (/** @type {number} */ index) => xwd.readUInt32BE(index * 4);
  const bitsPerPixel = field(11);
  if (field(1) !== xwdVersion || field(2) !== zPixmap || bitsPerPixel !== 32)
    throw new Error('not an X window dump with 32 bits per pixel');
  const [width, height, mostSignificantFirst, bytesPerLine] = [field(4), field(5), field(7) === 1, field(12)];
  const start = field(0) + field(19) * 12;
  const [red, green, blue] = mostSignificantFirst ? [1, 2, 3] : [2, 1, 0];
  const rgb = Buffer.alloc(width * height * 3);
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0, from = start + y * bytesPerLine; x < width; x++, from += 4, to += 3) {
      rgb[to] = xwd[from + red] ?? 0;
      rgb[to + 1] = xwd[from + green] ?? 0;
      rgb[to + 2] = xwd[from + blue] ?? 0;
    }
  return { width, height, rgb };
}

/**
 * The part of a screen that something is drawn on: without the pure black round it. Undefined if it is all
 * black.
 *
 * @param {Picture} picture
 * @returns {Picture | undefined}
 */
export function cropToDrawn({ width, height, rgb }) {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3) {
      if (rgb[at] === 0 && rgb[at + 1] === 0 && rgb[at + 2] === 0) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  if (bottom < 0) return undefined;
  const rows = [];
  for (let y = top; y <= bottom; y++)
    rows.push(rgb.subarray((y * width + left) * 3, (y * width + right + 1) * 3));
  return { width: right - left + 1, height: bottom - top + 1, rgb: Buffer.concat(rows) };
}

/**
 * Writes an 8-bit RGB PNG (ISO/IEC 15948), rows unfiltered.
 *
 * @param {Picture} picture
 * @returns {Buffer}
 */
export function toPng({ width, height, rgb }) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y++)
    rgb.copy(rows, y * (width * 3 + 1) + 1, y * width * 3, (y + 1) * width * 3);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
