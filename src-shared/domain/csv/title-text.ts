// Titles as data sets write them: "Matrix, The (1999)" is The Matrix of 1999. Used only where the year stands in
// the title's own cell; what doesn't end in a year in parentheses stays as it is.

export interface TitleText {
  readonly title: string;
  readonly year: number | null;
}

/** Longer cells are no titles; they are refused for their length and need no reading. */
const longestRead = 1000;

/** `I` and `E` alone are left out of what may follow a comma in lower case: only articles written as such count. */
const articles = new Set(
  [
    ['the', 'a', 'an'],
    ['le', 'la', 'les', "l'", 'l’', 'un', 'une', 'des'],
    ['el', 'los', 'las', 'lo', 'una', 'unos', 'unas'],
    ['il', 'i', 'gli', 'uno', "un'", 'un’'],
    ['der', 'die', 'das', 'ein', 'eine'],
    ['de', 'het', 'een', "'t"],
    ['den', 'det', 'en', 'ett', 'et'],
    ['o', 'os', 'as', 'um', 'uma', 'az'],
  ].flat(),
);

/** Takes a year in parentheses off the end (of a range the first) and puts trailing articles in front. */
export function splitTitle(text: string): TitleText {
  const whole = text.trim();
  if (whole.length > longestRead) return { title: whole, year: null };
  const match = /^(.*\S)\s*\((\d{4})(?:\s*[-–—]\s*(?:\d{4})?)?\)$/su.exec(whole);
  const [, name = '', digits = ''] = match ?? [];
  const year = Number(digits);
  if (!match || year < 1800 || year > 2100) return { title: whole, year: null };
  return { title: straighten(name), year };
}

/** "City of Lost Children, The (Cité des enfants perdus, La)": the title and each alternative in parentheses. */
function straighten(name: string): string {
  const inner: string[] = [];
  let rest = name;
  for (;;) {
    const match = /^(.*\S)\s+\(([^()]*)\)$/su.exec(rest);
    if (!match) break;
    rest = match[1] ?? '';
    inner.unshift(match[2] ?? '');
  }
  return [articleFirst(rest), ...inner.map((alternative) => `(${alternativeTitle(alternative)})`)].join(' ');
}

function alternativeTitle(text: string): string {
  const [, prefix = '', title = text] = /^(a\.?k\.?a\.?\s+)?(.*)$/isu.exec(text) ?? [];
  return prefix + articleFirst(title);
}

function articleFirst(title: string): string {
  const match = /^(.*\S),\s+(['’]?\p{L}+['’]?)$/su.exec(title);
  if (!match) return title;
  const [, name = '', article = ''] = match;
  if (!articles.has(article.toLowerCase())) return title;
  return /['’]$/u.test(article) ? `${article}${name}` : `${article} ${name}`;
}
