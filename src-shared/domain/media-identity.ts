// What makes two titles the same work on any device. The normalisation is frozen for ever by golden vectors
// (test/shared/media-identity.test.ts): changing one character of its output would split people's libraries.

/** The parts of an identity, before hashing. */
export interface MediaIdentity {
  readonly kind: string;
  readonly title: string;
  readonly year: number | null;
  /** '' for most; a song's normalised artist; "source:id" where one source has two works of one name and year. */
  readonly disambiguator: string;
}

/**
 * The key under which a title is compared: NFKC, case folded, diacritics and punctuation stripped, spaces
 * collapsed. Articles, "&" and numerals stay as they are. Where nothing is left ("!!!"), the folded title itself.
 *
 * Marks are stripped only where they are diacritics: on Latin and Greek letters, on Cyrillic "ё", and the vowel
 * points of Arabic and Hebrew. Elsewhere (Devanagari vowels, Japanese voicing, "й") a mark makes another letter,
 * and two titles wrongly made one are worse than a duplicate.
 */
export function normaliseTitle(title: string): string {
  return plain.test(title) ? normalisePlain(title) : normaliseAny(title);
}

/** Printable ASCII, of which most titles are. */
const plain = /^[ -~]*$/;

/** What `normaliseAny` gives for such text, several times as fast. */
function normalisePlain(title: string): string {
  const folded = collapsePlain(title.toLowerCase());
  const stripped = collapsePlain(folded.replace(/[!"#%'()*,\-./:;?@[\\\]_{}]/g, ''));
  return stripped === '' ? folded : stripped;
}

function collapsePlain(text: string): string {
  return (text.includes('  ') ? text.replaceAll(/ +/g, ' ') : text).trim();
}

/** Exported for the test that holds the quick way against it. */
export function normaliseAny(title: string): string {
  const folded = collapse(fold(title));
  const stripped = collapse(
    folded
      .normalize('NFD')
      .replace(/([\p{Script=Latin}\p{Script=Greek}])[\u0300-\u036f]+/gu, '$1')
      .replaceAll('\u0435\u0308', '\u0435')
      // oxlint-disable-next-line no-misleading-character-class -- the marks themselves are meant
      .replace(/[\u0591-\u05c7]|[\u0640\u064b-\u0652\u0670]|[\ufe00-\ufe0f]|[\p{Cf}\p{Cc}]/gu, '')
      .replace(/(?!&)\p{P}/gu, '')
      .normalize('NFC'),
  );
  return stripped === '' ? folded : stripped;
}

/** The key that alphabetical lists go by: the normalised title without a leading English article. */
export function sortKey(titleKey: string): string {
  return titleKey.replace(/^(?:the|an?) (?=.)/u, '');
}

/** The text whose SHA-256 begins with the work's uid: `media:v1 \0 kind \0 title \0 year \0 disambiguator`. */
export function identityText({ title, ...rest }: MediaIdentity): string {
  return identityTextOfKey({ titleKey: normaliseTitle(title), ...rest });
}

/** The same, where the title is normalised already. */
export function identityTextOfKey({
  kind,
  titleKey,
  year,
  disambiguator,
}: Omit<MediaIdentity, 'title'> & { readonly titleKey: string }): string {
  return `media:v1\0${kind}\0${titleKey}\0${year ?? ''}\0${disambiguator}`;
}

/** Full case folding by way of upper case ("ß" and "SS" meet), with the Greek final sigma unified. */
function fold(text: string): string {
  return text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC').replaceAll('ς', 'σ');
}

function collapse(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}
