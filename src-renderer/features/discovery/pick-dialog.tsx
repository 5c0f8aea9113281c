// "Pick one for me": say a mood, a time and a kind, and one title is dealt from the deck. R deals another, Enter opens
// it, W keeps it for later, X says "not interested". What was turned down doesn't come back while the dialog is open.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Bookmark, Dices, X } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { moods, type Mood, type Suggestion } from '#shared/api/discovery.ts';
import type { MediaId } from '#shared/api/contract.ts';
import { mediaKinds, type MediaKind } from '#shared/domain/media-kind.ts';
import { useApi } from '#renderer/data/api.ts';
import { useErrorLine } from '#renderer/data/errors.ts';
import { keys } from '#renderer/data/keys.ts';
import { useDismiss } from '#renderer/media/suggestion-queries.ts';
import { useTitleActions } from '#renderer/media/title-actions.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Kbd } from '#renderer/ui/kbd.tsx';
import { ChoiceRow } from './choice-row.tsx';
import { DealtTitle, EmptyDeck } from './dealt-title.tsx';
import styles from './pick-dialog.module.css';

/** Minutes; of one episode where it is a show. */
const lengths = [30, 60, 90, 120] as const;

export interface PickDialogProps {
  readonly initialKind: MediaKind | undefined;
  readonly initialMood: Mood | undefined;
  readonly onClose: () => void;
}

export function PickDialog({ initialKind, initialMood, onClose }: PickDialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const errorLine = useErrorLine();
  const dismiss = useDismiss();
  const { watchlist } = useTitleActions();
  const [kind, setKind] = useState<MediaKind | 'any'>(initialKind ?? 'any');
  const [mood, setMood] = useState<Mood | 'any'>(initialMood ?? 'any');
  const [longest, setLongest] = useState<string>('any');
  const [turnedDown, setTurnedDown] = useState<readonly MediaId[]>([]);
  const { data: pick, error, isPlaceholderData } = usePick(kind, mood, longest, turnedDown);

  const another = () => {
    if (pick && !isPlaceholderData) setTurnedDown((before) => [...before, pick.id].slice(-500));
  };
  const open = () => {
    if (!pick) return;
    onClose();
    void navigate(`/title/${pick.id}`);
  };
  const reject = (media: Suggestion) => {
    another();
    void dismiss(media);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !pick) return;
    if (event.key === 'r') another();
    else if (event.key === 'w') void watchlist(pick, !pick.mine.watchlist);
    else if (event.key === 'x') reject(pick);
    else if (event.key === 'Enter' && !isWidget(event.target)) open();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const dialog = (
    <Dialog
      title={t('discovery.pick.title')}
      size="large"
      isOpen
      onClose={onClose}
      footerNote={
        turnedDown.length > 0 && (
          <span className={styles['note']}>
            {t('discovery.pick.turnedDown', { count: turnedDown.length })}
          </span>
        )
      }
      footer={
        <>
          {pick && (
            <Button variant="quiet" icon={<X />} onPress={() => reject(pick)}>
              {t('media.notInterested')}
            </Button>
          )}
          <Button icon={<Dices />} onPress={another} isDisabled={!pick}>
            {t('discovery.pick.another')}
            <Kbd keys={['r']} />
          </Button>
          {pick && (
            <Button icon={<Bookmark />} onPress={() => void watchlist(pick, !pick.mine.watchlist)}>
              {t(pick.mine.watchlist ? 'media.removeWatchlist' : 'media.addWatchlist')}
            </Button>
          )}
          <Button variant="primary" onPress={open} isDisabled={!pick}>
            {t('discovery.pick.take')}
          </Button>
        </>
      }
    >
      <div className={styles['body']}>
        <div className={styles['wishes']}>
          <ChoiceRow
            label={t('discovery.pick.moodLabel')}
            choices={(['any', ...moods] as const).map((value) => ({
              value,
              label: t(`discovery.pick.mood.${value}`),
            }))}
            value={mood}
            onChange={setMood}
          />
          <ChoiceRow
            label={t('discovery.pick.lengthLabel')}
            choices={[
              { value: 'any', label: t('discovery.pick.anyLength') },
              ...lengths.map((minutes) => ({
                value: String(minutes),
                label: t('discovery.pick.minutes', { count: minutes }),
              })),
            ]}
            value={longest}
            onChange={setLongest}
          />
          <ChoiceRow
            label={t('discovery.kind')}
            choices={(['any', ...mediaKinds] as const).map((value) => ({
              value,
              label: value === 'any' ? t('media.allKinds') : t(`media.kinds.${value}`),
            }))}
            value={kind}
            onChange={setKind}
          />
        </div>
        <div className={styles['deck']} aria-live="polite" aria-busy={isPlaceholderData}>
          {error && <p className={styles['failed']}>{errorLine(error)}</p>}
          {pick && <DealtTitle key={pick.id} suggestion={pick} />}
          {pick === null && (
            <EmptyDeck
              canReshuffle={turnedDown.length > 0}
              onReshuffle={() => setTurnedDown([])}
              onAnything={() => {
                setKind('any');
                setMood('any');
                setLongest('any');
              }}
            />
          )}
        </div>
      </div>
    </Dialog>
  );
  return (
    <div role="presentation" onKeyDown={onKeyDown}>
      {dialog}
    </div>
  );
}

function isWidget(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.matches('button, input, a');
}

function usePick(kind: MediaKind | 'any', mood: Mood | 'any', longest: string, exclude: readonly MediaId[]) {
  const api = useApi();
  const input = {
    ...(kind !== 'any' && { kind }),
    ...(mood !== 'any' && { mood }),
    ...(longest !== 'any' && { longestMinutes: Number(longest) }),
    exclude: [...exclude],
  };
  return useQuery({
    queryKey: keys.discoveryOf('pick', input),
    queryFn: () => api.call('discovery.pick', input),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}
