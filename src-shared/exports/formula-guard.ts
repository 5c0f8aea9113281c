// Keeps a spreadsheet from running what people wrote as a formula, in a way that comes off again exactly: a guarded
// cell begins with the guard, and so does no other, because a text that begins with the guard itself is guarded too.

/** In our own tables: what spreadsheets themselves put before a text that must stay one. */
const apostrophe = "'";

/**
 * In files for another service, which takes nothing off: WORD JOINER, which nobody sees and which is no part of any
 * formula.
 */
const invisible = '\u2060';

// "=1+1", "+1", "-1", "@SUM", their full-width forms, and the characters by which a cell breaks out of its own; also
// behind blanks and quotation marks, which some programs strip first.
const runs = /^(?:[\s\0"]*[=+\-@＝＋－＠]|[\t\r\n\0])/u;

export function guardCell(text: string): string {
  return text.startsWith(apostrophe) || runs.test(text) ? apostrophe + text : text;
}

/** The inverse of `guardCell`, for any text. */
export function unguardCell(cell: string): string {
  return cell.startsWith(apostrophe) ? cell.slice(1) : cell;
}

export function guardInvisibly(text: string): string {
  return text.startsWith(invisible) || runs.test(text) ? invisible + text : text;
}

/** The inverse of `guardInvisibly`, for any text. */
export function unguardInvisibly(cell: string): string {
  return cell.startsWith(invisible) ? cell.slice(1) : cell;
}
