// What the flags of `import` say, laid over what the file's header tells by itself.
import { importFields, importShapes, type ImportField, type ImportShape } from '#shared/api/import-fields.ts';
import type { ImportOptions, Inspection } from '#shared/api/imports.ts';
import { formatNames, type FormatName, type Reading } from '#shared/api/import-formats.ts';
import { dateOrders } from '#shared/domain/csv/date-order.ts';
import { withShape } from '#shared/domain/import-shape.ts';
import { withSeenOrder } from '#shared/domain/table-dates.ts';
import { oneOf, parseCount, parseForeignScale, parseKind, parsePair, refuse } from './values.ts';

export interface ImportFlags {
  readonly as?: string;
  readonly kind?: string;
  readonly map?: readonly string[];
  readonly where?: readonly string[];
  readonly scale?: string;
  readonly dates?: string;
  readonly person?: string;
  readonly passwordStdin?: true;
  readonly votes?: string;
  readonly onlyKind?: readonly string[];
  /** False with --no-add-missing. */
  readonly addMissing: boolean;
}

type Mapping = ImportOptions['mapping'];

/** What `--as` says that the file is: a service's name, a table that is mapped, or nothing. */
export function saidFormat({ as: said, map }: ImportFlags): FormatName | 'table' | null {
  const named = formatNames.find((name) => name === said);
  if (named !== undefined) return named;
  if (said !== undefined) oneOf('as', [...importShapes, ...formatNames], said);
  return said === undefined && map === undefined ? null : 'table';
}

/** How a service's files are to be read. */
export function saidReading({ dates, person, votes, onlyKind }: ImportFlags): Partial<Reading> {
  return {
    ...(dates === undefined ? {} : { dateOrder: oneOf('dates', dateOrders, dates) }),
    ...(person === undefined ? {} : { person }),
    ...(votes === undefined ? {} : { leastVotes: parseCount(votes, 'votes', 1_000_000_000) }),
    ...(onlyKind === undefined ? {} : { kinds: onlyKind.map(parseKind) }),
  };
}

/** Throws `invalid_input` for a flag that is wrong in itself or names a column that the file hasn't got. */
export function importOptions(flags: ImportFlags, inspection: Inspection): ImportOptions {
  const { suggestion, header, found } = inspection;
  if (found !== null)
    return {
      ...suggestion,
      kind: flags.kind === undefined ? null : parseKind(flags.kind),
      addMissing: flags.addMissing,
    };
  const mapped = (flags.map ?? []).map((text) => fieldAndColumn(text, header));
  const said = Object.fromEntries(mapped) as Mapping;
  const shape = shapeOf(flags, said);
  const options: ImportOptions = {
    ...suggestion,
    mapping: { ...unless(suggestion.mapping, said), ...withColumn(said) },
    kind: flags.kind === undefined ? suggestion.kind : parseKind(flags.kind),
    reading: { ...suggestion.reading, ...saidReading(flags) },
    where: flags.where === undefined ? suggestion.where : flags.where.map((text) => condition(text, header)),
    scale: flags.scale === undefined ? suggestion.scale : parseForeignScale(flags.scale),
    addMissing: flags.addMissing,
  };
  return withSeenOrder(shape === undefined ? options : withShape(options, shape), inspection);
}

function fieldAndColumn(text: string, header: readonly string[]): readonly [ImportField, string] {
  const [name, column] = parsePair(text, 'map', 'FIELD=COLUMN, like rating=Score');
  return [oneOf('map', importFields, name), column === '' ? '' : existing('map', column, header)];
}

/** What is mapped by hand displaces what was suggested for the same field or the same column. */
function unless(suggested: Mapping, said: Mapping): Mapping {
  const columns = new Set(Object.values(said));
  return Object.fromEntries(
    Object.entries(suggested).filter(([field, column]) => !(field in said) && !columns.has(column)),
  );
}

function withColumn(said: Mapping): Mapping {
  return Object.fromEntries(Object.entries(said).filter(([, column]) => column !== ''));
}

/** Who maps a rating or a comment brings reviews, without having to say so. */
function shapeOf(flags: ImportFlags, said: Mapping): ImportShape | undefined {
  if (flags.as !== undefined) return oneOf('as', importShapes, flags.as);
  return said.rating || said.comment ? 'reviews' : undefined;
}

/** COLUMN=VALUE. A column's name may hold "=" itself: the longest name that fits is meant. */
function condition(text: string, header: readonly string[]): { column: string; value: string } {
  const [named] = parsePair(text, 'where', 'COLUMN=VALUE, like userId=414');
  const begins = (name: string) => text.toLowerCase().startsWith(`${name.toLowerCase()}=`);
  const [column = named] = header.filter(begins).toSorted((a, b) => b.length - a.length);
  return {
    column: existing('where', text.slice(0, column.length), header),
    value: text.slice(column.length + 1),
  };
}

/** The column of this name; letter case counts only where two columns differ in nothing else. */
function existing(flag: string, name: string, header: readonly string[]): string {
  const found =
    header.find((column) => column === name) ??
    header.find((column) => column.toLowerCase() === name.toLowerCase());
  return found ?? refuse(flag, `there is no column "${name}". The file has: ${header.join(', ')}`);
}
