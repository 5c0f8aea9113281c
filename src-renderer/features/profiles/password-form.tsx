// The password of the profile that was picked. After too many wrong ones it counts down to the next try.
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Profile } from '#shared/api/profiles.ts';
import { AppError } from '#shared/errors.ts';
import { secondsToWait, useErrorText } from '#renderer/data/errors.ts';
import { useSession } from '#renderer/data/session.ts';
import { useMemory } from '#renderer/data/data-provider.tsx';
import { Avatar } from '#renderer/ui/avatar.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { PasswordField } from '#renderer/ui/password-field.tsx';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import { useCountdown } from './countdown.ts';
import styles from './form.module.css';
import { Room } from './room.tsx';

export interface PasswordFormProps {
  readonly profile: Profile;
  readonly onBack: () => void;
}

export function PasswordForm({ profile, onBack }: PasswordFormProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const memory = useMemory();
  const signIn = useSession((state) => state.signIn);
  const [password, setPassword] = useState('');
  const [isCapsLock, setIsCapsLock] = useState(false);
  const [isAsked, setIsAsked] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const wait = useCountdown();

  const login = useMutation({
    mutationFn: async () => {
      // Somebody else's place in the window is not this person's.
      if (memory.lastProfile() !== profile.id) await navigate('/');
      await signIn({ who: `#${profile.id}`, password });
    },
    onError: (error) => {
      const seconds = secondsToWait(error);
      if (seconds !== undefined) wait.start(seconds);
      field.current?.select();
    },
  });

  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    if (wait.isOver) field.current?.focus();
  }, [wait.isOver]);

  const submit = () => {
    setIsAsked(true);
    if (password !== '' && !wait.isRunning && !login.isPending) login.mutate();
    else field.current?.focus();
  };
  const watchCapsLock = (event: KeyboardEvent) => setIsCapsLock(event.getModifierState('CapsLock'));

  const error = problem();
  function problem(): string | undefined {
    if (wait.isRunning) return t('profiles.throttled', { time: wait.text });
    if (password === '' && isAsked && !login.error) return t('profiles.wrongEmpty');
    if (!login.error || login.isPending || wait.isOver) return undefined;
    const isWrong = login.error instanceof AppError && login.error.details?.['reason'] === 'wrong_password';
    return isWrong ? t('profiles.wrong') : `${errorText(login.error).title}. ${errorText(login.error).text}`;
  }

  return (
    <Room title={profile.name} onBack={onBack} backLabel={t('profiles.someoneElse')}>
      <Form
        className={styles['form'] ?? ''}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className={styles['person']}>
          <Avatar name={profile.name} hue={profile.hue} size={64} />
          <div
            className={styles['grow']}
            onKeyUp={watchCapsLock}
            onKeyDown={watchCapsLock}
            role="presentation"
          >
            <PasswordField
              label={t('profiles.password')}
              value={password}
              onChange={(value) => {
                setPassword(value);
                login.reset();
                setIsAsked(false);
              }}
              autoComplete="current-password"
              inputRef={field}
              error={error}
              description={isCapsLock ? t('profiles.capsLock') : undefined}
            />
          </div>
        </div>
        <Button
          type="submit"
          variant="primary"
          size="large"
          isPending={login.isPending}
          isDisabled={wait.isRunning}
        >
          {wait.isRunning ? t('profiles.throttledShort', { time: wait.text }) : t('profiles.signIn')}
        </Button>
        <VisuallyHidden>
          <output>{wait.isOver ? t('profiles.throttledOver') : ''}</output>
        </VisuallyHidden>
      </Form>
    </Room>
  );
}
