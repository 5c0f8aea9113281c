// The left rail: where one is and where one can go. Icons and words; icons alone where the window is narrow.
import { Search } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button, Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { useFormat } from '#renderer/data/format.ts';
import { useUnread } from '#renderer/features/notifications/notifications-query.ts';
import { cx } from '#renderer/ui/cx.ts';
import { Kbd } from '#renderer/ui/kbd.tsx';
import { Tooltip } from '#renderer/ui/tooltip.tsx';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import { Wordmark } from '#renderer/ui/wordmark.tsx';
import { useRunningImport } from './import-news.ts';
import { useMediaQuery } from './media-query.ts';
import { useOverlays } from './overlays.ts';
import { placeOf, places, type Place } from './places.ts';
import { ProfileMenu } from './profile-menu.tsx';
import styles from './rail.module.css';
import { SyncMark } from './sync-mark.tsx';

export function Rail() {
  const { t } = useTranslation();
  const { showPalette } = useOverlays();
  const isNarrow = useMediaQuery('(max-width: 999px)');
  const current = placeOf(useLocation().pathname);
  const [above, below] = [places.filter(isAbove), places.filter(({ name }) => name === 'settings')];
  return (
    <nav className={cx(styles['rail'], isNarrow && styles['narrow'])} aria-label={t('app.places')}>
      <div className={styles['mark']}>
        <Wordmark markOnly={isNarrow} size={24} />
      </div>
      <Named isNarrow={isNarrow} text={t('app.jump')} keys={['Mod', 'K']}>
        <Button
          className={cx(styles['jump'])}
          onPress={showPalette}
          {...(isNarrow && { 'aria-label': t('app.jump') })}
        >
          <Search aria-hidden />
          {!isNarrow && (
            <>
              <span className={styles['word']}>{t('app.jump')}</span>
              <Kbd keys={['Mod', 'K']} />
            </>
          )}
        </Button>
      </Named>
      <ul className={styles['list']}>
        {above.map((place) => (
          <Item key={place.name} place={place} isNarrow={isNarrow} isCurrent={place.name === current} />
        ))}
      </ul>
      <div className={styles['foot']}>
        <ul className={styles['list']}>
          {below.map((place) => (
            <Item key={place.name} place={place} isNarrow={isNarrow} isCurrent={place.name === current} />
          ))}
        </ul>
        <SyncMark isNarrow={isNarrow} />
        <ProfileMenu isNarrow={isNarrow} />
      </div>
    </nav>
  );
}

interface ItemProps {
  readonly place: Place;
  readonly isNarrow: boolean;
  readonly isCurrent: boolean;
}

function Item({ place, isNarrow, isCurrent }: ItemProps) {
  const { t } = useTranslation();
  const word = t(`app.place.${place.name}`);
  const Icon = place.icon;
  return (
    <li>
      <Named isNarrow={isNarrow} text={word} keys={['g', place.letter]}>
        <Link href={place.path} className={cx(styles['item'])} {...(isCurrent && { 'aria-current': 'page' })}>
          <Icon aria-hidden className={styles['icon']} />
          {isNarrow ? (
            <VisuallyHidden>{word}</VisuallyHidden>
          ) : (
            <span className={styles['word']}>{word}</span>
          )}
          {place.name === 'notifications' && <Unread />}
          {place.name === 'imports' && <ImportProgress />}
        </Link>
      </Named>
    </li>
  );
}

function Unread() {
  const { t } = useTranslation();
  const format = useFormat();
  const unread = useUnread();
  if (unread === 0) return null;
  return (
    <span className={styles['badge']}>
      <span aria-hidden>{unread > 99 ? `${format.number(99)}+` : format.number(unread)}</span>
      <VisuallyHidden>{`, ${t('app.unread', { count: unread })}`}</VisuallyHidden>
    </span>
  );
}

function ImportProgress() {
  const format = useFormat();
  const job = useRunningImport();
  if (!job) return null;
  const { bytesDone, bytesTotal } = job.progress;
  return (
    <span className={styles['progress']}>
      {format.percent(bytesTotal === 0 ? 0 : bytesDone / bytesTotal)}
    </span>
  );
}

interface NamedProps {
  readonly isNarrow: boolean;
  readonly text: string;
  readonly keys: readonly string[];
  readonly children: ReactElement;
}

/** Words that the narrow rail leaves out come back as a tooltip. */
function Named({ isNarrow, text, keys, children }: NamedProps) {
  if (!isNarrow) return children;
  return (
    <Tooltip text={text} keys={keys} placement="end">
      {children}
    </Tooltip>
  );
}

function isAbove({ name }: Place): boolean {
  return name !== 'settings' && name !== 'diagnostics';
}
