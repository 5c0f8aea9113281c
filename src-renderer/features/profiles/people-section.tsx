// For admins: who on this computer may do what.
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { roles, type Profile, type Role } from '#shared/api/profiles.ts';
import { useApi } from '#renderer/data/api.ts';
import { useErrorLine } from '#renderer/data/errors.ts';
import { keys } from '#renderer/data/keys.ts';
import { useProfile } from '#renderer/data/session.ts';
import { Avatar } from '#renderer/ui/avatar.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { toast } from '#renderer/ui/toast.ts';
import styles from './profile-section.module.css';

export function PeopleSection() {
  const { t } = useTranslation();
  const api = useApi();
  const { data: people = [] } = useQuery({
    queryKey: keys.profiles,
    queryFn: () => api.call('profiles.list', {}),
  });
  return (
    <>
      <p className={styles['note']}>{t('profiles.roles.note')}</p>
      <ul className={styles['people']}>
        {people.map((person) => (
          <Person key={person.id} person={person} />
        ))}
      </ul>
    </>
  );
}

function Person({ person }: { readonly person: Profile }) {
  const { t } = useTranslation();
  const api = useApi();
  const own = useProfile();
  const errorLine = useErrorLine();
  const setRole = useMutation({
    mutationFn: (role: Role) => api.call('profiles.setRole', { userId: person.id, role }),
    onSuccess: ({ name, role }) =>
      toast({
        key: `role-${person.id}`,
        tone: 'success',
        message: t('profiles.roles.set', { name, role: t(`data.role.${role}`) }),
      }),
    onError: (error) => toast({ key: `role-${person.id}`, tone: 'danger', message: errorLine(error) }),
  });
  return (
    <li className={styles['person']}>
      <Avatar name={person.name} hue={person.hue} size={40} />
      <span className={styles['personName']}>
        <bdi>{person.name}</bdi>
        {person.id === own.id && <span className={styles['you']}>{t('profiles.roles.you')}</span>}
      </span>
      <Select
        label={t('profiles.roles.role', { name: person.name })}
        hideLabel
        options={roles.map((role) => ({
          value: role,
          label: t(`data.role.${role}`),
          note: t(`profiles.roles.can.${role}`),
        }))}
        value={person.role}
        onChange={(role) => setRole.mutate(role)}
        isDisabled={setRole.isPending}
      />
    </li>
  );
}
