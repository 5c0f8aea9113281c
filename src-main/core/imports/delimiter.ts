// What separates cells and lines, by the first lines outside quotes.
import type { Inspection } from '#shared/api/imports.ts';

export type Delimiter = Inspection['delimiter'];
export type Newline = '\n' | '\r';

const delimiters: readonly Delimiter[] = [',', ';', '\t', '|'];
const sampleRecords = 10;

/** Files of old Macs end lines with CR alone; everything else has LF, with or without a CR before it. */
export function sniffNewline(text: string): Newline {
  return !text.includes('\n') && text.includes('\r') ? '\r' : '\n';
}

/** The candidate that splits the header into most cells, preferring one that the next records agree with. */
export function sniffDelimiter(text: string, newline: Newline): Delimiter {
  const counts = countOutsideQuotes(text, newline);
  const [header] = counts;
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const [index, delimiter] of delimiters.entries()) {
    const inHeader = header?.[index] ?? 0;
    if (inHeader === 0) continue;
    const rows = counts.slice(1);
    const agreeing = rows.filter((row) => (row[index] ?? 0) >= inHeader).length;
    const score = inHeader * (rows.length === 0 ? 1 : 0.1 + agreeing / rows.length);
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

/** For each of the first records, how often each candidate stands outside quotes. */
function countOutsideQuotes(text: string, newline: Newline): number[][] {
  const records: number[][] = [];
  let current = delimiters.map(() => 0);
  let quoted = false;
  let empty = true;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (quoted || character !== newline) {
      empty &&= character.trim() === '' && character !== '\t';
      const index = quoted ? -1 : delimiters.indexOf(character as Delimiter);
      if (index >= 0) current[index] = (current[index] ?? 0) + 1;
      continue;
    }
    if (!empty) records.push(current);
    if (records.length === sampleRecords) return records;
    current = delimiters.map(() => 0);
    empty = true;
  }
  // The last one may be cut off; alone it is better than nothing.
  if (records.length === 0) records.push(current);
  return records;
}
