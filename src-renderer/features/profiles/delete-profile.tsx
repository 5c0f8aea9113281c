// The end of a profile: its name typed and its password, because nothing brings it back.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { AppError } from '#shared/errors.ts';
import { useErrorText } from '#renderer/data/errors.ts';
import { useProfile, useSession } from '#renderer/data/session.ts';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { PasswordField } from '#renderer/ui/password-field.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { toast } from '#renderer/ui/toast.ts';
import styles from './profile-section.module.css';

export function DeleteProfile() {
  const { t } = useTranslation();
  const profile = useProfile();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <section className={styles['part']}>
      <h3 className={styles['heading']}>{t('profiles.section.delete')}</h3>
      <p className={styles['note']}>{t('profiles.section.deleteNote')}</p>
      <Button onPress={() => setIsOpen(true)}>{t('profiles.section.deleteOpen')}</Button>
      {isOpen && <DeleteDialog name={profile.name} onClose={() => setIsOpen(false)} />}
    </section>
  );
}

function DeleteDialog({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const deleteProfile = useSession((state) => state.deleteProfile);
  const [confirmation, setConfirmation] = useState('');
  const [password, setPassword] = useState('');
  const end = useMutation({
    mutationFn: () => deleteProfile({ confirmation, password }),
    onSuccess: () => {
      toast({ message: t('profiles.section.deleted', { name }) });
      return navigate('/');
    },
  });
  const isReady = confirmation.trim() === name && password !== '';
  const isWrong = end.error instanceof AppError && end.error.details?.['reason'] === 'wrong_password';
  return (
    <Dialog
      title={t('profiles.section.deleteTitle', { name })}
      isOpen
      onClose={onClose}
      role="alertdialog"
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button
            type="submit"
            form="delete-profile"
            variant="danger"
            isDisabled={!isReady}
            isPending={end.isPending}
          >
            {t('profiles.section.deleteOpen')}
          </Button>
        </>
      }
    >
      <Form
        id="delete-profile"
        className={styles['form'] ?? ''}
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !end.isPending) end.mutate();
        }}
      >
        <p>{t('profiles.section.deleteWarning')}</p>
        {end.error && !isWrong && (
          <Banner tone="danger" title={errorText(end.error).title}>
            {errorText(end.error).text}
          </Banner>
        )}
        <TextField
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog is there for this field
          autoFocus
          label={t('ui.typeToConfirm', { phrase: name })}
          value={confirmation}
          onChange={setConfirmation}
          autoComplete="off"
        />
        <PasswordField
          label={t('profiles.password')}
          value={password}
          onChange={(value) => {
            setPassword(value);
            end.reset();
          }}
          autoComplete="current-password"
          error={isWrong ? t('profiles.wrong') : undefined}
        />
      </Form>
    </Dialog>
  );
}
