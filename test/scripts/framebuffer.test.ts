import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { script } from './script.ts';

interface Picture {
  width: number;
  height: number;
  rgb: Buffer;
}
interface Framebuffer {
  cropToDrawn: (picture: Picture) => Picture | undefined;
  readXwd: (xwd: Buffer) => Picture;
  toPng: (picture: Picture) => Buffer;
}
const { cropToDrawn, readXwd, toPng } = await script<Framebuffer>('framebuffer');

const black = [0, 0, 0];
const red = [255, 0, 0];
const sky = [10, 120, 250];

/** A dump of a 2×2 screen as Xvfb makes it: a name and a colour table first, rows longer than needed. */
function dump(pixels: number[][], lowestFirst = true): Buffer {
  const [nameLength, colours, bytesPerLine] = [7, 2, 12];
  const header = Buffer.alloc(100 + nameLength + colours * 12);
  const fields = [100 + nameLength, 7, 2, 24, 2, 2, 0, lowestFirst ? 0 : 1, 32, 0, 32, 32, bytesPerLine];
  fields.forEach((value, index) => header.writeUInt32BE(value, index * 4));
  header.writeUInt32BE(colours, 19 * 4);
  const rows = Buffer.alloc(2 * bytesPerLine, 0x77);
  pixels.forEach(([r = 0, g = 0, b = 0], index) => {
    const at = Math.floor(index / 2) * bytesPerLine + (index % 2) * 4;
    rows.set(lowestFirst ? [b, g, r, 0] : [0, r, g, b], at);
  });
  return Buffer.concat([header, rows]);
}

function picture(width: number, pixels: number[][]): Picture {
  return { width, height: pixels.length / width, rgb: Buffer.from(pixels.flat()) };
}

test.each([true, false])('reads the pixels of a dump (lowest byte first: %s)', (lowestFirst) => {
  expect(readXwd(dump([red, sky, black, red], lowestFirst))).toEqual(picture(2, [red, sky, black, red]));
});

test('refuses a file that is no dump', () => {
  expect(() => readXwd(Buffer.alloc(200))).toThrow('not an X window dump');
});

test('crops to what is drawn', () => {
  const screen = picture(3, [black, black, black, black, red, black, black, black, sky, black, black, black]);
  expect(cropToDrawn(screen)).toEqual(picture(2, [red, black, black, sky]));
});

test('a black screen has nothing drawn on it', () => {
  expect(cropToDrawn(picture(2, [black, black, black, black]))).toBeUndefined();
});

test('writes a PNG whose header and pixels are those of the picture', () => {
  const png = toPng(picture(2, [red, sky, black, red]));
  expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  expect(png.toString('latin1', 12, 16)).toBe('IHDR');
  expect([png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]]).toEqual([2, 2, 8, 2]);
  const length = png.readUInt32BE(33);
  expect(png.toString('latin1', 37, 41)).toBe('IDAT');
  const rows = inflateSync(png.subarray(41, 41 + length));
  expect([...rows]).toEqual([0, ...red, ...sky, 0, ...black, ...red]);
  // The checksum of an empty IEND chunk, as the standard prints it.
  expect(png.subarray(-12)).toEqual(Buffer.from('0000000049454e44ae426082', 'hex'));
});
