// Genres as chips; those that the library has are suggested.
import { useTranslation } from 'react-i18next';
import { ChipsField } from '#renderer/ui/chips-field.tsx';
import { useGenres } from './title-queries.ts';

export interface GenreFieldProps {
  readonly genres: readonly string[];
  readonly onChange: (genres: readonly string[]) => void;
  readonly error?: string | undefined;
}

export function GenreField({ genres, onChange, error }: GenreFieldProps) {
  const { t } = useTranslation();
  const { data: known = [] } = useGenres();
  return (
    <ChipsField
      label={t('media.form.genres')}
      values={genres}
      onChange={onChange}
      known={known.map(({ name }) => name)}
      placeholder={t('media.form.genresPlaceholder')}
      description={t('media.form.genresHelp')}
      removeLabel={(genre) => t('media.form.removeGenre', { genre })}
      error={error}
    />
  );
}
