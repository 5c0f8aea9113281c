// What stands where a page broke. The window keeps working: another try, home, and the message for whoever helps.
import { ChevronRight } from 'lucide-react';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { Button } from '#renderer/ui/button.tsx';
import styles from './crash-screen.module.css';

/** For the router: what broke outside every page. */
export function CrashScreen() {
  const error = useRouteError();
  return <Stumbled error={error} onRetry={() => window.location.reload()} />;
}

/** The address `#/stopped`, which the main process opens where the page crashed or hung again and again. */
export function StoppedScreen() {
  const { t } = useTranslation();
  return (
    <Stumbled text={t('app.pageBroke.often')} error={null} onRetry={() => window.location.assign('#/')} />
  );
}

interface PageGuardProps {
  /** Another place is another try. */
  readonly place: string;
  readonly children: ReactNode;
}

interface PageGuardState {
  readonly error: unknown;
  readonly place: string;
}

/** React has no other form for an error boundary than a class. */
export class PageGuard extends Component<PageGuardProps, PageGuardState> {
  override state: PageGuardState = { error: null, place: this.props.place };

  static getDerivedStateFromError(error: unknown): Partial<PageGuardState> {
    return { error };
  }

  static getDerivedStateFromProps(props: PageGuardProps, state: PageGuardState): PageGuardState | null {
    return props.place === state.place ? null : { error: null, place: props.place };
  }

  override componentDidCatch(_error: unknown, _info: ErrorInfo): void {
    // React has written it to the console, which the main process keeps in the log.
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return <Stumbled error={error} onRetry={() => this.setState({ error: null })} />;
  }
}

interface StumbledProps {
  readonly text?: string;
  /** null where no message is known. */
  readonly error: unknown;
  readonly onRetry: () => void;
}

function Stumbled({ text, error, onRetry }: StumbledProps) {
  const { t } = useTranslation();
  return (
    <div className={styles['screen']}>
      <div className={styles['words']} role="alert">
        <h1 id="page-title" tabIndex={-1} className={styles['title']}>
          {t('app.pageBroke.title')}
        </h1>
        <p className={styles['text']}>{text ?? t('app.pageBroke.text')}</p>
        <div className={styles['actions']}>
          <Button variant="primary" onPress={onRetry}>
            {error === null ? t('app.pageBroke.home') : t('app.pageBroke.again')}
          </Button>
          {error !== null && (
            <Button onPress={() => window.location.assign('#/')}>{t('app.pageBroke.home')}</Button>
          )}
        </div>
        {error !== null && (
          <details className={styles['details']}>
            <summary>
              <ChevronRight aria-hidden />
              {t('app.pageBroke.details')}
            </summary>
            <pre>{messageOf(error)}</pre>
          </details>
        )}
      </div>
    </div>
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
