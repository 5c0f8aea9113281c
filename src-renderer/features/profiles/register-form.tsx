// A new profile. What is wrong with a field is said at the field, in the words of what to do about it.
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { errorField, useErrorText } from '#renderer/data/errors.ts';
import { useSession } from '#renderer/data/session.ts';
import { Avatar } from '#renderer/ui/avatar.tsx';
import { Banner } from '#renderer/ui/banner.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { PasswordField } from '#renderer/ui/password-field.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import styles from './form.module.css';
import { HuePicker } from './hue-picker.tsx';
import { problemsOf, refusalOf, type RegisterField } from './register-problems.ts';
import { Room } from './room.tsx';

export interface RegisterFormProps {
  /** The first profile of this computer: there is nothing to go back to. */
  readonly isFirst?: boolean;
  /** The way to begin with a backup instead. */
  readonly restore?: ReactNode;
  readonly onBack?: () => void;
}

const order: readonly RegisterField[] = ['name', 'email', 'password'];

export function RegisterForm({ isFirst = false, restore, onBack }: RegisterFormProps) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const register = useSession((state) => state.register);
  const [values, setValues] = useState({ name: '', email: '', password: '' });
  const [hue, setHue] = useState(165);
  const [isAsked, setIsAsked] = useState(false);
  const nameInput = useRef<HTMLInputElement>(null);
  const emailInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);

  const create = useMutation({
    mutationFn: async () => {
      // The first steps, which lead on by themselves where the library isn't empty.
      await navigate('/welcome', { replace: true });
      await register({ ...values, hue });
    },
    onError: (error) => focusOn(order.find((field) => field === errorField(error))),
  });

  useEffect(() => nameInput.current?.focus(), [nameInput]);

  const problems = isAsked ? problemsOf(values) : {};
  const refused = create.error === null ? {} : refusalOf(create.error, i18n.language);
  const errorOf = (field: RegisterField): string | undefined => {
    const key = problems[field] ?? refused[field]?.key;
    if (key === undefined) return undefined;
    return [
      t(`profiles.errors.${key}`),
      refused[field]?.advice ?? (key === 'passwordWeak' ? t('profiles.errors.passwordAdvice') : ''),
    ]
      .join(' ')
      .trim();
  };
  const isElsewhere = create.error !== null && Object.keys(refused).length === 0;

  function focusOn(field: RegisterField | undefined): void {
    const input = { name: nameInput, email: emailInput, password: passwordInput };
    if (field) input[field].current?.focus();
  }
  const set = (field: RegisterField) => (value: string) => {
    setValues((before) => ({ ...before, [field]: value }));
    if (errorField(create.error) === field) create.reset();
  };
  const submit = () => {
    setIsAsked(true);
    const wrong = order.find((field) => problemsOf(values)[field] !== undefined);
    if (wrong) focusOn(wrong);
    else if (!create.isPending) create.mutate();
  };

  return (
    <Room
      title={t(isFirst ? 'profiles.welcome' : 'profiles.register')}
      text={t(isFirst ? 'profiles.welcomeText' : 'profiles.registerText')}
      {...(onBack && { onBack })}
    >
      {restore !== undefined && (
        <p className={styles['instead']}>
          {t('profiles.comingBack')} {restore}
        </p>
      )}
      <Form
        className={styles['form'] ?? ''}
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {isElsewhere && (
          <Banner tone="danger" title={errorText(create.error).title}>
            {errorText(create.error).text}
          </Banner>
        )}
        <div className={styles['person']}>
          <Avatar name={values.name.trim() || '·'} hue={hue} size={64} />
          <div className={styles['grow']}>
            <TextField
              label={t('profiles.name')}
              description={t('profiles.nameNote')}
              value={values.name}
              onChange={set('name')}
              autoComplete="off"
              inputRef={nameInput}
              error={errorOf('name')}
            />
          </div>
        </div>
        <HuePicker hue={hue} onChange={setHue} />
        <TextField
          label={t('profiles.email')}
          description={t('profiles.emailNote')}
          type="email"
          value={values.email}
          onChange={set('email')}
          autoComplete="off"
          inputRef={emailInput}
          error={errorOf('email')}
        />
        <PasswordField
          label={t('profiles.newPassword')}
          description={t('profiles.newPasswordNote')}
          value={values.password}
          onChange={set('password')}
          autoComplete="new-password"
          inputRef={passwordInput}
          error={errorOf('password')}
        />
        <div className={styles['end']}>
          <Button type="submit" variant="primary" size="large" isPending={create.isPending}>
            {t('profiles.create')}
          </Button>
          <p className={styles['note']}>{t('profiles.forgotten')}</p>
        </div>
      </Form>
    </Room>
  );
}
