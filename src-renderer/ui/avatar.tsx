// A person: initials on the colour they chose. The hue is the person's own, lightness and chroma come from the tokens.
import type { CSSProperties } from 'react';
import styles from './avatar.module.css';

export interface AvatarProps {
  readonly name: string;
  /** OKLCH hue, 0 to 359. */
  readonly hue: number;
  /** Pixels. */
  readonly size?: number;
}

type HueStyle = CSSProperties & { readonly '--avatar-hue': number; readonly '--avatar-size': string };

/** Decorative: the name stands beside it wherever it is shown. */
export function Avatar({ name, hue, size = 32 }: AvatarProps) {
  const style: HueStyle = { '--avatar-hue': hue, '--avatar-size': `${size}px` };
  return <span aria-hidden className={styles['avatar']} style={style} data-initials={initials(name)} />;
}

/** "Ada Lovelace" → AL; "Ada" → A; "宮崎 駿" → 宮. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const first = firstLetter(words[0]);
  if (!/^\p{Script=Latin}|^\p{Script=Cyrillic}|^\p{Script=Greek}/u.test(first)) return first;
  const last = words.length > 1 ? firstLetter(words.at(-1)) : '';
  return (first + last).toUpperCase();
}

function firstLetter(word = ''): string {
  const [first] = new Intl.Segmenter().segment(word);
  return first?.segment ?? '';
}
