// Titles as rows of files name them, and as the library knows them, in one line.
import { useCallback } from 'react';
import { sourceNames } from '#renderer/media/source-names.ts';
import type { NamedTitle } from '#shared/api/import-plans.ts';

type Named = Pick<NamedTitle, 'title' | 'year'> & Partial<Pick<NamedTitle, 'ids'>>;

export interface NamedLine {
  /** "Heat (1995)"; an id where the row has no more: "IMDb tt0113277". */
  readonly line: (named: Named) => string;
  readonly isSame: (named: Named, title: Named) => boolean;
}

export function useNamed(): NamedLine {
  const line = useCallback(
    ({ title, year, ids = [] }: Named) =>
      title === null
        ? ids.map(([source, value]) => `${nameOf(source)} ${value}`).join(', ')
        : year === null
          ? title
          : `${title} (${year})`,
    [],
  );
  const isSame = useCallback(
    (named: Named, title: Named) =>
      named.title?.toLowerCase() === title.title?.toLowerCase() && named.year === title.year,
    [],
  );
  return { line, isSame };
}

function nameOf(source: string): string {
  return (sourceNames as Readonly<Record<string, string>>)[source] ?? 'Mediary';
}
