// The rows of an import that is over, each with the title it went to; any can be pointed at another one.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi } from '#renderer/data/api.ts';
import { useFormat } from '#renderer/data/format.ts';
import { keys } from '#renderer/data/keys.ts';
import { TitlePicker } from '#renderer/media/title-picker.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { SearchField } from '#renderer/ui/search-field.tsx';
import { toast } from '#renderer/ui/toast.ts';
import type { MediaSummary } from '#shared/api/catalog.ts';
import type { ImportId } from '#shared/api/contract.ts';
import type { ImportRowView } from '#shared/api/import-rows.ts';
import { useImportErrorLine } from './import-errors.ts';
import styles from './import-rows.module.css';
import { useImportRows } from './imports-query.ts';
import { useNamed } from './row-names.ts';
import { useReason } from './row-reason.ts';

export function ImportRows({ importId }: { readonly importId: ImportId }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [matched, setMatched] = useState<ImportRowView | null>(null);
  const { line } = useNamed();
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useImportRows(importId, text.trim());
  const rematch = useRematch(importId);
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const canMatch = data?.pages[0]?.canMatch ?? false;
  return (
    <div className={styles['rows']}>
      <div className={styles['filter']}>
        <SearchField
          label={t('import.rows.filter')}
          placeholder={t('import.rows.filter')}
          value={text}
          onChange={setText}
        />
      </div>
      {data && rows.length === 0 && <p className={styles['muted']}>{t('import.plan.noneFound', { text })}</p>}
      <ul>
        {rows.map((row) => (
          <Row key={row.line} row={row} canMatch={canMatch} onMatch={() => setMatched(row)} />
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="quiet" isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {t('import.history.more')}
        </Button>
      )}
      {matched && (
        <TitlePicker
          title={t('import.plan.whichTitle')}
          {...(matched.named && { subtitle: t('import.plan.fileSays', { name: line(matched.named) }) })}
          initialText={matched.named?.title ?? matched.title?.title ?? ''}
          onPick={(media) => {
            setMatched(null);
            void rematch(matched, media);
          }}
          onClose={() => setMatched(null)}
        />
      )}
    </div>
  );
}

interface RowProps {
  readonly row: ImportRowView;
  readonly canMatch: boolean;
  readonly onMatch: () => void;
}

function Row({ row, canMatch, onMatch }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const reason = useReason();
  const { line } = useNamed();
  const said = row.named === null ? '' : line(row.named);
  const isReadable = row.named !== null && (row.named.title !== null || row.named.ids.length > 0);
  return (
    <li className={styles['row']}>
      <span className={styles['line']} {...(row.origin && { title: row.origin.file })}>
        {format.number(row.origin?.line ?? row.line)}
      </span>
      <span className={styles['said']} dir="auto">
        {said}
      </span>
      <span className={styles['title']} dir="auto">
        {row.title?.id ? (
          <Link to={`/title/${row.title.id}`}>{line(row.title)}</Link>
        ) : row.refusal ? (
          <span className={styles['muted']}>{reason(row.refusal)}</span>
        ) : (
          <span className={styles['muted']}>{t('import.rows.gone')}</span>
        )}
      </span>
      <span className={styles['muted']}>{t(`import.plan.${row.outcome}`)}</span>
      <span className={styles['action']}>
        {canMatch && isReadable && (
          <Button variant="quiet" onPress={onMatch} aria-label={t('import.rows.matchOf', { name: said })}>
            {t('import.plan.otherTitle')}
          </Button>
        )}
      </span>
    </li>
  );
}

function useRematch(importId: ImportId): (row: ImportRowView, media: MediaSummary) => Promise<void> {
  const api = useApi();
  const queries = useQueryClient();
  const { t } = useTranslation();
  const errorLine = useImportErrorLine();
  return async ({ line }, media) => {
    try {
      const { left } = await api.call('imports.rematch', { importId, line, mediaId: media.id });
      toast({
        message: t(left > 0 ? 'import.rows.movedSome' : 'import.rows.moved', { title: media.title }),
        tone: 'success',
      });
    } catch (error) {
      toast({ message: errorLine(error), tone: 'danger' });
    }
    await queries.invalidateQueries({ queryKey: keys.imports });
  };
}
