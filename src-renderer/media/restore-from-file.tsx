// A backup instead of an empty library, for somebody who comes from another computer or begins anew.
import { ArchiveRestore } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RestoreSource } from '#shared/api/backups.ts';
import { useErrorLine } from '#renderer/data/errors.ts';
import { useShellActions } from '#renderer/data/shell-actions.ts';
import { Button } from '#renderer/ui/button.tsx';
import { toast } from '#renderer/ui/toast.ts';
import { RestoreDialog } from './restore-dialog.tsx';

export interface RestoreFromFile {
  readonly button: ReactNode;
  /** To be drawn where it outlives what the restore changes. */
  readonly dialog: ReactNode;
}

/** `isFirst`: nobody has a profile here yet. */
export function useRestoreFromFile(isFirst: boolean): RestoreFromFile {
  const { t } = useTranslation();
  const shell = useShellActions();
  const errorLine = useErrorLine();
  const [source, setSource] = useState<RestoreSource | null>(null);
  const choose = () => {
    shell.chooseBackup().then(
      (file) => file && setSource({ token: file.token }),
      (error: unknown) => toast({ message: errorLine(error), tone: 'danger' }),
    );
  };
  return {
    button: (
      <Button variant="quiet" icon={<ArchiveRestore />} onPress={choose}>
        {t('media.restoreBackup')}
      </Button>
    ),
    dialog: source && <RestoreDialog source={source} isFirst={isFirst} onClose={() => setSource(null)} />,
  };
}
