// A change over what is there: a field that is left out, or undefined, stays as it was.
export function merged<T extends object>(
  before: T,
  change: { readonly [K in keyof T]?: T[K] | undefined },
): T {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  return { ...before, ...Object.fromEntries(given) };
}
