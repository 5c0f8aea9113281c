// An empty library, shelf or filter: says why it is empty and what to do.
import { Upload } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button } from '#renderer/ui/button.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import type { MediaFilter } from '#shared/api/catalog.ts';

export interface LibraryEmptyProps {
  readonly filter: MediaFilter;
  readonly onClear: () => void;
}

export function LibraryEmpty({ filter, onClear }: LibraryEmptyProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const conditions = Object.keys(filter);
  const browse = <Button onPress={onClear}>{t('library.empty.browse')}</Button>;
  if (conditions.length === 0) {
    return (
      <EmptyState
        picture="shelf"
        title={t('library.empty.title')}
        action={
          <Button variant="primary" size="large" icon={<Upload />} onPress={() => void navigate('/import')}>
            {t('library.import')}
          </Button>
        }
      >
        {t('library.empty.text')}
      </EmptyState>
    );
  }
  if (conditions.length === 1 && filter.shelf) {
    return (
      <EmptyState
        picture={filter.shelf === 'rated' ? 'stars' : 'shelf'}
        title={t(`library.empty.${filter.shelf}`)}
        action={browse}
      >
        {t(`library.empty.${filter.shelf}Text`)}
      </EmptyState>
    );
  }
  return (
    <EmptyState picture="search" title={t('library.empty.noMatch')} action={browse}>
      {t('library.empty.noMatchText')}
    </EmptyState>
  );
}
