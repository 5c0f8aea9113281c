// The whole window: data, language and look, then the routes.
import { useEffect, useState, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { I18nextProvider } from 'react-i18next';
import { RouterProvider } from 'react-router';
import { DataProvider, type DataOptions } from '#renderer/data/data-provider.tsx';
import { useSettings } from '#renderer/data/session.ts';
import { Toasts } from '#renderer/ui/toasts.tsx';
import { createI18n, resolveLanguage } from './i18n.ts';
import { createAppRouter } from './routes.tsx';

export interface AppProps extends DataOptions {
  /** What the system speaks, best first. */
  readonly languages: readonly string[];
}

export function App({ bridge, storage, languages }: AppProps) {
  const [router] = useState(createAppRouter);
  return (
    <DataProvider bridge={bridge} storage={storage}>
      <Appearance languages={languages}>
        <RouterProvider router={router} />
        <Toasts />
      </Appearance>
    </DataProvider>
  );
}

/** Language, theme and density, as the session's settings say. */
function Appearance({
  languages,
  children,
}: {
  readonly languages: readonly string[];
  readonly children: ReactNode;
}) {
  const { language, theme, density } = useSettings();
  const locale = resolveLanguage(language, languages);
  const [i18n] = useState(() => createI18n(locale));
  useEffect(() => {
    void i18n.changeLanguage(locale);
    document.documentElement.lang = locale;
  }, [i18n, locale]);
  useEffect(() => {
    Object.assign(document.documentElement.dataset, { theme, density });
  }, [theme, density]);
  return (
    <I18nProvider locale={locale}>
      <I18nextProvider i18n={i18n}>{children}</I18nextProvider>
    </I18nProvider>
  );
}
