// Writing into the diary from the page: each act tells what it did and can be taken back.
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '#renderer/data/api.ts';
import { useErrorLine } from '#renderer/data/errors.ts';
import { usePlayDate } from '#renderer/data/play-date.ts';
import { toast } from '#renderer/ui/toast.ts';
import type { Play } from '#shared/api/diary.ts';
import type { MethodInput } from '#shared/api/index.ts';
import type { MediaReference } from '#shared/api/reviews.ts';
import { episodeCode } from '#shared/domain/episode-text.ts';

type LogInput = Omit<MethodInput<'diary.log'>, 'mediaId'>;
type EditInput = Omit<MethodInput<'diary.edit'>, 'id'>;

export interface PlayActions {
  /** Throws where it was not saved, so that a dialog keeps what was typed. */
  readonly log: (media: MediaReference, input: LogInput) => Promise<void>;
  readonly edit: (play: Play, input: EditInput) => Promise<void>;
  /** Tells by a toast where it failed. */
  readonly remove: (play: Play) => Promise<void>;
  /** Logs at once, for buttons that do it in one press. */
  readonly logNow: (media: MediaReference, input: LogInput) => Promise<void>;
}

export function usePlayActions(): PlayActions {
  const api = useApi();
  const { t } = useTranslation();
  const dates = usePlayDate();
  const errorLine = useErrorLine();

  const tell = useCallback(
    (work: Promise<unknown>) =>
      void work.catch((error: unknown) => toast({ tone: 'danger', message: t('media.play.told.failed', { reason: errorLine(error) }) })), // prettier-ignore
    [t, errorLine],
  );

  return useMemo(() => {
    const undo = (work: () => Promise<unknown>) => ({ label: t('media.undo'), onAction: () => tell(work()) });
    const log = async (media: MediaReference, input: LogInput) => {
      const plays = await api.call('diary.log', { mediaId: media.id, ...input });
      const ids = plays.map(({ id }) => id);
      const [play] = plays;
      const code = play ? episodeCode(play.season, play.episode) : '';
      const what = plays.length > 1 ? 'loggedEpisodes' : code === '' ? 'logged' : 'loggedEpisode';
      toast({
        key: `play-${media.id}`,
        message: t(`media.play.told.${what}`, {
          title: media.title,
          count: plays.length,
          episode: code,
          date: dates.say(input.playedOn),
        }),
        action: undo(() => api.call('diary.delete', { ids })),
      });
    };
    return {
      log,
      logNow: async (media, input) => tell(log(media, input)),
      async edit(play, input) {
        await api.call('diary.edit', { id: play.id, ...input });
        const { playedOn, season, episode, rewatch, rating, note, tags } = play;
        const before = { id: play.id, playedOn, season, episode, rewatch, rating, note, tags };
        toast({
          key: `play-${play.media.id}`,
          message: t('media.play.told.edited', { title: play.media.title }),
          action: undo(() => api.call('diary.edit', before)),
        });
      },
      async remove(play) {
        const work = api.call('diary.delete', { ids: [play.id] });
        tell(work);
        await work.then(
          () =>
            toast({
              key: `play-${play.media.id}`,
              message: t('media.play.told.removed', { title: play.media.title }),
              action: undo(() => api.call('diary.restore', { ids: [play.id] })),
            }),
          () => undefined,
        );
      },
    };
  }, [api, t, dates, tell]);
}
