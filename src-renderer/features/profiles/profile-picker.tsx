// The people of this computer. Tab and arrow keys reach each of them; whoever was here last comes first under the finger.
import { Plus } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Profile } from '#shared/api/profiles.ts';
import { Avatar } from '#renderer/ui/avatar.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { greetingAt } from './greeting.ts';
import styles from './profile-picker.module.css';
import { Room } from './room.tsx';

export interface ProfilePickerProps {
  readonly profiles: readonly Profile[];
  readonly lastProfile: number | null;
  readonly onPick: (profile: Profile) => void;
  readonly onNew: () => void;
}

export function ProfilePicker({ profiles, lastProfile, onPick, onNew }: ProfilePickerProps) {
  const { t } = useTranslation();
  const [partOfDay] = useState(() => greetingAt(new Date()));
  const list = useRef<HTMLUListElement>(null);
  const first = Math.max(
    0,
    profiles.findIndex(({ id }) => id === lastProfile),
  );
  useEffect(() => buttonsOf(list.current)[first]?.focus(), [first]);
  return (
    <Room title={t(`profiles.greeting.${partOfDay}`)} text={t('profiles.who')}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows move among the buttons inside */}
      <ul ref={list} aria-label={t('profiles.people')} className={styles['people']} onKeyDown={moveByArrow}>
        {profiles.map((profile) => (
          <li key={profile.id}>
            <Button className={cx(styles['person'])} onPress={() => onPick(profile)}>
              <Avatar name={profile.name} hue={profile.hue} size={72} />
              <span dir="auto" className={styles['name']}>
                {profile.name}
              </span>
            </Button>
          </li>
        ))}
        <li>
          <Button className={cx(styles['person'])} onPress={onNew}>
            <span className={styles['new']} aria-hidden>
              <Plus />
            </span>
            <span className={cx(styles['name'], styles['quiet'])}>{t('profiles.someoneNew')}</span>
          </Button>
        </li>
      </ul>
    </Room>
  );
}

function moveByArrow(event: KeyboardEvent<HTMLUListElement>): void {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const buttons = buttonsOf(event.currentTarget);
  const index = buttons.findIndex((button) => button === document.activeElement);
  event.preventDefault();
  buttons.at((index + step) % buttons.length)?.focus();
}

function buttonsOf(list: HTMLElement | null): HTMLButtonElement[] {
  return [...(list?.querySelectorAll('button') ?? [])];
}
