// Every text that a person reads comes through here. English and German are complete; a test holds them together.
import { createInstance, type i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Settings } from '#shared/api/profiles.ts';
import { de } from './locales/de.ts';
import { en } from './locales/en.ts';

export const languages = ['en', 'de'] as const;

export function createI18n(language: string): I18n {
  const instance = createInstance();
  // Everything is in the bundle, so that this is done at once.
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    initAsync: false,
    resources: { en: { translation: en }, de: { translation: de } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return instance;
}

/**
 * The locale to write in: the chosen language in the variant that the system prefers ("en" with a British system
 * is "en-GB"), or the first of the system's languages that there are texts for.
 */
export function resolveLanguage(choice: Settings['language'], system: readonly string[]): string {
  const wanted: readonly string[] = choice === 'system' ? languages : [choice];
  const found = system.find((tag) => wanted.includes(tag.split('-')[0]?.toLowerCase() ?? ''));
  return found ?? (choice === 'system' ? 'en' : choice);
}
