// Why a row of a file is refused. Core and the terminal tell it in these English sentences, which are also what an import
// keeps of its refused rows; a window shows it in its own language, by the sentence's key and the values in it.

/** Each begins where the name of a field may stand before it: "Year: is missing". Longer ones stand before shorter. */
export const refusalReasons = {
  dateOfHistory: '"{text}" is no date that can be read (2019, 2019-05, 2019-05-31, or unix seconds)',
  dateOrder: '"{text}" can be read in two ways: say whether the day or the month comes first',
  dateLike: '"{text}" is no date that can be read ({example})',
  dateText: '"{text}" is no date that can be read',
  dateExample: 'is no date that can be read ({example})',
  date: 'is no date that can be read',
  missingKind: 'is missing, and no kind was chosen for the file',
  missingKindToFind: 'is missing: without it no title can be found by its name',
  missingTitle: 'is missing: the row names no title',
  missingList: 'is missing: the row names no list',
  missingAuthor: 'is missing or no name',
  missing: 'is missing',
  kindUnknown: '"{text}" is no kind of title: movie, web show or song',
  kindUnknownShort: '"{text}" is no kind of title',
  noIdOfTitle: '"{text}" is no id of a title',
  noId: 'is no id',
  noYear: '"{text}" is no year',
  noMinutes: '"{text}" is no number of minutes',
  entryUnknown: '"{text}" is none of {known}',
  alsoUnknown: '"{text}" holds what is none of {known}',
  yesNo: 'is neither yes nor no',
  season: 'is no number of a season',
  episode: 'is no number of an episode',
  episodeMissing: 'says no number of the episode',
  episodes: 'is no list of season and episode numbers',
  episodeMark: '"{text}" is no episode (S03E04)',
  yearRange: 'must be between {first} and {last} for a {kind}',
  makerNeeded: 'a {kind} needs its {maker}',
  longestMinutes: 'must be at most {most} minutes',
  longestText: 'must be at most {most} characters',
  oneLine: 'must be one line of at most {most} characters',
  longestEach: 'must be of at most {most} characters each',
  longestNames: 'must be names of at most {most} characters',
  most: 'must be at most {most}',
  noBreaks: 'must not contain line breaks or control characters',
  ratingPoint: '"{text}": write it with a point, {example}',
  ratingNumber: '"{text}" is not a number from {low} to {high}',
  ratingSteps: '{text} is finer than steps of 0.1',
  ratingRangeQuoted: '"{text}" is not between {low} and {high}',
  ratingRange: '{text} is not between {low} and {high}',
  ratingScale: '{text} is not on the scale',
  ratingNone: 'there is no rating',
  nothingSaid: 'there is neither a rating nor a comment',
  noText: 'has no text',
  noTitleOfId: 'there is no title with the id {id}',
  noTitleOfForeignId: 'no title has the {source} id {id}',
  notInCatalogue: '{title} is not in the catalogue',
  ambiguous: 'ambiguous: could be {titles}',
  idsDiffer: 'its ids belong to different titles: {one} and {other}',
  idOfKind: 'its id belongs to {title}, which is a {kind}',
  leftOut: 'was left out by choice',
  notWanted: 'is not wanted by the conditions of this import',
  contradictsTitle: 'contradicts line {line}, which speaks of the same title; the first was kept',
  contradictsReview: 'contradicts line {line}, which reviews the same title; the first was kept',
  cells: 'has {found} cells where the header has {expected}',
  halfCharacter: 'holds half a character',
  quoteOpen: 'line {line}: a quote is opened and never properly closed',
  quoteOver:
    "the quote opened on line {line} reaches over this line, and it holds quotes itself: where its cells end can't be told",
  columnTooLong: 'the text in column {column} is longer than {most} characters',
  rowTooLong: 'the row is longer than {most} characters',
  nul: 'there is a NUL character in column {column}',
  unreadable: 'could not be read',
  beforeHeader: 'stands before any header',
  json: 'is malformed JSON',
  jsonDeep: 'the file is nested more than {most} deep; what comes after was not read',
  jsonLong: 'the file holds an item that is longer than any export writes; what comes after was not read',
  jsonStart: 'the file does not begin with [ or {; what comes after was not read',
  jsonName: 'the file is malformed: a name was expected; what comes after was not read',
  jsonMark: 'the file is malformed: {mark} was expected; what comes after was not read',
  jsonMore: 'the file goes on after its end; what comes after was not read',
  jsonCut: 'the file ends in the middle; what comes after was not read',
  person: 'is a person: Mediary keeps movies, web shows and songs',
  personShort: 'is a person: Mediary keeps titles',
  otherKind: 'a {kind} is neither a movie nor a web show nor a song',
  notMovieOrShowText: '"{text}" is neither a movie nor a show',
  namesNoMovieOrShow: 'names neither a movie nor a show',
  aboutNoMovieOrShow: 'is about neither a movie nor a show',
  namesNoSongOrPodcast: 'names neither a song nor a podcast',
  namesNoTitle: 'names no title',
  namesNoFilm: 'names no film',
  namesNoShow: 'names no show',
  twins: 'the diary does not say which film of this name and year is meant: {pages}',
  noMovieOfSet: 'belongs to no movie of the set',
  noMovieRow: 'is no row of a movie',
  noRatingRow: 'is no row of a rating',
  noViewing: 'is no viewing but a {what}',
  podcastInSongs: 'is an episode of a podcast in a list of songs',
  artist: 'is an artist, and no song is named',
  bannedSong: 'is a song that is not to be played',
  tooShort: 'was played for {seconds} s: less than the 30 s that make a play',
  wholeSeason: 'rates a whole season: Mediary keeps ratings of shows and of single plays',
  otherRow: 'is a row of "{text}", which Mediary doesn\'t read',
  stillPlaying: 'has no date: it was playing when the file was written',
  playedItself: 'is no viewing: it began to play by itself, and nobody took it up',
  namelessOnList: 'has a {what} on it, which no file of the export names',
  listUnnamed: 'is a list without a name',
} as const;

export type RefusalKey = keyof typeof refusalReasons;

/** A reason taken apart: which sentence it is, and what stands in its places. */
export interface SaidReason {
  readonly key: RefusalKey;
  readonly values: Readonly<Record<string, string>>;
}

const place = /\{(\w+)\}/;

const patterns = Object.entries(refusalReasons).map(([key, sentence]) => ({
  key: key as RefusalKey,
  pattern: patternOf(sentence),
}));

/** Null for a sentence that isn't among these. */
export function saidReason(reason: string): SaidReason | null {
  for (const { key, pattern } of patterns) {
    const match = pattern.exec(reason);
    if (match) return { key, values: { ...match.groups } };
  }
  return null;
}

function patternOf(sentence: string): RegExp {
  const source = sentence
    .split(place)
    .map((part, index) =>
      index % 2 === 1 ? `(?<${part}>.*)` : part.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`),
    )
    .join('');
  return new RegExp(`^${source}$`, 'su');
}
