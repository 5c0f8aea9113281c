// The daily check of the database found damage: told at once, and it stays until somebody has seen it.
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useApi } from '#renderer/data/api.ts';
import { toast } from '#renderer/ui/toast.ts';

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
          action: { label: t('app.damageShow'), onAction: () => void navigate('/settings/data') },
        });
      }),
    [api, navigate, t],
  );
}
