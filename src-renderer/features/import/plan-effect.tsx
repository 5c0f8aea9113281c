// What a row of a plan would do, in few words: "★ 6.0 → 8.0", "a play on 31 May 2019", "fills in director, length".
import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlayDate } from '#renderer/data/play-date.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { RatingBadge } from '#renderer/ui/rating-badge.tsx';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import type { PlanWrite } from '#shared/api/import-plans.ts';
import type { PartialDate } from '#shared/domain/partial-date.ts';
import styles from './plan-row.module.css';

export interface PlanEffectProps {
  readonly writes: readonly PlanWrite[];
  /** Of a song: it isn't seen. */
  readonly isHeard: boolean;
}

export function PlanEffect({ writes, isHeard }: PlanEffectProps) {
  return (
    <span className={styles['effects']}>
      {writes.map((write, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a row's writes, in order
        <Effect key={index} write={write} isHeard={isHeard} />
      ))}
    </span>
  );
}

function Effect({ write, isHeard }: { readonly write: PlanWrite; readonly isHeard: boolean }) {
  const { t } = useTranslation();
  const { entry, before, after, stays } = write;
  if (stays) return <Stays before={before} after={after} />;
  if (entry === 'review') return <Review before={before} after={after} />;
  if (entry === 'title') {
    if (before === null) return null;
    const fields = Object.keys(after).map((field) => t(`import.plan.fact.${field}`));
    return <span>{t('import.plan.does.fills', { fields: fields.join(', ') })}</span>;
  }
  if (entry === 'play') return <Play after={after} isHeard={isHeard} />;
  const name = textOf(after['list'] ?? null);
  return <span dir="auto">{t(`import.plan.does.${entry}`, { name })}</span>;
}

type Facts = PlanWrite['after'];

function Review({ before, after }: { readonly before: Facts | null; readonly after: Facts }) {
  const { t } = useTranslation();
  const [was, is] = [before?.['rating'] ?? null, after['rating'] ?? null];
  const [said, says] = [before?.['comment'] ?? null, after['comment'] ?? null];
  return (
    <>
      {is !== was && is !== null && (
        <Change from={was === null ? null : <Stars tenths={was} />} to={<Stars tenths={is} />} />
      )}
      {says !== said && says !== null && (
        <span className={styles['comment']} dir="auto" title={textOf(says)}>
          {said !== null && <span className={styles['tag']}>{t('import.plan.does.newText')}</span>} “
          {textOf(says)}”
        </span>
      )}
    </>
  );
}

/** The file says something else, and what is there is kept. */
function Stays({ before, after }: { readonly before: Facts | null; readonly after: Facts }) {
  const { t } = useTranslation();
  const rating = after['rating'] ?? null;
  const mine = before?.['rating'] ?? null;
  if (rating === null || mine === null) return <span>{t('import.plan.does.staysText')}</span>;
  return (
    <span className={styles['change']}>
      <Stars tenths={mine} /> {t('import.plan.does.stays')}{' '}
      <span>
        <Stars tenths={rating} />
      </span>
    </span>
  );
}

function Play({ after, isHeard }: { readonly after: Facts; readonly isHeard: boolean }) {
  const { t } = useTranslation();
  const date = usePlayDate();
  const { played = null, season = null, episode = null, rewatch } = after;
  const when = date.say(played === null ? null : (textOf(played).slice(0, 10) as PartialDate));
  const deed = isHeard ? 'heard' : 'play';
  const again = isHeard ? 'heardAgain' : 'rewatch';
  const which =
    episode === null
      ? ''
      : `${t('import.plan.does.episode', { season: textOf(season ?? 1), episode: textOf(episode) })} · `;
  return (
    <span>
      {which}
      {t(`import.plan.does.${rewatch === true ? again : deed}`, { when })}
    </span>
  );
}

function Stars({ tenths }: { readonly tenths: string | number | boolean }) {
  const scale = useRatingScale();
  return <RatingBadge rating={Number(tenths)} scale={scale} />;
}

/** What is there now, and what it becomes. */
export function Change({ from, to }: { readonly from: ReactNode; readonly to: ReactNode }) {
  const { t } = useTranslation();
  if (from === null) return <span>{to}</span>;
  return (
    <span className={styles['change']}>
      <span>{from}</span>
      <ArrowRight aria-hidden className={styles['arrow']} />
      <VisuallyHidden>{t('import.plan.becomes')}</VisuallyHidden>
      {to}
    </span>
  );
}

function textOf(value: string | number | boolean | null): string {
  return value === null ? '' : String(value);
}
