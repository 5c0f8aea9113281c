// The plays of one day, from the right-hand side.
import { useTranslation } from 'react-i18next';
import { usePlayDate } from '#renderer/data/play-date.ts';
import { PlayRow } from '#renderer/media/play-row.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Sheet } from '#renderer/ui/sheet.tsx';
import type { PartialDate } from '#shared/domain/partial-date.ts';
import styles from './day-sheet.module.css';
import { usePlaysOf } from './diary-queries.ts';

export interface DaySheetProps {
  readonly day: PartialDate;
  readonly onClose: () => void;
}

export function DaySheet({ day, onClose }: DaySheetProps) {
  const { t } = useTranslation();
  const dates = usePlayDate();
  const { plays, hasMore, loadMore } = usePlaysOf(day);
  return (
    <Sheet title={dates.full(day)} isOpen onClose={onClose}>
      {plays?.length === 0 && <p className={styles['none']}>{t('diary.day.none')}</p>}
      <ul className={styles['plays']}>
        {plays?.map((play) => (
          <li key={play.id}>
            <PlayRow play={play} showsDay={false} />
          </li>
        ))}
      </ul>
      {hasMore && (
        <Button variant="quiet" onPress={loadMore}>
          {t('diary.day.more')}
        </Button>
      )}
    </Sheet>
  );
}
