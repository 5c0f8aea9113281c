// What can be opened over every page for a title: logging it, changing a play, putting it on a list. Any page and the
// palette open them; TitleOverlays (mounted once by the shell) shows them.
import { create } from 'zustand';
import type { MediaSummary } from '#shared/api/catalog.ts';
import type { Play } from '#shared/api/diary.ts';
import type { MediaReference } from '#shared/api/reviews.ts';

export type TitleOverlay =
  /** Without a title it is asked for first. */
  | { readonly name: 'log'; readonly media: MediaReference | null }
  | { readonly name: 'play'; readonly play: Play }
  | { readonly name: 'lists'; readonly media: MediaReference | null }
  | {
      readonly name: 'choose';
      readonly heading: string;
      readonly onChoose: (media: MediaSummary) => void;
    };

interface OverlayState {
  readonly open: TitleOverlay | null;
}

export const useTitleOverlays = create<OverlayState>(() => ({ open: null }));

export function openTitleOverlay(overlay: TitleOverlay): void {
  useTitleOverlays.setState({ open: overlay });
}

export function closeTitleOverlay(): void {
  useTitleOverlays.setState({ open: null });
}
