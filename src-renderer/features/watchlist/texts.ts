// The words of the watchlist, under `watchlist.*`.

export const watchlistTexts = {
  en: {
    title: 'Watchlist',
    count_one: '{{count, number}} title waits',
    count_other: '{{count, number}} titles wait',
    view: 'View',
    grid: 'Covers',
    table: 'Table',
    all: 'All',
    kindLabel: 'Kind',
    sortLabel: 'Sort',
    sort: { added: 'Added', title: 'Title', year: 'Year', rating: 'Average rating', length: 'Length' },
    ascending: 'Lowest first',
    descending: 'Highest first',
    empty: {
      title: 'Nothing waits for you',
      text: 'Put what you mean to watch or hear here. On any title press',
      action: 'Look through the library',
    },
    none: {
      title: 'Nothing of this kind',
      text: 'Your watchlist holds other kinds only.',
      action: 'Show all kinds',
    },
  },
  de: {
    title: 'Merkliste',
    count_one: '{{count, number}} Titel wartet',
    count_other: '{{count, number}} Titel warten',
    view: 'Ansicht',
    grid: 'Cover',
    table: 'Tabelle',
    all: 'Alle',
    kindLabel: 'Art',
    sortLabel: 'Sortierung',
    sort: {
      added: 'Hinzugefügt',
      title: 'Titel',
      year: 'Jahr',
      rating: 'Durchschnitt',
      length: 'Länge',
    },
    ascending: 'Niedrigste zuerst',
    descending: 'Höchste zuerst',
    empty: {
      title: 'Nichts wartet auf dich',
      text: 'Merk dir hier, was du sehen oder hören willst. Auf jedem Titel mit',
      action: 'Durch die Bibliothek gehen',
    },
    none: {
      title: 'Nichts dieser Art',
      text: 'Auf deiner Merkliste stehen nur andere Arten.',
      action: 'Alle Arten zeigen',
    },
  },
} as const;
