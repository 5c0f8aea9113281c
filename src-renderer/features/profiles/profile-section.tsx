// The settings of one's own profile: name, colour, password, and its end.
import { useMutation } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { profileName } from '#shared/api/profiles.ts';
import { errorField, useErrorLine } from '#renderer/data/errors.ts';
import { useProfile, useSession } from '#renderer/data/session.ts';
import { Avatar } from '#renderer/ui/avatar.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import { DeleteProfile } from './delete-profile.tsx';
import { HuePicker } from './hue-picker.tsx';
import { ChangePassword } from './change-password.tsx';
import styles from './profile-section.module.css';

export function ProfileSection() {
  const { t } = useTranslation();
  const profile = useProfile();
  const errorLine = useErrorLine();
  const updateProfile = useSession((state) => state.updateProfile);
  const [name, setName] = useState(profile.name);
  const update = useMutation({ mutationFn: updateProfile });
  const isChanged = name.trim() !== profile.name;
  const isBad = !profileName.safeParse(name).success;

  const rename = () => {
    if (isChanged && !isBad) update.mutate({ name: name.trim() });
  };
  const error = () => {
    if (isChanged && isBad) return t('profiles.errors.name');
    if (!update.error) return undefined;
    return errorField(update.error) === 'name' ? t('profiles.errors.nameTaken') : errorLine(update.error);
  };
  return (
    <>
      <Form
        className={styles['who'] ?? ''}
        onSubmit={(event) => {
          event.preventDefault();
          rename();
        }}
      >
        <Avatar name={name.trim() || profile.name} hue={profile.hue} size={72} />
        <div className={styles['fields']}>
          <div className={styles['name']}>
            <TextField
              label={t('profiles.name')}
              description={profile.email}
              value={name}
              onChange={(value) => {
                setName(value);
                update.reset();
              }}
              onBlur={rename}
              autoComplete="off"
              error={error()}
            />
          </div>
          <HuePicker hue={profile.hue} onChange={(hue) => update.mutate({ hue })} />
          <output className={styles['saved']}>
            {update.isSuccess && (
              <>
                <Check aria-hidden />
                {t('settings.saved')}
              </>
            )}
          </output>
          {isChanged && !isBad && (
            <div>
              <Button type="submit" variant="primary" isPending={update.isPending}>
                {t('profiles.section.rename')}
              </Button>
            </div>
          )}
        </div>
      </Form>
      <ChangePassword />
      <DeleteProfile />
    </>
  );
}
