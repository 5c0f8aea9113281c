// The great numbers of a period. Each opens the titles that it counts.
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { useRatingText } from '#renderer/ui/rating-text.ts';
import type { Statistics } from '#shared/api/stats.ts';
import type { Figure } from './statistics-query.ts';
import styles from './totals.module.css';

export interface TotalsProps {
  readonly figures: Statistics;
  readonly onOpen: (figure: Figure) => void;
}

interface Total {
  readonly facet: Figure['facet'];
  readonly number: string;
  readonly word: string;
}

export function Totals({ figures: { totals, leftOut }, onOpen }: TotalsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const rating = useRatingText(useRatingScale());
  const hours = totals.minutes / 60;
  const all: readonly (Total | false)[] = [
    { facet: 'all', number: format.number(totals.titles), word: t('statistics.total.titles', { count: totals.titles }) },
    totals.plays > 0 && {
      facet: 'logged', number: format.number(totals.plays), word: t('statistics.total.plays', { count: totals.plays }),
    },
    totals.minutes > 0 && {
      facet: 'all', number: format.number(Math.round(hours)), word: t('statistics.total.hours', { count: Math.round(hours) }),
    },
    totals.rated > 0 && {
      facet: 'rated', number: format.number(totals.rated), word: t('statistics.total.rated', { count: totals.rated }),
    },
    totals.average !== null && {
      facet: 'rated', number: rating(Math.round(totals.average)), word: t('statistics.total.average'),
    },
    totals.written > 0 && {
      facet: 'written', number: format.number(totals.written), word: t('statistics.total.written', { count: totals.written }),
    },
    totals.again > 0 && {
      facet: 'again', number: format.number(totals.again), word: t('statistics.total.again', { count: totals.again }),
    },
  ]; // prettier-ignore
  const { unlogged } = totals;
  const notes: readonly (Figure & { readonly text: string } | false)[] = [
    unlogged > 0 && {
      facet: 'unlogged', value: null, name: t('statistics.unloggedTitle'),
      text: t(totals.plays === 0 ? 'statistics.allUnlogged' : 'statistics.unlogged', { count: unlogged }),
    },
    leftOut.untimed > 0 && totals.minutes > 0 && {
      facet: 'untimed', value: null, name: t('statistics.untimedTitle'),
      text: t('statistics.untimed', { count: leftOut.untimed }),
    },
  ]; // prettier-ignore
  return (
    <section aria-label={t('statistics.totals')}>
      <ul className={styles['totals']}>
        {all.map((total) =>
          total === false ? null : (
            <li key={total.word}>
              <button
                type="button"
                className={styles['total']}
                data-tone={
                  total.facet === 'rated' && total.word === t('statistics.total.average')
                    ? 'rating'
                    : undefined
                }
                onClick={() =>
                  onOpen({ facet: total.facet, value: null, name: `${total.number} ${total.word}` })
                }
              >
                <span className={styles['number']}>{total.number}</span>{' '}
                <span className={styles['word']}>{total.word}</span>
              </button>
            </li>
          ),
        )}
      </ul>
      <p className={styles['notes']}>
        {notes.map((note) =>
          note === false ? null : (
            <button key={note.facet} type="button" className={styles['note']} onClick={() => onOpen(note)}>
              {note.text}
            </button>
          ),
        )}
        {leftOut.vague > 0 && <span>{t('statistics.vague', { count: leftOut.vague })}</span>}
        {leftOut.undated > 0 && <span>{t('statistics.undated', { count: leftOut.undated })}</span>}
      </p>
    </section>
  );
}
