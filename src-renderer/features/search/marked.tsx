// A text with what the search matched set apart.
import type { FoundTitle } from '#shared/api/search.ts';
import styles from './search-page.module.css';

export type Ranges = FoundTitle['marks']['title'];

export function Marked({ text, ranges }: { readonly text: string; readonly ranges: Ranges }) {
  return [...ranges, null].map((range, index) => {
    const [end] = ranges[index - 1] === undefined ? [0] : [ranges[index - 1]?.[1] ?? 0];
    const plain = text.slice(end, range?.[0]);
    return (
      // oxlint-disable-next-line react/no-array-index-key -- parts have no other identity
      <span key={index}>
        {plain}
        {range && <mark className={styles['mark']}>{text.slice(range[0], range[1])}</mark>}
      </span>
    );
  });
}
