// Netflix's viewing history: a title and a date in the order of the viewer's country, or the larger table with times
// and profiles. What is a show is told by its season alone: a colon is no proof.
import type { Need, Reading } from '#shared/api/import-formats.ts';
import { eachRow, type RowContext } from './each-row.ts';
import type { Format } from './format.ts';
import { rowsOf, type SetFile } from './set-file.ts';

export const netflix: Format = {
  name: 'netflix',
  label: 'Netflix',
  recognise(look) {
    if (look.is('title', 'date')) return 'short';
    return look.has('profilename', 'starttime', 'title') ? 'activity' : undefined;
  },
  dates: { short: ['date'] },
  needs: askProfile,
  convert(files, out, reading) {
    eachRow(
      files.filter(({ role }) => role === 'short'),
      out,
      (context) => {
        const played = context.date(['date']);
        if (played !== undefined) addPlay(context, played);
      },
    );
    eachRow(
      files.filter(({ role }) => role === 'activity'),
      out,
      (context) => {
        const { row, refuse, date } = context;
        if (reading.person !== null && row.get('profilename') !== reading.person) return;
        const extra = row.get('supplementalvideotype');
        if (extra !== '') {
          refuse(
            `is no viewing but a ${extra.toLowerCase().replaceAll('_', ' ')}`,
            'Supplemental Video Type',
          );
          return;
        }
        if (/\bautoplayed: user action: none\b/i.test(row.get('attributes'))) {
          refuse('is no viewing: it began to play by itself, and nobody took it up', 'Attributes');
          return;
        }
        const played = date(['starttime']);
        if (played !== undefined) addPlay(context, played);
      },
    );
  },
};

function askProfile(files: readonly SetFile[], { person }: Reading): Need[] {
  if (person !== null) return [];
  const profiles = new Set<string>();
  for (const file of files.filter(({ role }) => role === 'activity'))
    for (const row of rowsOf(file)) if (!row.refusal) profiles.add(row.get('profilename'));
  return profiles.size > 1 ? [{ ask: 'person', choices: [...profiles].slice(0, 50) }] : [];
}

function addPlay({ row, out, at, refuse }: RowContext, played: string): void {
  const text = row.get('title');
  if (text === '') {
    refuse('is missing', 'Title');
    return;
  }
  const { show, season, episode, name } = splitViewing(text);
  if (show === undefined) out.add({ ...at, title: text, kind: 'movie', entry: 'play', played });
  else out.add({ ...at, title: show, kind: 'web_show', entry: 'play', played, season, episode, note: name });
}

const seasonWord =
  /^(?:season|staffel|saison|temporada|stagione|seizoen|sæson|säsong|sezon|series|sezonul|сезон|part|teil|partie|parte|volume|vol\.?|book|chapter|collection)\s+(\d{1,3})$/i;
const limited = /^(?:limited series|miniserie|mini-series|mini-serie|miniserie|minisérie|miniseries)$/i;
const episodeNames =
  'episode|folge|épisode|episodio|episódio|aflevering|afsnit|avsnitt|odcinek|chapter|kapitel|chapitre|capítulo';
const episodeWord = new RegExp(String.raw`^(?:${episodeNames})\s+(\d{1,4})\b`, 'i');
/** "Secrets (Episode 1)", as the larger table writes it. */
const inBrackets = new RegExp(String.raw`\((?:${episodeNames})\s+(\d{1,4})\)$`, 'i');

interface Viewing {
  readonly show: string | undefined;
  readonly season?: number;
  readonly episode?: number;
  readonly name?: string;
}

/** "Show: Season 2: Episode". Parts and chapters count as seasons only where an episode follows. */
export function splitViewing(text: string): Viewing {
  const parts = text.split(': ');
  for (let at = 1; at < parts.length; at++) {
    const part = (parts[at] ?? '').trim();
    const season = seasonWord.exec(part);
    const isSeason = season !== null || limited.test(part);
    if (!isSeason) continue;
    const rest = parts.slice(at + 1);
    if (rest.length === 0 && !/^(?:season|staffel|saison|temporada|stagione)/i.test(part)) continue;
    const number = episodeWord.exec(rest[0] ?? '') ?? inBrackets.exec(rest.join(': '));
    return {
      show: parts.slice(0, at).join(': '),
      season: season ? Number(season[1]) : 1,
      ...(number ? { episode: Number(number[1]) } : {}),
      ...(rest.length === 0 ? {} : { name: rest.join(': ') }),
    };
  }
  const last = parts.at(-1) ?? '';
  const number = parts.length > 1 ? episodeWord.exec(last) : null;
  if (number) return { show: parts.slice(0, -1).join(': '), episode: Number(number[1]), name: last };
  return { show: undefined };
}
