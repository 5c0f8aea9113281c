// Where one types: the field with what completes a filter, the kinds, and saving. Each part is drawn again only when what it shows
// has changed: a letter changes the field alone.
import { Bookmark } from 'lucide-react';
import { memo, type RefObject } from 'react';
import type { TextFieldProps } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { SearchField } from '#renderer/ui/search-field.tsx';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { mediaKinds, type MediaKind } from '#shared/domain/media-kind.ts';
import { useCompletion } from './completion.tsx';
import styles from './search-page.module.css';

export interface SearchBarProps {
  readonly text: string;
  /** The one kind that the text narrows the search to. */
  readonly kind: MediaKind | undefined;
  readonly canSave: boolean;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onType: (text: string) => void;
  /** Undefined for all kinds. */
  readonly onKind: (kind: MediaKind | undefined) => void;
  readonly onSave: () => void;
  /** ArrowDown: true where there is a list to go into. */
  readonly onEnterList: () => boolean;
  readonly onOpenBest: () => void;
}

export const SearchBar = memo(function SearchBar(props: SearchBarProps) {
  const { text, kind, canSave, field, onType, onKind, onSave, onEnterList, onOpenBest } = props;
  const { t } = useTranslation();
  const completion = useCompletion({ text, setText: onType, field });
  const press: TextFieldProps['onKeyDown'] = (event) => {
    if (completion.press(event)) return;
    // React Aria keeps to the field what its listener has heard: the window's own keys go on.
    event.continuePropagation();
    if (event.key === 'ArrowDown' && onEnterList()) event.preventDefault();
    if (event.key === 'Enter') onOpenBest();
  };
  return (
    <div className={styles['bar']}>
      <div className={styles['field']}>
        <SearchField
          label={t('search.field')}
          placeholder={t('search.placeholder')}
          keys={slash}
          value={text}
          onChange={onType}
          onKeyDown={press}
          inputRef={field}
          drives={completion.drives}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page is there for this field
          autoFocus
        />
        {completion.list}
      </div>
      <Kinds kind={kind} onKind={onKind} />
      {/* There from the beginning, so that the first letter needn't make it. */}
      <div hidden={!canSave}>
        <Save onSave={onSave} />
      </div>
    </div>
  );
});

const slash = ['/'] as const;

const Kinds = memo(function Kinds({ kind, onKind }: Pick<SearchBarProps, 'kind' | 'onKind'>) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      label={t('search.kindLabel')}
      value={kind ?? 'all'}
      onChange={(next) => onKind(mediaKinds.find((one) => one === next))}
      segments={[
        { value: 'all', label: t('search.all') },
        ...mediaKinds.map((one) => ({ value: one, label: t(`media.kinds.${one}`) })),
      ]}
    />
  );
});

const Save = memo(function Save({ onSave }: Pick<SearchBarProps, 'onSave'>) {
  const { t } = useTranslation();
  return (
    <Button variant="quiet" icon={<Bookmark />} onPress={onSave}>
      {t('search.save')}
    </Button>
  );
});
