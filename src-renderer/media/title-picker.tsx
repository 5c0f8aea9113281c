// Finds one title by typing: for whoever must say which title is meant. Arrows move through what is found, Enter takes it.
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the field keeps the focus, which a select would take */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';
import { KindChip } from '#renderer/ui/chip.tsx';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { SearchField } from '#renderer/ui/search-field.tsx';
import type { MediaSummary } from '#shared/api/catalog.ts';
import type { MediaId } from '#shared/api/contract.ts';
import { useDetails } from './details.ts';
import styles from './title-picker.module.css';

export interface TitlePickerProps {
  /** What is asked: "Which title is it?". */
  readonly title: string;
  /** What the file, or the other title, says. */
  readonly subtitle?: string;
  readonly initialText: string;
  /** Not to be offered. */
  readonly except?: MediaId;
  readonly onPick: (media: MediaSummary) => void;
  readonly onClose: () => void;
}

const pause = 80;
const shown = 30;

export function TitlePicker(props: TitlePickerProps) {
  const { title, subtitle, initialText, except, onPick, onClose } = props;
  const { t } = useTranslation();
  const details = useDetails();
  const [text, setText] = useState(initialText);
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const found = useFound(text);
  const titles = (found ?? []).filter(({ id }) => id !== except);
  const at = Math.min(active, Math.max(0, titles.length - 1));

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = Math.max(0, Math.min(titles.length - 1, at + step));
      setActive(next);
      list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
    }
    const media = titles[at];
    if (event.key === 'Enter' && media) {
      event.preventDefault();
      onPick(media);
    }
  };

  return (
    <Dialog title={title} isOpen onClose={onClose} size="medium" {...(subtitle && { subtitle })}>
      <div className={styles['picker']} onKeyDown={onKeyDown} role="presentation">
        <SearchField
          label={t('media.picker.search')}
          placeholder={t('media.picker.search')}
          value={text}
          onChange={(next) => {
            setText(next);
            setActive(0);
          }}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog is there for this field
          autoFocus
        />
        <div ref={list} role="listbox" aria-label={t('media.picker.found')} className={styles['list']}>
          {titles.map((media, index) => (
            <button
              key={media.id}
              type="button"
              role="option"
              aria-selected={index === at}
              tabIndex={-1}
              className={cx(styles['option'], index === at && styles['active'])}
              onMouseMove={() => setActive(index)}
              onClick={() => onPick(media)}
            >
              <span className={styles['cover']}>
                <Cover media={media} isSmall />
              </span>
              <span className={styles['words']}>
                <span className={styles['name']} dir="auto">
                  {media.title}
                </span>
                <span className={styles['details']}>{details(media)}</span>
              </span>
              <KindChip kind={media.kind}>{t(`media.kind.${media.kind}`)}</KindChip>
            </button>
          ))}
        </div>
        {found !== undefined && titles.length === 0 && (
          <p className={styles['none']}>{t('media.picker.none', { text })}</p>
        )}
      </div>
    </Dialog>
  );
}

/** The last answer stays until the next is there. */
function useFound(text: string): readonly MediaSummary[] | undefined {
  const api = useApi();
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pause);
    return () => clearTimeout(timer);
  }, [text]);
  const input = { text: settled.trim().slice(0, 200), limit: shown };
  const { data } = useQuery({
    queryKey: keys.catalogSearch(input),
    queryFn: () => api.call('catalog.search', input),
    enabled: input.text !== '',
    placeholderData: keepPreviousData,
  });
  return input.text === '' ? undefined : data?.items;
}
