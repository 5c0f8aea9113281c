// The words of the leaderboard, under `leaderboard.*`.

export const leaderboardTexts = {
  en: {
    title: 'Top rated',
    how: 'Ordered by everyone’s average after each title is lent {{count, number}} ratings of {{mean}}, so that a single ten doesn’t beat a hundred nines. The average shown is the plain one.',
    kind: 'Kind',
    rank: 'Place {{rank}}',
    weighted: 'weighted {{rating}}',
    ratings_one: '{{count, number}} rating',
    ratings_other: '{{count, number}} ratings',
    yours: 'Yours',
    list: 'Titles by weighted rating',
    emptyTitle: 'Nothing is rated yet',
    empty: 'As soon as somebody here rates a title, it takes its place in this list.',
    emptyKind: 'Nothing of this kind is rated yet.',
    emptyAction: 'Open the library',
  },
  de: {
    title: 'Bestenliste',
    how: 'Geordnet nach dem Durchschnitt aller, nachdem jeder Titel {{count, number}} Bewertungen von {{mean}} geliehen bekam, damit eine einzelne Zehn nicht hundert Neunen schlägt. Gezeigt ist der einfache Durchschnitt.',
    kind: 'Art',
    rank: 'Platz {{rank}}',
    weighted: 'gewichtet {{rating}}',
    ratings_one: '{{count, number}} Bewertung',
    ratings_other: '{{count, number}} Bewertungen',
    yours: 'Deine',
    list: 'Titel nach gewichteter Bewertung',
    emptyTitle: 'Noch ist nichts bewertet',
    empty: 'Sobald hier jemand einen Titel bewertet, nimmt er seinen Platz in dieser Liste ein.',
    emptyKind: 'Von dieser Art ist noch nichts bewertet.',
    emptyAction: 'Bibliothek öffnen',
  },
} as const;
