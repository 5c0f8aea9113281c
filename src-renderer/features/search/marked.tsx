// A text with what the search matched set apart.
import { matchedParts } from './highlight.ts';
import styles from './search-page.module.css';

export function Marked({ text, query }: { readonly text: string; readonly query: string }) {
  return matchedParts(text, query).map((part, index) =>
    part.isMatch ? (
      // oxlint-disable-next-line react/no-array-index-key -- parts have no other identity
      <mark key={index} className={styles['mark']}>
        {part.text}
      </mark>
    ) : (
      part.text
    ),
  );
}
