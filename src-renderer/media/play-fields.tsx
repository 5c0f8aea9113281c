// The fields of a play: when, which episodes, how it was, notes and tags.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRatingScale } from '#renderer/data/session.ts';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { ChipsField } from '#renderer/ui/chips-field.tsx';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import { useRatingText } from '#renderer/ui/rating-text.ts';
import { StarRatingInput } from '#renderer/ui/star-rating-input.tsx';
import { TextArea } from '#renderer/ui/text-area.tsx';
import { TextField } from '#renderer/ui/text-field.tsx';
import type { Media } from '#shared/api/catalog.ts';
import type { ShowProgress } from '#shared/api/diary.ts';
import type { MediaReference } from '#shared/api/reviews.ts';
import { kindTable } from '#shared/domain/media-kind.ts';
import { useDetails } from './details.ts';
import { useTags } from './diary-queries.ts';
import { PlayDateField } from './play-date-field.tsx';
import styles from './play-fields.module.css';
import type { PlayField, PlayForm, PlayProblems } from './play-form.ts';
import { closeTitleOverlay } from './title-overlays.ts';

export interface PlayFieldsProps {
  readonly media: MediaReference;
  readonly title: Media;
  readonly progress: ShowProgress | null;
  readonly form: PlayForm;
  readonly problems: PlayProblems;
  readonly isOne: boolean;
  readonly onChange: (part: Partial<PlayForm>) => void;
  readonly onSubmit: () => void;
}

export function PlayFields(props: PlayFieldsProps) {
  const { media, title, form, problems, onChange, onSubmit } = props;
  const { t } = useTranslation();
  const details = useDetails();
  const scale = useRatingScale();
  const number = useRatingText(scale);
  const { data: tags = [] } = useTags();
  const problem = (field: PlayField) => {
    const key = problems[field];
    return key === undefined ? undefined : t(`media.play.problem.${key}`);
  };
  const { mine } = title;
  return (
    <form
      className={styles['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <div className={styles['head']}>
        <span className={styles['cover']}>
          <Cover media={media} isSmall />
        </span>
        <div className={styles['words']}>
          <Link to={`/title/${media.id}`} className={styles['title']} dir="auto" onClick={closeTitleOverlay}>
            {media.title}
          </Link>
          <p className={styles['details']} dir="auto">
            {details({ ...title, genres: [] })}
          </p>
        </div>
      </div>
      {kindTable[media.kind].hasEpisodes && <Episodes {...props} problem={problem} />}
      <PlayDateField draft={form.date} onChange={(date) => onChange({ date })} error={problem('date')} />
      <div className={styles['rating']}>
        <span className={styles['label']}>{t('media.play.rating')}</span>
        <StarRatingInput
          label={t('media.play.ratingOf', { title: media.title })}
          rating={form.rating}
          scale={scale}
          size={28}
          onChange={(rating) => onChange({ rating })}
        />
        {form.rating !== null && form.rating !== mine.rating && (
          <Checkbox isSelected={form.updateReview} onChange={(updateReview) => onChange({ updateReview })}>
            {mine.rating === null
              ? t('media.play.alsoMine')
              : t('media.play.alsoMineWas', { rating: number(mine.rating) })}
          </Checkbox>
        )}
      </div>
      <div className={styles['checks']}>
        <Checkbox isSelected={form.rewatch} onChange={(rewatch) => onChange({ rewatch })}>
          {t(`media.play.rewatch.${media.kind}`)}
        </Checkbox>
        {!props.isOne && mine.watchlist && (
          <Checkbox isSelected={form.offWatchlist} onChange={(offWatchlist) => onChange({ offWatchlist })}>
            {t('media.play.offWatchlist')}
          </Checkbox>
        )}
      </div>
      <TextArea
        label={t('media.play.note')}
        placeholder={t('media.play.notePlaceholder')}
        value={form.note}
        onChange={(note) => onChange({ note })}
        error={problem('note')}
      />
      <ChipsField
        label={t('media.play.tags')}
        values={form.tags}
        onChange={(next) => onChange({ tags: next })}
        known={tags.map(({ tag }) => tag)}
        placeholder={t('media.play.tagsPlaceholder')}
        description={t('media.play.tagsHelp')}
        removeLabel={(tag) => t('media.play.removeTag', { tag })}
        error={problem('tags')}
      />
      <input type="submit" hidden />
    </form>
  );
}

interface EpisodesProps extends PlayFieldsProps {
  readonly problem: (field: PlayField) => string | undefined;
}

function Episodes({ form, progress, isOne, onChange, problem }: EpisodesProps) {
  const { t } = useTranslation();
  const last = progress?.last;
  const season = last?.season ?? 1;
  return (
    <div className={styles['episodes']}>
      <TextField
        label={t('media.play.season')}
        inputMode="numeric"
        value={form.season}
        onChange={(next) => onChange({ season: next })}
        error={problem('season')}
      />
      <TextField
        label={t(isOne ? 'media.play.episode' : 'media.play.episodes')}
        placeholder={t('media.play.wholeSeason')}
        value={form.episodes}
        onChange={(next) => onChange({ episodes: next })}
        description={
          last?.episode === null || last?.episode === undefined
            ? t(isOne ? 'media.play.episodeHelp' : 'media.play.episodesHelp')
            : t('media.play.lastSeen', { season, episode: last.episode })
        }
        error={problem('episodes')}
      />
    </div>
  );
}
