// What is wrong with the database is told at once, and stays until somebody has seen it: damage that the daily check found, and
// changes that were missing when the database was opened.
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useApi } from '#renderer/data/api.ts';
import { useFormat } from '#renderer/data/format.ts';
import { toast } from '#renderer/ui/toast.ts';

const place = '/settings/data';

export function useDamageNews(): void {
  const api = useApi();
  const { t } = useTranslation();
  const navigate = useNavigate();
  useEffect(
    () =>
      api.on('database.damaged', () => {
        toast({
          key: 'damage',
          message: t('app.damage'),
          tone: 'danger',
          lasts: null,
          action: { label: t('app.damageShow'), onAction: () => void navigate(place) },
        });
      }),
    [api, navigate, t],
  );
}

export function useLossNews(): void {
  const api = useApi();
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const navigate = useNavigate();
  useEffect(() => {
    let isCurrent = true;
    const tell = async () => {
      const { lost } = await api.call('backups.lostChanges', {});
      if (!isCurrent || lost === null) return;
      const until = dateTime(lost.until);
      toast({
        key: 'loss',
        message:
          lost.from === null
            ? t('app.lossAll', { until })
            : t('app.loss', { from: dateTime(lost.from), until }),
        tone: 'danger',
        lasts: null,
        action: {
          label: t('app.lossShow'),
          onAction: () => {
            void api.call('backups.lostChangesSeen', {}).catch(() => undefined);
            void navigate(place);
          },
        },
      });
    };
    // A page of the database can't be asked: it is told at the next start.
    void tell().catch(() => undefined);
    return () => void (isCurrent = false);
  }, [api, dateTime, navigate, t]);
}
