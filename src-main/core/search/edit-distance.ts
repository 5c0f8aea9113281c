// The number of typos between two words: letters left out, added, changed, or two neighbours swapped (optimal string alignment).

const longest = 48;
const rows = [new Uint8Array(longest), new Uint8Array(longest), new Uint8Array(longest)] as const;

/** Above `most`, any number above it. Where `isOpen`, the distance to the nearest beginning of `word`. */
export function editDistance(typed: string, word: string, most: number, isOpen: boolean): number {
  const width = typed.length;
  if (width >= longest || width - word.length > most || (!isOpen && word.length - width > most))
    return most + 1;
  let [before, previous, current] = rows;
  for (let column = 0; column <= width; column++) previous[column] = column;
  let best = isOpen ? width : most + 1;
  const height = Math.min(word.length, width + most);
  for (let row = 1; row <= height; row++) {
    current[0] = row;
    let least = row;
    for (let column = 1; column <= width; column++) {
      const isSame = typed.charCodeAt(column - 1) === word.charCodeAt(row - 1);
      let cost = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (isSame ? 0 : 1),
      );
      const isSwap =
        row > 1 &&
        column > 1 &&
        typed.charCodeAt(column - 1) === word.charCodeAt(row - 2) &&
        typed.charCodeAt(column - 2) === word.charCodeAt(row - 1);
      if (isSwap) cost = Math.min(cost, at(before, column - 2) + 1);
      current[column] = cost;
      if (cost < least) least = cost;
    }
    const whole = at(current, width);
    if (isOpen && whole < best) best = whole;
    if (least > most) return isOpen ? best : most + 1;
    [before, previous, current] = [previous, current, before];
  }
  return isOpen ? best : at(previous, width);
}

function at(row: Uint8Array, index: number): number {
  return row[index] ?? 0;
}
