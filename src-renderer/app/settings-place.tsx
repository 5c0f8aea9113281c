// The settings with the parts that other features give to them.
import { PeopleSection } from '#renderer/features/profiles/people-section.tsx';
import { ProfileSection } from '#renderer/features/profiles/profile-section.tsx';
import { SettingsPage } from '#renderer/features/settings/settings-page.tsx';
import { SyncSection } from '#renderer/features/sync/sync-section.tsx';
import { useOverlays } from './overlays.ts';

export function SettingsPlace() {
  const { showKeys } = useOverlays();
  return (
    <SettingsPage
      profile={<ProfileSection />}
      people={<PeopleSection />}
      sync={<SyncSection />}
      onShowKeys={showKeys}
    />
  );
}
