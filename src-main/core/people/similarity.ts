// How alike two people rate: Pearson's correlation over the titles that both rated, each rating taken as its distance
// from its person's own mean (Resnick et al., "GroupLens", CSCW 1994), drawn towards 0 where few titles are shared
// (Bell, Koren and Volinsky, KDD 2007: n / (n + λ)), so that three agreements by chance aren't a soulmate.

export interface SharedRating {
  readonly own: number;
  readonly theirs: number;
}

/** λ: with ten shared titles the correlation counts half. */
const shrinkage = 10;

/** −1 to 1. `means` are those of all ratings of each. Where somebody rates everything alike, agreement decides. */
export function similarityOf(
  shared: readonly SharedRating[],
  means: { readonly own: number; readonly theirs: number },
): number {
  let [product, own, theirs, distance] = [0, 0, 0, 0];
  for (const pair of shared) {
    const [a, b] = [pair.own - means.own, pair.theirs - means.theirs];
    product += a * b;
    own += a * a;
    theirs += b * b;
    distance += Math.abs(pair.own - pair.theirs);
  }
  const spread = Math.sqrt(own * theirs);
  const correlation = spread === 0 ? (distance === 0 ? 1 : 0) : product / spread;
  return Math.max(-1, Math.min(1, correlation)) * (shared.length / (shared.length + shrinkage));
}
