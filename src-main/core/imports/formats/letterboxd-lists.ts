// Letterboxd's list files: a line with the version, a table of one row about the list, and the table of its items.
import { looseName } from '#shared/domain/csv/cell-text.ts';
import { splitTags, yearOf, type Out } from './format.ts';
import { moment } from './moments.ts';
import { recordsOf, type SetFile } from './set-file.ts';
import { unusedName } from './unused-name.ts';

export function convertLists(files: readonly SetFile[], out: Out): void {
  const taken = new Set<string>();
  for (const file of files) convertList(file, out, taken);
}

function convertList(file: SetFile, out: Out, taken: Set<string>): void {
  let header: readonly string[] | undefined;
  let list: string | undefined;
  for (const { line, cells, refusal } of recordsOf(file, out.heard)) {
    const names = cells.map(looseName);
    if (names[0]?.startsWith('letterboxdlistexport') === true) continue;
    if ((names.includes('name') && names.includes('url')) || names.includes('position')) {
      header = names;
      continue;
    }
    if (refusal || header === undefined) {
      out.refuse(file, { line, cells }, refusal?.reason ?? 'stands before any header', null);
      continue;
    }
    const columns = header;
    const cell = (name: string) => cells[columns.indexOf(name)] ?? '';
    const about = { file: file.path, line, description: undefined };
    if (!columns.includes('position') && list === undefined) {
      list = unusedName(cell('name').trim() || file.stem, taken);
      out.add({
        ...about,
        entry: 'list',
        list,
        description: plainLines(cell('description')),
        tags: splitTags(cell('tags')),
        date: moment(cell('date')) ?? '',
      });
      continue;
    }
    list ??= unusedName(file.stem, taken);
    const uri = cell('url').trim() || cell('letterboxduri').trim();
    out.add({
      ...about,
      entry: 'list_item',
      list,
      title: cell('name').trim(),
      year: yearOf(cell('year')),
      kind: 'movie',
      position: cell('position').trim(),
      note: plainLines(cell('description')),
      ...(uri === '' ? {} : { ids: { letterboxd: uri } }),
    });
  }
}

/** The export writes line breaks of descriptions as the four characters \r\n. */
function plainLines(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  return text.includes('\n') ? text : text.replaceAll('\\r\\n', '\r\n');
}
