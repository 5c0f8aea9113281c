// Formatters are dear to make (tens of microseconds each) and hundreds are asked for by a list: one for each language.

/** Remembers what `make` gives for a locale. */
export function perLocale<T>(make: (locale: string) => T): (locale: string) => T {
  const made = new Map<string, T>();
  return (locale) => {
    const known = made.get(locale);
    if (known !== undefined) return known;
    const value = make(locale);
    made.set(locale, value);
    return value;
  };
}
