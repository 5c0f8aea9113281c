// The filters of the text as chips, and a menu that begins another one.
import { ListFilter } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#renderer/ui/button.tsx';
import { Chip } from '#renderer/ui/chip.tsx';
import { Menu, MenuItem } from '#renderer/ui/menu.tsx';
import {
  filterValue,
  formatSearch,
  parseSearch,
  searchFilterNames,
  type SearchFilter,
} from '#shared/domain/search-query.ts';
import styles from './search-page.module.css';

export interface FilterChipsProps {
  /** The filters alone, as they are typed. */
  readonly filters: string;
  /** Before a search: it is there, so that the first letter needn't make it. */
  readonly isHidden: boolean;
  readonly onChange: (change: (text: string) => string) => void;
}

export const FilterChips = memo(function FilterChips({ filters, isHidden, onChange }: FilterChipsProps) {
  const { t } = useTranslation();
  const label = (filter: SearchFilter) => `${t(`search.filter.${filter.name}`)}: ${valueOf(filter)}`;
  const valueOf = (filter: SearchFilter) => {
    if (filter.name === 'kind') return t(`media.kinds.${filter.value}`);
    if (filter.name === 'mine') return t(`search.shelf.${filter.value}`);
    if (filter.name === 'sort') return t(`search.sort.${filter.value}`);
    return filterValue(filter);
  };
  return (
    <div className={styles['filters']} hidden={isHidden}>
      {parseSearch(filters).filters.map((filter, index) => (
        <Chip
          // oxlint-disable-next-line react/no-array-index-key -- the same filter may stand twice
          key={index}
          onRemove={() => onChange((text) => withoutFilter(text, index))}
          removeLabel={t('search.removeFilter', { filter: label(filter) })}
        >
          {label(filter)}
        </Chip>
      ))}
      <Menu
        label={t('search.addFilter')}
        trigger={
          <Button variant="quiet" icon={<ListFilter />}>
            {t('search.addFilter')}
          </Button>
        }
      >
        {searchFilterNames.map((name) => (
          <MenuItem key={name} onAction={() => onChange((text) => `${text.trimEnd()} ${name}:`.trimStart())}>
            {t(`search.filter.${name}`)}
          </MenuItem>
        ))}
      </Menu>
    </div>
  );
});

function withoutFilter(text: string, index: number): string {
  const query = parseSearch(text);
  return formatSearch({ text: query.text, filters: query.filters.filter((_, other) => other !== index) });
}
