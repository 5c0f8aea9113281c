// A text with what the search matched set apart.
import type { ReactNode } from 'react';
import type { FoundTitle } from '#shared/api/search.ts';
import styles from './search-page.module.css';

export type Ranges = FoundTitle['marks']['title'];

export function Marked({ text, ranges }: { readonly text: string; readonly ranges: Ranges }) {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const [from, to] of ranges) {
    if (from > end) parts.push(text.slice(end, from));
    parts.push(
      <mark key={from} className={styles['mark']}>
        {text.slice(from, to)}
      </mark>,
    );
    end = to;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}
