// Files and folders dropped anywhere on the window go to the import dialog. Nothing is read before the person has seen the plan.
import { FileDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { useErrorText } from '#renderer/data/errors.ts';
import { useShellActions } from '#renderer/data/shell-actions.ts';
import { toast } from '#renderer/ui/toast.ts';
import styles from './drop-target.module.css';

export function DropTarget() {
  const { t } = useTranslation();
  const shell = useShellActions();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const isOpen = useLocation().pathname === '/import';
  const [isOver, setIsOver] = useState(false);

  useEffect(() => {
    const take = async (files: readonly File[]) => {
      if (files.length === 0) return;
      try {
        const chosen = await shell.takeDroppedFiles(files);
        await navigate('/import', { state: { files: chosen }, replace: isOpen });
      } catch (error) {
        toast({ message: `${t('app.dropRefused')}: ${errorText(error).title}`, tone: 'danger' });
      }
    };
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      setIsOver(true);
    };
    const leave = (event: DragEvent) => {
      // Only leaving the window has nowhere to go; the rest is passing from one element to the next.
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent) => {
      setIsOver(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      void take([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [errorText, isOpen, navigate, shell, t]);

  if (!isOver) return null;
  return (
    <div className={styles['over']} aria-hidden>
      <div className={styles['card']}>
        <FileDown className={styles['icon']} />
        <p className={styles['words']}>{t('app.drop')}</p>
        <p className={styles['note']}>{t('app.dropNote')}</p>
      </div>
    </div>
  );
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
