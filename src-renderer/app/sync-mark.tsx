// How sync stands, in the rail's foot: one quiet line where a profile is linked, and nothing where it isn't.
import { CircleCheck, CirclePause, CloudOff, RefreshCw, TriangleAlert } from 'lucide-react';
import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { SyncState } from '#shared/api/sync.ts';
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

function markOf(state: SyncState): keyof typeof marks {
  if (state === 'signed_out' || state === 'asking' || state === 'stuck') return 'act';
  return state === 'elsewhere' || state === 'off' ? 'idle' : state;
}
