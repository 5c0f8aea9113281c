// "Pick one": a title of the watchlist, drawn by lot, in a quick look. R draws another, Enter opens it.
import { useMutation } from '@tanstack/react-query';
import { Dices } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useApi } from '#renderer/data/api.ts';
import { PeekSheet } from '#renderer/media/peek-sheet.tsx';
import { Button } from '#renderer/ui/button.tsx';
import type { MediaSummary } from '#shared/api/catalog.ts';
import type { MediaKind } from '#shared/domain/media-kind.ts';

export function DrawnTitle({ kind }: { readonly kind: MediaKind | undefined }) {
  const { t } = useTranslation();
  const api = useApi();
  const [isOpen, setIsOpen] = useState(false);
  const { data: drawn, mutate } = useMutation({
    mutationFn: (before: MediaSummary | undefined) =>
      api.call('watchlist.pick', { ...(kind && { kind }), ...(before && { except: before.id }) }),
    onSuccess: (media) => setIsOpen(media !== null),
  });
  const draw = () => mutate(drawn ?? undefined);
  return (
    <>
      <Button icon={<Dices />} onPress={draw}>
        {t('watchlist.pick')}
      </Button>
      {drawn && <PeekSheet media={drawn} isOpen={isOpen} onClose={() => setIsOpen(false)} onAnother={draw} />}
      {drawn && isOpen && <Keys media={drawn} onAnother={draw} onClose={() => setIsOpen(false)} />}
    </>
  );
}

interface KeysProps {
  readonly media: MediaSummary;
  readonly onAnother: () => void;
  readonly onClose: () => void;
}

/** While the look is open, wherever the focus is but in a field or on what Enter would press. */
function Keys({ media, onAnother, onClose }: KeysProps) {
  const navigate = useNavigate();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const isWidget =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, select') !== null;
      if (isWidget) return;
      const isPressable = event.target instanceof HTMLElement && event.target.closest('button, a') !== null;
      if (event.key === 'r') onAnother();
      else if (event.key === 'Enter' && !isPressable) {
        onClose();
        void navigate(`/title/${media.id}`);
      } else return;
      event.preventDefault();
    };
    globalThis.addEventListener('keydown', onKeyDown);
    return () => globalThis.removeEventListener('keydown', onKeyDown);
  });
  return null;
}
