// The poster alone, filling the window: what the main process takes a picture of, in a hidden window of its size. The
// window's title says when everything is drawn.
import { useEffect } from 'react';
import { useProfile } from '#renderer/data/session.ts';
import { periodOf } from './statistics-address.ts';
import { useStatistics } from './statistics-query.ts';
import { YearPoster } from './year-poster.tsx';

/** Known to the main process by the same words (year-picture.ts). */
const drawn = 'Mediary: drawn';

export interface YearCardProps {
  readonly year: string;
}

export function YearCard({ year }: YearCardProps) {
  const { name } = useProfile();
  const { data } = useStatistics({ period: periodOf(year, year) });
  const isThere = data !== undefined;
  useEffect(() => {
    if (!isThere) return;
    void document.fonts.ready.then(() =>
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          document.title = drawn;
        }),
      ),
    );
  }, [isThere]);
  return data ? <YearPoster year={Number(year)} name={name} figures={data} /> : null;
}
