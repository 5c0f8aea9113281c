// Every key on one sheet, in groups.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Kbd } from '#renderer/ui/kbd.tsx';
import styles from './key-sheet.module.css';
import { places } from './places.ts';

export interface KeySheetProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

interface Line {
  readonly word: string;
  /** Keys pressed together; a second group is pressed after the first. */
  readonly keys: readonly (readonly string[])[];
}

export function KeySheet({ isOpen, onClose }: KeySheetProps) {
  const { t } = useTranslation();
  const say = (name: string) => t(`app.keySheet.${name}`);
  const everywhere: Line[] = [
    { word: say('palette'), keys: [['Mod', 'K']] },
    { word: say('search'), keys: [['/']] },
    { word: say('undo'), keys: [['Mod', 'Z']] },
    { word: say('back'), keys: [['Escape']] },
    { word: say('settings'), keys: [['Mod', ',']] },
    { word: say('newWindow'), keys: [['Mod', 'N']] },
    { word: say('keys'), keys: [['?']] },
  ];
  const lists: Line[] = [
    { word: say('move'), keys: [['J', 'K']] },
    { word: say('open'), keys: [['Enter']] },
    { word: say('peek'), keys: [['Space']] },
  ];
  const title: Line[] = [
    { word: say('rate'), keys: [['1', '…', '0']] },
    { word: say('rateHalf'), keys: [['Shift', '1…0']] },
    { word: say('unrate'), keys: [['Del']] },
    { word: say('favorite'), keys: [['F']] },
    { word: say('watchlist'), keys: [['W']] },
    { word: say('log'), keys: [['L']] },
    { word: say('lists'), keys: [['A']] },
    { word: say('edit'), keys: [['E']] },
    { word: say('dismiss'), keys: [['X']] },
  ];
  return (
    <Dialog title={say('title')} isOpen={isOpen} onClose={onClose} size="large">
      <div className={styles['columns']}>
        <Group title={say('everywhere')} lines={everywhere} />
        <Group
          title={say('places')}
          lines={places.map(({ name, letter }) => ({
            word: t(`app.place.${name}`),
            keys: [['G'], [letter]],
          }))}
        />
        <div>
          <Group title={say('inLists')} lines={lists} />
          <Group title={say('onTitle')} lines={title} />
        </div>
      </div>
    </Dialog>
  );
}

function Group({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }) {
  const { t } = useTranslation();
  return (
    <section className={styles['group']}>
      <h3 className={styles['heading']}>{title}</h3>
      <dl>
        {lines.map(({ word, keys }) => (
          <div key={word} className={styles['line']}>
            <dt>{word}</dt>
            <dd className={styles['keys']}>{joined(keys, t('app.keySheet.andThen'))}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function joined(groups: readonly (readonly string[])[], then: string): ReactNode[] {
  return groups.flatMap((keys, index) => {
    const caps = <Kbd key={keys.join('+')} keys={keys} />;
    return index === 0 ? [caps] : [<span key="then">{then}</span>, caps];
  });
}
