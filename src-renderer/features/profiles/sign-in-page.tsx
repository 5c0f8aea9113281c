// Before anybody is signed in: pick a profile and type its password, make a new one, or, where there is none yet, be welcomed.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Profile } from '#shared/api/profiles.ts';
import { useApi } from '#renderer/data/api.ts';
import { useMemory } from '#renderer/data/data-provider.tsx';
import { useErrorText } from '#renderer/data/errors.ts';
import { keys } from '#renderer/data/keys.ts';
import { useRestoreFromFile } from '#renderer/media/restore-from-file.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { PasswordForm } from './password-form.tsx';
import { ProfilePicker } from './profile-picker.tsx';
import { RegisterForm } from './register-form.tsx';
import { Room } from './room.tsx';

type View =
  | { readonly name: 'pick' }
  | { readonly name: 'register' }
  | { readonly name: 'password'; readonly profile: Profile };

export function SignInPage() {
  const { t } = useTranslation();
  const api = useApi();
  const errorText = useErrorText();
  const lastProfile = useMemory().lastProfile();
  const list = useQuery({ queryKey: keys.profiles, queryFn: () => api.call('profiles.list', {}) });
  const [chosen, setChosen] = useState<View | null>(null);
  const restore = useRestoreFromFile(true);
  const pick = () => setChosen({ name: 'pick' });

  if (list.error) {
    const { title, text } = errorText(list.error);
    return (
      <Room title={t('profiles.noProfiles')}>
        <Banner
          tone="danger"
          title={title}
          action={<Button onPress={() => void list.refetch()}>{t('errors.tryAgain')}</Button>}
        >
          {text}
        </Banner>
      </Room>
    );
  }
  if (!list.data) return <Room title="" />;

  const profiles = list.data;
  const [only] = profiles;
  const screen = () => {
    if (!only) return <RegisterForm isFirst restore={restore.button} />;
    const view =
      chosen ??
      (profiles.length === 1 ? { name: 'password' as const, profile: only } : { name: 'pick' as const });
    if (view.name === 'register') return <RegisterForm onBack={pick} />;
    if (view.name === 'password') return <PasswordForm profile={view.profile} onBack={pick} />;
    return (
      <ProfilePicker
        profiles={profiles}
        lastProfile={lastProfile}
        onPick={(profile) => setChosen({ name: 'password', profile })}
        onNew={() => setChosen({ name: 'register' })}
      />
    );
  };
  return (
    <>
      {screen()}
      {restore.dialog}
    </>
  );
}
