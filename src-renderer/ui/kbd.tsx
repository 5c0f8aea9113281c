// Keys as keycaps. "Mod" is ⌘ on a Mac and Ctrl elsewhere.
import { cx } from './cx.ts';
import styles from './kbd.module.css';

export interface KbdProps {
  readonly keys: readonly string[];
  readonly onInverse?: boolean;
}

export function Kbd({ keys, onInverse = false }: KbdProps) {
  return (
    <kbd className={cx(styles['keys'], onInverse && styles['inverse'])}>
      {keys.map((key) => (
        <kbd key={key} className={styles['key']}>
          {keyCap(key)}
        </kbd>
      ))}
    </kbd>
  );
}

function keyCap(key: string): string {
  const mac = /Mac/u.test(navigator.userAgent);
  const caps: Readonly<Record<string, string>> = {
    Mod: mac ? '⌘' : 'Ctrl',
    Alt: mac ? '⌥' : 'Alt',
    Shift: mac ? '⇧' : 'Shift',
    Enter: '↵',
    Escape: 'Esc',
    ArrowUp: '↑',
    ArrowDown: '↓',
    ArrowLeft: '←',
    ArrowRight: '→',
  };
  return caps[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}
