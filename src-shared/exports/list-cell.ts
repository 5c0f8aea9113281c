// Several values in one cell: "Drama|Science fiction". A value's own "|" and "\" are written with a "\" before them, so
// that every list of values that aren't empty comes back as it was.

export function joinList(values: readonly string[]): string {
  return values.map((value) => value.replaceAll(/[\\|]/g, String.raw`\$&`)).join('|');
}

/** [] for ''. */
export function splitList(cell: string): string[] {
  if (cell === '') return [];
  const values: string[] = [];
  let value = '';
  for (let at = 0; at < cell.length; at++) {
    const character = cell.charAt(at);
    if (character === '\\' && at + 1 < cell.length) value += cell.charAt(++at);
    else if (character === '|') {
      values.push(value);
      value = '';
    } else value += character;
  }
  values.push(value);
  return values;
}
