// One work under two names has two identities, until somebody says that they are one. What was recorded under either
// stays where it is; readers resolve it. The least identity of all that are connected stands for them: the minimum is a
// join, so every device finds the same one, whatever it learned in which order.

/** Two identities of one work, in either order. */
export type Alias = readonly [one: string, other: string];

/** Finds the identity that stands for each; an identity without aliases stands for itself. */
export function resolveAliases(aliases: Iterable<Alias>): (identity: string) => string {
  const parents = new Map<string, string>();
  for (const [one, other] of aliases) {
    const [a, b] = [rootOf(one), rootOf(other)];
    if (a < b) parents.set(b, a);
    else if (b < a) parents.set(a, b);
  }
  return rootOf;

  function rootOf(identity: string): string {
    let root = identity;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
    return root;
  }
}
