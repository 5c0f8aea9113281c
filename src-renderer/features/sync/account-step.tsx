// Who one is at the server: an account that is there, or a new one. The profile's own password locks the sign-in away.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { SignedIn, SyncStatus } from '#shared/api/sync.ts';
import { AppError } from '#shared/errors.ts';
import { useApi } from '#renderer/data/api.ts';
import { errorField, useErrorText } from '#renderer/data/errors.ts';
import { useProfile } from '#renderer/data/session.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { PasswordField } from '#renderer/ui/password-field.tsx';
import { ProgressBar } from '#renderer/ui/progress-bar.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import type { Met } from './server-step.tsx';
import styles from './link-steps.module.css';

export interface AccountStepProps {
  readonly met: Met;
  readonly status: SyncStatus;
  /** Why what was signed in to could not be linked. */
  readonly error: unknown;
  readonly onSignedIn: (signedIn: SignedIn) => void;
}

export function AccountStep({ met, status, error, onSignedIn }: AccountStepProps) {
  const { t } = useTranslation();
  const api = useApi();
  const errorText = useErrorText();
  const profile = useProfile();
  const [way, setWay] = useState<'has' | 'new'>('has');
  const [email, setEmail] = useState(status.link?.account.email ?? profile.email);
  const [name, setName] = useState(profile.name);
  const [password, setPassword] = useState('');
  const [invitation, setInvitation] = useState('');
  const [profilePassword, setProfilePassword] = useState('');
  const isNew = way === 'new';
  const isLocked = status.keeper === 'keystore' || status.keeper === 'file';
  const enter = useMutation({
    mutationFn: () =>
      api.call('sync.signIn', {
        server: met.server,
        insecure: met.insecure,
        email,
        password,
        create: isNew ? name : null,
        invitation: isNew && invitation.trim() !== '' ? invitation : null,
        profilePassword: isLocked ? profilePassword : null,
      }),
    onSuccess: onSignedIn,
  });
  const reason = enter.error instanceof AppError ? enter.error.details?.['reason'] : undefined;
  const isWrongProfile = reason === 'wrong_password' || errorField(enter.error) === 'profilePassword';
  const isWrongAccount = reason === 'wrong_account';
  const failure = isWrongProfile || isWrongAccount ? error : (enter.error ?? error);
  const isReady =
    email !== '' &&
    password !== '' &&
    (!isNew || name.trim() !== '') &&
    (!isLocked || profilePassword !== '');
  const typed = (set: (value: string) => void) => (value: string) => {
    set(value);
    enter.reset();
  };
  return (
    <Form
      id="sync-link"
      className={styles['form'] ?? ''}
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !enter.isPending) enter.mutate();
      }}
    >
      {met.registration !== 'closed' && status.link === null && (
        <SegmentedControl
          label={t('sync.link.way')}
          segments={[
            { value: 'has', label: t('sync.link.hasAccount') },
            { value: 'new', label: t('sync.link.newAccount') },
          ]}
          value={way}
          onChange={setWay}
        />
      )}
      {failure !== null && (
        <Banner tone="danger" title={errorText(failure).title}>
          {errorText(failure).text}
        </Banner>
      )}
      <TextField
        label={t('sync.link.email')}
        type="email"
        value={email}
        onChange={typed(setEmail)}
        autoComplete="off"
      />
      {isNew && (
        <TextField label={t('sync.link.name')} value={name} onChange={typed(setName)} autoComplete="off" />
      )}
      <PasswordField
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the first field that is empty
        autoFocus
        label={t(isNew ? 'sync.link.newPassword' : 'sync.link.password')}
        value={password}
        onChange={typed(setPassword)}
        autoComplete={isNew ? 'new-password' : 'current-password'}
        {...(isNew && { description: t('sync.link.newPasswordNote') })}
        error={isWrongAccount ? errorText(enter.error).text : undefined}
      />
      {isNew && met.registration === 'invitation' && (
        <TextField
          label={t('sync.link.invitation')}
          value={invitation}
          onChange={typed(setInvitation)}
          autoComplete="off"
        />
      )}
      {isLocked ? (
        <PasswordField
          label={t('sync.link.profilePassword', { name: profile.name })}
          description={t('sync.link.profilePasswordNote')}
          value={profilePassword}
          onChange={typed(setProfilePassword)}
          autoComplete="current-password"
          error={isWrongProfile ? errorText(enter.error).text : undefined}
        />
      ) : (
        <p className={styles['note']}>
          {t(status.keeper === 'closed' ? 'sync.keeper.closed' : 'sync.keeper.memory')}
        </p>
      )}
      {enter.isPending && <ProgressBar label={t('sync.link.entering')} />}
    </Form>
  );
}
