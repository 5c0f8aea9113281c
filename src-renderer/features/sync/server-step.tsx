// Where the server is. Plain http to another computer is taken only from somebody who was told what that means.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { MethodOutput } from '#shared/api/index.ts';
import { AppError } from '#shared/errors.ts';
import { useApi } from '#renderer/data/api.ts';
import { useErrorLine } from '#renderer/data/errors.ts';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import styles from './link-steps.module.css';

/** A server that answered, and how. */
export interface Met extends MethodOutput<'sync.meet'> {
  readonly insecure: boolean;
}

export interface ServerStepProps {
  readonly address: string;
  readonly onMet: (met: Met) => void;
}

export function ServerStep({ address, onMet }: ServerStepProps) {
  const { t } = useTranslation();
  const api = useApi();
  const errorLine = useErrorLine();
  const [server, setServer] = useState(address);
  const [insecure, setInsecure] = useState(false);
  const meet = useMutation({
    mutationFn: async () => ({ ...(await api.call('sync.meet', { server, insecure })), insecure }),
    onSuccess: onMet,
  });
  const isInsecure = meet.error instanceof AppError && meet.error.details?.['reason'] === 'server_insecure';
  return (
    <Form
      id="sync-link"
      className={styles['form'] ?? ''}
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        if (!meet.isPending && server.trim() !== '') meet.mutate();
      }}
    >
      <p className={styles['note']}>{t('sync.link.serverNote')}</p>
      <TextField
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog is there for this field
        autoFocus
        label={t('sync.link.server')}
        description={t('sync.link.serverExample')}
        value={server}
        onChange={(value) => {
          setServer(value);
          setInsecure(false);
          meet.reset();
        }}
        autoComplete="off"
        spellCheck="false"
        error={meet.error === null ? undefined : errorLine(meet.error)}
      />
      {(isInsecure || insecure) && (
        <Checkbox isSelected={insecure} onChange={setInsecure} note={t('sync.link.insecureNote')}>
          {t('sync.link.insecure')}
        </Checkbox>
      )}
      {meet.isPending && <ProgressBar label={t('sync.link.meeting')} />}
    </Form>
  );
}
