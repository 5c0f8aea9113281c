// The command palette: titles, pages and actions from one line. The focus stays in the field; arrows move the choice.
import { Search } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { cx } from '#renderer/ui/cx.ts';
import { Kbd } from '#renderer/ui/kbd.tsx';
import styles from './palette.module.css';
import { usePaletteSections } from './palette-entries.tsx';
import type { PaletteEntry } from './palette-entry.ts';

export interface PaletteProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function Palette({ isOpen, onClose }: PaletteProps) {
  const { t } = useTranslation();
  const [wasOpen, setWasOpen] = useState(isOpen);
  const [opening, setOpening] = useState(0);
  // Opened again while it is still fading away, it begins empty all the same.
  if (isOpen !== wasOpen) {
    setWasOpen(isOpen);
    if (isOpen) setOpening(opening + 1);
  }
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className={cx(styles['overlay'])}
    >
      <Modal className={cx(styles['modal'])}>
        <Dialog aria-label={t('app.palette.title')} className={cx(styles['dialog'])}>
          <Body key={opening} onClose={onClose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Body({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const sections = usePaletteSections(text);
  const entries = sections.flatMap((section) => section.entries);
  const run = (key: unknown) => {
    const entry = entries.find((one) => one.id === key);
    if (!entry) return;
    onClose();
    entry.run();
  };
  return (
    <Autocomplete inputValue={text} onInputChange={setText}>
      <SearchField
        aria-label={t('app.palette.title')}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the palette is there to be typed into
        autoFocus
        className={cx(styles['field'])}
        onKeyDown={(event) => {
          // An empty line has nothing to clear: Escape closes.
          if (event.key === 'Escape' && text === '') onClose();
        }}
      >
        <Search aria-hidden className={styles['lens']} />
        <Input
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role, jsx-a11y/role-has-required-aria-props -- no element is one; react-aria names the list
          role="combobox"
          aria-haspopup="listbox"
          aria-expanded
          className={cx(styles['input'])}
          placeholder={t('app.palette.placeholder')}
        />
      </SearchField>
      <ListBox
        aria-label={t('app.palette.results')}
        className={cx(styles['list'])}
        onAction={run}
        renderEmptyState={() => <Nothing text={text} />}
      >
        {sections.map((section) => (
          <ListBoxSection key={section.name} id={section.name} className={cx(styles['section'])}>
            <Header className={cx(styles['heading'])}>{section.label}</Header>
            {section.entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ListBoxSection>
        ))}
      </ListBox>
      <footer className={styles['hints']} aria-hidden>
        <Hint keys={['ArrowUp', 'ArrowDown']}>{t('app.palette.hintMove')}</Hint>
        <Hint keys={['Enter']}>{t('app.palette.hintOpen')}</Hint>
        <Hint keys={['Escape']}>{t('app.palette.hintClose')}</Hint>
      </footer>
    </Autocomplete>
  );
}

function Entry({ entry }: { readonly entry: PaletteEntry }) {
  return (
    <ListBoxItem id={entry.id} textValue={entry.label} className={cx(styles['entry'])}>
      <span className={styles['icon']}>{entry.icon}</span>
      <span className={styles['label']} dir="auto">
        {entry.label}
      </span>
      {entry.note !== undefined && (
        <span className={styles['note']} dir="auto">
          {entry.note}
        </span>
      )}
      {entry.end !== undefined && <span className={styles['end']}>{entry.end}</span>}
    </ListBoxItem>
  );
}

function Nothing({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  return (
    <div className={styles['nothing']}>
      <p>{t('app.palette.nothing', { text })}</p>
      <p className={styles['note']}>{t('app.palette.nothingNote')}</p>
    </div>
  );
}

function Hint({ keys, children }: { readonly keys: readonly string[]; readonly children: ReactNode }) {
  return (
    <span className={styles['hint']}>
      <Kbd keys={keys} />
      {children}
    </span>
  );
}
