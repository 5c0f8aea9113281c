// What narrows and orders the library: kinds, shelves, the filter panel, the sort; below them the conditions that hold.
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useRatingScale } from '#renderer/data/session.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Chip } from '#renderer/ui/chip.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { useRatingText } from '#renderer/ui/rating-text.ts';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { shelves, sorts, type MediaFilter } from '#shared/api/catalog.ts';
import { mediaKinds } from '#shared/domain/media-kind.ts';
import { FilterPanel } from './filter-panel.tsx';
import { startsDescending, type LibraryView } from './library-address.ts';
import styles from './library-toolbar.module.css';

export interface LibraryToolbarProps {
  readonly view: LibraryView;
  readonly onChange: (part: Partial<LibraryView>) => void;
}

type FilterChange = { readonly [K in keyof MediaFilter]: MediaFilter[K] | undefined };

export function LibraryToolbar({ view, onChange }: LibraryToolbarProps) {
  const { t } = useTranslation();
  const { filter, sort, descending } = view;
  const narrow = (part: FilterChange) => onChange({ filter: merge(filter, part) });
  return (
    <div className={styles['bars']}>
      <div className={styles['bar']}>
        <SegmentedControl
          label={t('library.kindLabel')}
          value={filter.kind ?? 'all'}
          onChange={(kind) => narrow({ kind: kind === 'all' ? undefined : kind })}
          segments={[
            { value: 'all', label: t('library.all') },
            ...mediaKinds.map((kind) => ({ value: kind, label: t(`media.kinds.${kind}`) })),
          ]}
        />
        <Select
          inline
          label={t('library.shelfLabel')}
          value={filter.shelf ?? 'all'}
          onChange={(shelf) => narrow({ shelf: shelf === 'all' ? undefined : shelf })}
          options={(['all', ...shelves] as const).map((shelf) => ({
            value: shelf,
            label: t(`library.shelf.${shelf}`),
          }))}
        />
        <FilterPanel filter={filter} onChange={narrow} />
        <span className={styles['space']} />
        <Select
          inline
          label={t('library.sortLabel')}
          value={sort}
          onChange={(next) => onChange({ sort: next, descending: startsDescending(next) })}
          options={sorts.map((one) => ({ value: one, label: t(`library.sort.${one}`) }))}
        />
        <IconButton
          label={t(descending ? 'library.descending' : 'library.ascending')}
          icon={descending ? <ArrowDown /> : <ArrowUp />}
          onPress={() => onChange({ descending: !descending })}
        />
      </div>
      <Conditions filter={filter} onChange={narrow} />
    </div>
  );
}

function Conditions({
  filter,
  onChange,
}: {
  readonly filter: MediaFilter;
  readonly onChange: (part: FilterChange) => void;
}) {
  const { t } = useTranslation();
  const rating = useRatingText(useRatingScale());
  const { genre, creator, yearFrom, yearTo, ratingFrom, ratingTo } = filter;
  const years = { from: yearFrom, to: yearTo };
  const ratings = { from: ratingFrom && rating(ratingFrom), to: ratingTo && rating(ratingTo) };
  const chips: { readonly text: string; readonly off: FilterChange }[] = [];
  if (genre !== undefined) chips.push({ text: genre, off: { genre: undefined } });
  if (creator !== undefined)
    chips.push({ text: t('library.chip.by', { creator }), off: { creator: undefined } });
  if (yearFrom !== undefined || yearTo !== undefined) {
    const key =
      yearFrom === undefined
        ? 'until'
        : yearTo === undefined
          ? 'since'
          : yearFrom === yearTo
            ? 'year'
            : 'years';
    chips.push({ text: t(`library.chip.${key}`, years), off: { yearFrom: undefined, yearTo: undefined } });
  }
  if (ratingFrom !== undefined || ratingTo !== undefined) {
    const key = ratingFrom === undefined ? 'ratingTo' : ratingTo === undefined ? 'ratingFrom' : 'ratings';
    const text = t(`library.chip.${key}`, { ...ratings, rating: ratings.from ?? ratings.to });
    chips.push({ text, off: { ratingFrom: undefined, ratingTo: undefined } });
  }
  if (chips.length === 0) return null;
  return (
    <div className={styles['bar']}>
      {chips.map(({ text, off }) => (
        <Chip key={text} onRemove={() => onChange(off)} removeLabel={t('library.remove', { filter: text })}>
          {text}
        </Chip>
      ))}
      <Button
        variant="quiet"
        onPress={() => onChange(Object.assign({}, ...chips.map(({ off }) => off)) as FilterChange)}
      >
        {t('library.clear')}
      </Button>
    </div>
  );
}

function merge(filter: MediaFilter, part: FilterChange): MediaFilter {
  return Object.fromEntries(
    Object.entries({ ...filter, ...part }).filter(([, value]) => value !== undefined),
  );
}
