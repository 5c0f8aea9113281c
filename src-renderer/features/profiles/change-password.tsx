// A new password needs the old one. Other terminals and windows must then show that they know it.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { AppError } from '#shared/errors.ts';
import { useApi } from '#renderer/data/api.ts';
import { secondsToWait, useErrorLine } from '#renderer/data/errors.ts';
import { Button } from '#renderer/ui/button.tsx';
import { PasswordField } from '#renderer/ui/password-field.tsx';
import { toast } from '#renderer/ui/toast.ts';
import { useCountdown } from './countdown.ts';
import styles from './profile-section.module.css';
import { refusalOf } from './register-problems.ts';

export function ChangePassword() {
  const { t, i18n } = useTranslation();
  const api = useApi();
  const errorLine = useErrorLine();
  const wait = useCountdown();
  const [isOpen, setIsOpen] = useState(false);
  const [oldPassword, setOld] = useState('');
  const [newPassword, setNew] = useState('');
  const change = useMutation({
    mutationFn: () => api.call('profiles.changePassword', { oldPassword, newPassword }),
    onSuccess: () => {
      close();
      toast({ message: t('profiles.section.passwordChanged'), tone: 'success' });
    },
    onError: (error) => {
      const seconds = secondsToWait(error);
      if (seconds !== undefined) wait.start(seconds);
    },
  });
  function close(): void {
    setIsOpen(false);
    setOld('');
    setNew('');
    change.reset();
  }

  const { error } = change;
  const isShort = newPassword !== '' && newPassword.length < 8;
  const isWrong = error instanceof AppError && error.details?.['reason'] === 'wrong_password';
  const weak = error === null ? undefined : refusalOf(error, i18n.language).password;
  const oldError = wait.isRunning
    ? t('profiles.throttled', { time: wait.text })
    : isWrong
      ? t('profiles.wrong')
      : error !== null && !weak && secondsToWait(error) === undefined
        ? errorLine(error)
        : undefined;
  const newError = weak
    ? `${t('profiles.errors.passwordWeak')} ${weak.advice ?? t('profiles.errors.passwordAdvice')}`
    : isShort && change.isError
      ? t('profiles.errors.passwordShort')
      : undefined;

  if (!isOpen) {
    return (
      <section className={styles['part']}>
        <h3 className={styles['heading']}>{t('profiles.section.password')}</h3>
        <p className={styles['note']}>{t('profiles.section.passwordNote')}</p>
        <Button onPress={() => setIsOpen(true)}>{t('profiles.section.changePassword')}</Button>
      </section>
    );
  }
  return (
    <section className={styles['part']}>
      <h3 className={styles['heading']}>{t('profiles.section.changePassword')}</h3>
      <Form
        className={styles['form'] ?? ''}
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          if (!change.isPending && !wait.isRunning) change.mutate();
        }}
      >
        <PasswordField
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the form appears because the person asked for it
          autoFocus
          label={t('profiles.section.oldPassword')}
          value={oldPassword}
          onChange={(value) => {
            setOld(value);
            change.reset();
          }}
          autoComplete="current-password"
          error={oldError}
        />
        <PasswordField
          label={t('profiles.section.newPassword')}
          description={t('profiles.newPasswordNote')}
          value={newPassword}
          onChange={(value) => {
            setNew(value);
            change.reset();
          }}
          autoComplete="new-password"
          error={newError}
        />
        <div className={styles['row']}>
          <Button
            type="submit"
            variant="primary"
            isPending={change.isPending}
            isDisabled={wait.isRunning || oldPassword === '' || newPassword.length < 8}
          >
            {t('profiles.section.changePassword')}
          </Button>
          <Button variant="quiet" onPress={close}>
            {t('ui.cancel')}
          </Button>
        </div>
      </Form>
    </section>
  );
}
