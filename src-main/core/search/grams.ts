// How the vocabulary lies in its tables: words are numbered from the commonest on, and each pair of letters has the numbers of the words
// that hold it, in chunks of 16 bits.

export const chunkSize = 65_536;
/** A vocabulary with so many words may lack some. */
export const mostWords = 400_000;

export function pairsOf(word: string): string[] {
  const characters = Array.from(word);
  return characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);
}
