// One row of the plan: where it stands in the file, what it says, what would happen, and what can be said about it.
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows that are placed by transforms can't be a table's */
import { RotateCcw } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/data/format.ts';
import { Button } from '#renderer/ui/button.tsx';
import { cx } from '#renderer/ui/cx.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import type { Choice, PlanRow } from '#shared/api/import-plans.ts';
import { Change, PlanEffect } from './plan-effect.tsx';
import styles from './plan-row.module.css';
import { useReason } from './row-reason.ts';
import { useNamed } from './row-names.ts';

export interface PlanRowProps {
  readonly row: PlanRow;
  readonly isActive: boolean;
  /** With what it may mean, to be settled here. */
  readonly isAsked: boolean;
  readonly onChoose: (row: PlanRow, choice: Choice | null) => void;
  readonly onSearch: (row: PlanRow) => void;
}

export const PlanRowView = memo(function PlanRowView(props: PlanRowProps) {
  const { row, isActive, isAsked, onChoose, onSearch } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { file, line } = row.origin ?? { file: null, line: row.line };
  const canBeChosen = row.named.title !== null || row.named.ids.length > 0;
  return (
    <>
      <span role="gridcell" className={styles['line']} {...(file !== null && { title: `${file}:${line}` })}>
        {file !== null && <span className={styles['file']}>{file.replace(/^.*\//, '')}</span>}
        {format.number(line)}
      </span>
      <div role="gridcell" className={styles['saysCell']}>
        <Says row={row} />
      </div>
      <div role="gridcell" className={styles['happensCell']}>
        <Happens row={row} />
        {isAsked && <Others {...props} />}
      </div>
      {isAsked ? (
        <div role="gridcell" className={styles['candidatesCell']}>
          <Candidates {...props} />
        </div>
      ) : (
        <div role="gridcell" className={styles['actions']}>
          {row.choice !== null && (
            <IconButton
              label={t('import.plan.takeBack')}
              icon={<RotateCcw />}
              keys={['u']}
              excludeFromTabOrder={!isActive}
              onPress={() => onChoose(row, null)}
            />
          )}
          {canBeChosen && (
            <Button variant="quiet" excludeFromTabOrder={!isActive} onPress={() => onSearch(row)}>
              {t('import.plan.otherTitle')}
            </Button>
          )}
          {canBeChosen && row.choice?.action !== 'skip' && (
            <Button
              variant="quiet"
              excludeFromTabOrder={!isActive}
              onPress={() => onChoose(row, { action: 'skip' })}
            >
              {t('import.plan.leaveOut')}
            </Button>
          )}
        </div>
      )}
    </>
  );
});

/** The row's own words, and the title that they go to where that is another one. */
function Says({ row }: { readonly row: PlanRow }) {
  const { t } = useTranslation();
  const { line, isSame } = useNamed();
  const said =
    row.named.title === null && row.named.ids.length === 0
      ? row.cells.filter((cell) => cell.trim() !== '').join(' · ')
      : line(row.named);
  const chosen = row.choice?.action === 'title' ? row.choice.mediaId : undefined;
  // What was chosen is shown before the figures follow.
  const title =
    (chosen === undefined ? row.title : (row.candidates.find(({ id }) => id === chosen) ?? row.title)) ??
    null;
  const goesElsewhere = title !== null && !isSame(row.named, title);
  return (
    <p className={styles['says']}>
      <span className={cx(goesElsewhere ? styles['named'] : styles['title'])} dir="auto">
        {goesElsewhere ? (
          <Change from={said} to={<span className={styles['title']}>{line(title)}</span>} />
        ) : (
          said
        )}
      </span>
      {row.title?.id === null && row.outcome !== 'skipped' && (
        <span className={styles['tag']}>{t('import.plan.newTitle')}</span>
      )}
      {row.remembered && <span className={styles['tag']}>{t('import.plan.remembered')}</span>}
    </p>
  );
}

function Happens({ row }: { readonly row: PlanRow }) {
  const { t } = useTranslation();
  const reason = useReason();
  const { choice, outcome, refusal } = row;
  let text: ReactNode = null;
  if (choice?.action === 'skip' || outcome === 'skipped') text = t('import.plan.does.skip');
  else if (choice?.action === 'new' && outcome === 'ambiguous') text = t('import.plan.does.new');
  else if (choice !== null && outcome === 'ambiguous') text = t('import.plan.does.chosen');
  else if (outcome === 'ambiguous') text = t('import.plan.does.ambiguous', { count: row.candidates.length });
  else if (refusal !== null) text = <span className={styles['refusal']}>{reason(refusal)}</span>;
  else if (row.writes.length === 0) text = t('import.plan.does.nothing');
  else text = <PlanEffect writes={row.writes} isHeard={(row.title ?? row.named).kind === 'song'} />;
  return <div className={styles['happens']}>{text}</div>;
}

/** What an ambiguous row may mean. */
function Candidates({ row, isActive, onChoose }: PlanRowProps) {
  const { t } = useTranslation();
  const { line } = useNamed();
  const { choice } = row;
  return (
    <div role="group" aria-label={t('import.plan.which')} className={styles['candidates']}>
      {row.candidates.map((title, index) => {
        const isChosen = choice?.action === 'title' && choice.mediaId === title.id;
        return (
          <Option
            key={title.id}
            isChosen={isChosen}
            letter={index < 9 ? String(index + 1) : undefined}
            showsKey={isActive}
            onPress={() =>
              title.id !== null && onChoose(row, isChosen ? null : { action: 'title', mediaId: title.id })
            }
          >
            {line(title)}
            {title.creator !== null && <span className={styles['creator']}> {title.creator}</span>}
            {title.ratingCount > 0 && (
              <span className={styles['creator']}> · {t('media.ratings', { count: title.ratingCount })}</span>
            )}
          </Option>
        );
      })}
    </div>
  );
}

/** What else can be said of it. */
function Others({ row, isActive, onChoose, onSearch }: PlanRowProps) {
  const { t } = useTranslation();
  const { choice } = row;
  const isOther = choice?.action === 'title' && row.candidates.every(({ id }) => id !== choice.mediaId);
  const others = [
    ['new', 'n', t('import.plan.addAsNew')],
    ['skip', 's', t('import.plan.leaveOut')],
  ] as const;
  return (
    <div role="group" aria-label={t('import.plan.orElse')} className={styles['others']}>
      <Option isChosen={isOther} letter="/" showsKey={isActive} onPress={() => onSearch(row)}>
        {t('import.plan.otherTitle')}
      </Option>
      {others.map(([action, letter, label]) => (
        <Option
          key={action}
          isChosen={choice?.action === action}
          letter={letter}
          showsKey={isActive}
          onPress={() => onChoose(row, choice?.action === action ? null : { action })}
        >
          {label}
        </Option>
      ))}
    </div>
  );
}

interface OptionProps {
  readonly isChosen: boolean;
  readonly letter: string | undefined;
  readonly showsKey: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function Option({ isChosen, letter, showsKey, onPress, children }: OptionProps) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      tabIndex={showsKey ? 0 : -1}
      className={cx(styles['option'])}
      onClick={onPress}
    >
      {letter !== undefined && (
        <span className={cx(styles['key'], !showsKey && styles['quiet'])} aria-hidden>
          {letter}
        </span>
      )}
      <span dir="auto">{children}</span>
    </button>
  );
}
