// Files that were given together are sorted into sources: those of one service are one set, each archive and each
// folder is one by itself, and so is every table that no service knows.
import { detect } from './formats/detect.ts';
import { survey } from './formats/survey.ts';
import type { GrantedFile, GrantedFiles } from './granted-files.ts';
import { isLooseFile } from './source-inspection.ts';

/** The tokens of the sources, in the order of their first files. */
export async function gatherSources(files: GrantedFiles, tokens: readonly string[]): Promise<string[]> {
  const given = tokens.map((token) => files.find(token));
  let loose: GrantedFile[] = [];
  for (const one of given) if (await isLooseFile(one.files)) loose.push(one);
  const sources = given.filter((one) => !loose.includes(one)).map(({ token }) => [token]);
  while (loose.length > 1) {
    const set = await setAmong(loose);
    if (set.length < 2) break;
    sources.push(set.map(({ token }) => token));
    loose = loose.filter((one) => !set.includes(one));
  }
  sources.push(...loose.map(({ token }) => [token]));
  const place = (source: readonly string[]) => tokens.indexOf(source[0] ?? '');
  return sources
    .sort((one, other) => place(one) - place(other))
    .map((source) => (source.length === 1 && source[0] !== undefined ? source[0] : files.join(source).token));
}

/** The files that one service knows. */
async function setAmong(given: readonly GrantedFile[]): Promise<GrantedFile[]> {
  const { members, close } = await survey(given.flatMap(({ files }) => files));
  await close();
  const claims = detect(members)?.claims ?? [];
  const foreign = new Set(['unknown', 'not_a_table', 'empty']);
  return given.filter((_one, index) => {
    const claim = claims[index];
    return claim !== undefined && !(claim.role === null && foreign.has(claim.skipped ?? ''));
  });
}
