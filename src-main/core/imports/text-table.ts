// Tells text tables from pictures, archives and documents by their first bytes, so that a wrong choice is refused
// in words instead of giving ten thousand refused rows.
import { AppError } from '#shared/errors.ts';

const signatures: readonly (readonly [name: string, bytes: string])[] = [
  ['a PNG picture', '89504e47'],
  ['a JPEG picture', 'ffd8ff'],
  ['a GIF picture', '47494638'],
  ['a WebP picture or a WAV sound', '52494646'],
  ['a ZIP archive or an Office document', '504b0304'],
  ['an empty ZIP archive', '504b0506'],
  ['a PDF document', '25504446'],
  ['a gzip archive', '1f8b'],
  ['a 7-Zip archive', '377abcaf271c'],
  ['a RAR archive', '526172211a07'],
  ['an XZ archive', 'fd377a585a00'],
  ['an old Office document', 'd0cf11e0a1b11ae1'],
  ['a SQLite database', '53514c69746520666f726d6174203300'],
  ['a program', '7f454c46'],
];

/** Throws `invalid_input` with reason `not_a_table` for what is known to be something else. */
export function assertNoKnownBinary(head: Buffer, name: string): void {
  const start = head.toString('hex', 0, 16);
  const found = signatures.find(([, bytes]) => start.startsWith(bytes));
  if (found) throw noTable(name, `it is ${found[0]}`);
}

/** Throws likewise where decoded text holds more control characters than any table does, or is JSON or HTML. */
export function assertText(text: string, name: string): void {
  let controls = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12) controls++;
  }
  if (controls >= 8 && controls > text.length * 0.05) throw noTable(name, 'it holds binary data');
  const [first = ''] = text.trimStart();
  if (first === '{' || first === '[')
    throw noTable(name, 'it looks like JSON, and of no service that Mediary knows');
  if (first === '<') throw noTable(name, 'it looks like a web page or XML');
}

/** The refusal of what isn't a text table, in words that say what it is. */
export function noTable(name: string, why: string): AppError {
  return new AppError(
    'invalid_input',
    `"${name}" does not look like a text table: ${why}. Choose a CSV file.`,
    {
      reason: 'not_a_table',
      name,
      why,
    },
  );
}
