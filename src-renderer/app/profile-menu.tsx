// Who is here, at the rail's foot, and the way to somebody else.
import { AppWindow, ChevronsUpDown, Keyboard, LogOut, Settings } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useErrorLine } from '#renderer/data/errors.ts';
import { useProfile } from '#renderer/data/session.ts';
import { useShellActions } from '#renderer/data/shell-actions.ts';
import { Avatar } from '#renderer/ui/avatar.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { Menu, MenuItem, MenuSeparator } from '#renderer/ui/menu.tsx';
import { toast } from '#renderer/ui/toast.ts';
import { useOverlays } from './overlays.ts';
import styles from './profile-menu.module.css';
import { useSignOut } from './sign-out.ts';

export interface ProfileMenuProps {
  readonly isNarrow: boolean;
}

export function ProfileMenu({ isNarrow }: ProfileMenuProps) {
  const { t } = useTranslation();
  const profile = useProfile();
  const navigate = useNavigate();
  const shell = useShellActions();
  const { showKeys } = useOverlays();
  const errorLine = useErrorLine();
  const { signOut, isOneOfSeveral } = useSignOut();
  const openWindow = () => {
    shell.newWindow().catch((error: unknown) => toast({ message: errorLine(error), tone: 'danger' }));
  };
  return (
    <Menu
      label={t('app.profileMenuList')}
      trigger={
        <Button
          className={cx(styles['profile'], isNarrow && styles['narrow'])}
          aria-label={t('app.profileMenu', { name: profile.name })}
        >
          <Avatar name={profile.name} hue={profile.hue} size={28} />
          {!isNarrow && (
            <>
              <span dir="auto" className={styles['name']}>
                {profile.name}
              </span>
              <ChevronsUpDown aria-hidden className={styles['chevron']} />
            </>
          )}
        </Button>
      }
    >
      <MenuItem icon={<Settings />} keys={['Mod', ',']} onAction={() => void navigate('/settings/profile')}>
        {t('app.profileSettings')}
      </MenuItem>
      <MenuItem icon={<Keyboard />} keys={['?']} onAction={showKeys}>
        {t('app.keys')}
      </MenuItem>
      <MenuItem icon={<AppWindow />} keys={['Mod', 'N']} onAction={openWindow}>
        {t('app.newWindow')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<LogOut />} onAction={signOut}>
        {t(isOneOfSeveral ? 'app.switchProfile' : 'app.signOut')}
      </MenuItem>
    </Menu>
  );
}
