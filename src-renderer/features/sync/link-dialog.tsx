// Linking a profile to an account, in three steps: where the server is, who one is there, and, with both sides' counts in
// sight, whether they become one. Nothing is synced before the last.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignedIn, SyncStatus } from '#shared/api/sync.ts';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { AccountStep } from './account-step.tsx';
import { BothSides } from './both-sides.tsx';
import { ServerStep, type Met } from './server-step.tsx';

export interface LinkDialogProps {
  readonly status: SyncStatus;
  readonly onClose: () => void;
}

export function LinkDialog({ status, onClose }: LinkDialogProps) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const [met, setMet] = useState<Met | null>(null);
  const [signedIn, setSignedIn] = useState<SignedIn | null>(null);
  const link = useMutation({
    mutationFn: ({ token }: SignedIn) => api.call('sync.link', { token }),
    onSuccess: (next) => {
      queries.setQueryData(keys.syncStatus, next);
      void queries.invalidateQueries({ queryKey: keys.syncDevices });
      onClose();
    },
  });
  const close = () => {
    // Whoever turns back here is signed out again; if that fails, the account's owner sees the device among the others.
    if (signedIn && !link.isPending)
      api.call('sync.forgetSignIn', { token: signedIn.token }).catch(() => undefined);
    onClose();
  };
  const enter = (entered: SignedIn) => {
    const isAgain =
      status.link?.account.email === entered.account.email && status.link.server === entered.server;
    // Only the sign-in had ended: nothing new comes together.
    if (isAgain) link.mutate(entered);
    else setSignedIn(entered);
  };
  const step = signedIn ? 'both' : met ? 'account' : 'server';
  return (
    <Dialog
      title={t(`sync.link.title.${step}`)}
      {...(met &&
        step !== 'server' && { subtitle: t('sync.link.at', { name: met.name, server: met.server }) })}
      isOpen
      onClose={close}
      isDismissable={!link.isPending}
      size="medium"
      footer={
        signedIn ? (
          <>
            <Button onPress={close} isDisabled={link.isPending}>
              {t('ui.cancel')}
            </Button>
            <Button
              // oxlint-disable-next-line jsx-a11y/no-autofocus -- the field that had the focus is gone
              autoFocus
              variant="primary"
              isPending={link.isPending}
              onPress={() => link.mutate(signedIn)}
            >
              {t('sync.link.join')}
            </Button>
          </>
        ) : (
          <>
            {met && <Button onPress={() => setMet(null)}>{t('sync.link.back')}</Button>}
            <Button type="submit" form="sync-link" variant="primary">
              {t('sync.link.next')}
            </Button>
          </>
        )
      }
    >
      {signedIn ? (
        <BothSides signedIn={signedIn} error={link.error} />
      ) : met ? (
        <AccountStep met={met} status={status} error={link.error} onSignedIn={enter} />
      ) : (
        <ServerStep address={status.link?.server ?? ''} onMet={setMet} />
      )}
    </Dialog>
  );
}
