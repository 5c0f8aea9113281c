// What the palette offers for a text: titles from core as one types, then the pages and actions whose words fit.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Bookmark, History, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useApi } from '#renderer/data/api.ts';
import { keys } from '#renderer/data/keys.ts';
import { useRatingScale } from '#renderer/data/session.ts';
import { useDetails, type DetailFacts } from '#renderer/media/details.ts';
import { searchPlace, useSavedSearches } from '#renderer/media/saved-searches.ts';
import { Cover } from '#renderer/ui/cover/cover.tsx';
import { Kbd } from '#renderer/ui/kbd.tsx';
import { RatingBadge } from '#renderer/ui/rating-badge.tsx';
import { places } from '../places.ts';
import { usePaletteActions } from './palette-actions.tsx';
import type { PaletteEntry, PaletteSection } from './palette-entry.ts';
import styles from './palette.module.css';
import { fits, useRecentTitles } from './recent-titles.ts';

const mostTitles = 8;
const mostRecent = 4;

export function usePaletteSections(text: string): readonly PaletteSection[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const details = useDetails();
  const scale = useRatingScale();
  const actions = usePaletteActions();
  const recent = useRecentTitles();
  const wanted = text.trim();
  const found = useFound(wanted);

  const titleEntry = (
    media: DetailFacts & { readonly id: number; readonly uid: string },
    rating: number | null,
  ): PaletteEntry => ({
    id: `title-${media.id}`,
    label: media.title,
    note: details(media),
    icon: (
      <span className={styles['cover']}>
        <Cover media={media} isSmall />
      </span>
    ),
    ...(rating !== null && { end: <RatingBadge rating={rating} scale={scale} /> }),
    run: () => void navigate(`/title/${media.id}`),
  });

  const pages = places
    .map((place): PaletteEntry => {
      const Icon = place.icon;
      return {
        id: `page-${place.name}`,
        label: t(`app.place.${place.name}`),
        icon: <Icon />,
        end: <Kbd keys={['G', place.letter]} />,
        run: () => void navigate(place.path),
      };
    })
    .filter(({ label }) => fits(label, wanted));
  const doable = actions.filter(({ label }) => fits(label, wanted));
  const titles =
    wanted === ''
      ? recent.map((media) => titleEntry(media, null))
      : found.map((media) => titleEntry(media, media.mine.rating));
  const searchAll: PaletteEntry = {
    id: 'search-all',
    label: t('app.palette.searchAll', { text: wanted }),
    icon: <Search />,
    run: () => void navigate(...searchPlace(wanted)),
  };

  const searches = useSavedSearches()
    .saved.filter(({ name }) => fits(name, wanted))
    .map((search): PaletteEntry => ({
      id: `search-${search.id}`,
      label: search.name,
      note: search.query,
      icon: <Bookmark />,
      run: () => void navigate(...searchPlace(search.query)),
    }));
  const lately = useRecentSearches()
    .filter((query) => query !== wanted && fits(query, wanted))
    .slice(0, mostRecent)
    .map((query): PaletteEntry => ({
      id: `lately-${query}`,
      label: query,
      icon: <History />,
      run: () => void navigate(...searchPlace(query)),
    }));

  const sections: PaletteSection[] = [
    {
      name: 'titles',
      label: t(wanted === '' ? 'app.palette.recent' : 'app.palette.titles'),
      entries: titles,
    },
    { name: 'searches', label: t('app.palette.searches'), entries: searches },
    { name: 'lately', label: t('app.palette.lately'), entries: lately },
    { name: 'pages', label: t('app.palette.pages'), entries: pages },
    {
      name: 'actions',
      label: t('app.palette.actions'),
      entries: [...doable, ...(titles.length > 0 && wanted !== '' ? [searchAll] : [])],
    },
  ];
  return sections.filter(({ entries }) => entries.length > 0);
}

function useRecentSearches() {
  const api = useApi();
  const { data } = useQuery({ queryKey: keys.recentSearches, queryFn: () => api.call('search.recent', {}) });
  return data ?? [];
}

function useFound(text: string) {
  const api = useApi();
  const input = { text, limit: mostTitles };
  const { data } = useQuery({
    queryKey: keys.catalogSearch(input),
    queryFn: () => api.call('catalog.search', input),
    enabled: text !== '',
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  return text === '' ? [] : (data?.items ?? []);
}
