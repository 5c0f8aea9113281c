// How the window looks and which language it speaks.
import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '#shared/api/profiles.ts';
import { useSettings } from '#renderer/data/session.ts';
import { useSaveSetting } from '#renderer/data/use-save-setting.ts';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { Row } from './row.tsx';

const themes: readonly Settings['theme'][] = ['system', 'light', 'dark'];
const themeIcons = { system: <Monitor />, light: <Sun />, dark: <Moon /> };
const densities: readonly Settings['density'][] = ['comfortable', 'compact'];
const languages: readonly Settings['language'][] = ['system', 'en', 'de'];

export function LookSection() {
  const { t } = useTranslation();
  const { theme, density, language } = useSettings();
  const saveTheme = useSaveSetting();
  const saveDensity = useSaveSetting();
  const saveLanguage = useSaveSetting();
  return (
    <>
      <Row
        name={t('settings.look.theme')}
        note={t('settings.look.themeNote')}
        savedCount={saveTheme.savedCount}
        error={saveTheme.error}
      >
        <SegmentedControl
          label={t('settings.look.theme')}
          segments={themes.map((value) => ({
            value,
            label: t(`settings.look.themes.${value}`),
            icon: themeIcons[value],
          }))}
          value={theme}
          onChange={(value) => saveTheme.save({ theme: value })}
        />
      </Row>
      <Row
        name={t('settings.look.density')}
        note={t('settings.look.densityNote')}
        savedCount={saveDensity.savedCount}
        error={saveDensity.error}
      >
        <SegmentedControl
          label={t('settings.look.density')}
          segments={densities.map((value) => ({ value, label: t(`settings.look.densities.${value}`) }))}
          value={density}
          onChange={(value) => saveDensity.save({ density: value })}
        />
      </Row>
      <Row
        name={t('settings.look.language')}
        note={t('settings.look.languageNote')}
        savedCount={saveLanguage.savedCount}
        error={saveLanguage.error}
      >
        <Select
          label={t('settings.look.language')}
          hideLabel
          options={languages.map((value) => ({ value, label: t(`settings.look.languages.${value}`) }))}
          value={language}
          onChange={(value) => saveLanguage.save({ language: value })}
        />
      </Row>
    </>
  );
}
