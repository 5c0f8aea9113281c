// How sync stands, in the rail's foot: one quiet line where a profile is linked, and nothing where it isn't.
import { CircleCheck, CirclePause, CloudOff, RefreshCw, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { SyncState } from '#shared/api/sync.ts';
import { useApi } from '#renderer/data/api.ts';
import { useSyncStatus } from '#renderer/features/sync/sync-query.ts';
import { cx } from '#renderer/ui/cx.ts';
import { Tooltip } from '#renderer/ui/tooltip.tsx';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import styles from './sync-mark.module.css';

const marks = {
  idle: CircleCheck,
  syncing: RefreshCw,
  waiting: CloudOff,
  paused: CirclePause,
  act: TriangleAlert,
};

export function SyncMark({ isNarrow }: { readonly isNarrow: boolean }) {
  const { t } = useTranslation();
  const status = useSyncStatus();
  useNetworkNews(status?.state === 'waiting');
  if (!status || status.link === null) return null;
  const mark = markOf(status.state);
  const Icon = marks[mark];
  const words = t(`sync.mark.${mark}`);
  const link = (
    <Link
      href="/settings/sync"
      className={cx(styles['mark'], isNarrow && styles['narrow'], mark === 'act' && styles['act'])}
    >
      <Icon aria-hidden className={styles['icon']} />
      {isNarrow ? <VisuallyHidden>{words}</VisuallyHidden> : <span className={styles['words']}>{words}</span>}
    </Link>
  );
  return isNarrow ? (
    <Tooltip text={words} placement="end">
      {link}
    </Tooltip>
  ) : (
    link
  );
}

/** The system has a network again: only a try tells whether the server is there, but it is worth one. */
function useNetworkNews(isWaiting: boolean): void {
  const api = useApi();
  useEffect(() => {
    if (!isWaiting) return undefined;
    // What comes of it is told by core.
    const tryNow = () => void api.call('sync.now', {}).catch(() => undefined);
    window.addEventListener('online', tryNow);
    return () => window.removeEventListener('online', tryNow);
  }, [api, isWaiting]);
}

function markOf(state: SyncState): keyof typeof marks {
  if (state === 'signed_out' || state === 'asking' || state === 'stuck') return 'act';
  return state === 'elsewhere' || state === 'off' ? 'idle' : state;
}
