// The words of two people's page, under `together.*`.

export const togetherTexts = {
  en: {
    title: 'Together',
    with: 'With whom',
    withName: 'with {{name}}',
    aloneTitle: 'Nobody else lives here yet',
    alone:
      'As soon as somebody else has a profile on this computer, this page says how alike your tastes are and what you could watch together.',
    aloneAction: 'See what suits you alone',
    match: 'Taste match',
    percent: '{{percent}}%',
    word: {
      kindred: 'kindred spirits',
      alike: 'much alike',
      mixed: 'now and then of one mind',
      different: 'different tastes',
      opposite: 'opposites',
    },
    basis_one:
      'From the {{count, number}} title that you and {{name}} both rated: how alike your highs and lows lie.',
    basis_other:
      'From the {{count, number}} titles that you and {{name}} both rated: how alike your highs and lows lie.',
    tooFew_one:
      'You and {{name}} have rated {{count, number}} title in common. From five on, this page says how alike your tastes are.',
    tooFew_other:
      'You and {{name}} have rated {{count, number}} titles in common. From five on, this page says how alike your tastes are.',
    nothingShared:
      'You and {{name}} haven’t rated any title in common yet. From five on, this page says how alike your tastes are.',
    next: 'Next, for both of you',
    nextNote: 'Neither of you has seen or heard these.',
    kind: 'Kind',
    none: 'Nothing of this kind is new to both of you.',
    because: {
      theirs: '{{name}} gave {{title}} {{rating}}',
      own: 'You gave {{title}} {{rating}}',
    },
    favorites: 'You both love',
    disagreements: 'Where you part',
    fromThem: '{{name}} could show you',
    forThem: 'You could show {{name}}',
    genres: 'Genres, side by side',
    titleHead: 'Title',
    genreHead: 'Genre',
    titlesHead: 'Titles',
    privacy:
      'Of {{name}} you see ratings, which everybody on this computer may see. Diaries, notes, lists and shelves stay private.',
  },
  de: {
    title: 'Gemeinsam',
    with: 'Mit wem',
    withName: 'mit {{name}}',
    aloneTitle: 'Noch wohnt hier niemand sonst',
    alone:
      'Sobald jemand anderes ein Profil auf diesem Computer hat, sagt diese Seite, wie ähnlich euer Geschmack ist und was ihr zusammen sehen könntet.',
    aloneAction: 'Sehen, was zu dir passt',
    match: 'Geschmack im Vergleich',
    percent: '{{percent}} %',
    word: {
      kindred: 'seelenverwandt',
      alike: 'sehr ähnlich',
      mixed: 'manchmal einer Meinung',
      different: 'verschieden',
      opposite: 'Gegensätze',
    },
    basis_one:
      'Aus dem {{count, number}} Titel, den du und {{name}} bewertet habt: wie ähnlich eure Höhen und Tiefen liegen.',
    basis_other:
      'Aus den {{count, number}} Titeln, die du und {{name}} bewertet habt: wie ähnlich eure Höhen und Tiefen liegen.',
    tooFew_one:
      'Du und {{name}} habt {{count, number}} Titel gemeinsam bewertet. Ab fünf sagt diese Seite, wie ähnlich euer Geschmack ist.',
    tooFew_other:
      'Du und {{name}} habt {{count, number}} Titel gemeinsam bewertet. Ab fünf sagt diese Seite, wie ähnlich euer Geschmack ist.',
    nothingShared:
      'Du und {{name}} habt noch keinen Titel gemeinsam bewertet. Ab fünf sagt diese Seite, wie ähnlich euer Geschmack ist.',
    next: 'Als Nächstes, für euch beide',
    nextNote: 'Das kennt ihr beide noch nicht.',
    kind: 'Art',
    none: 'Nichts von dieser Art ist euch beiden neu.',
    because: {
      theirs: '{{name}} gab {{title}} {{rating}}',
      own: 'Du gabst {{title}} {{rating}}',
    },
    favorites: 'Das liebt ihr beide',
    disagreements: 'Wo ihr auseinandergeht',
    fromThem: '{{name}} könnte dir zeigen',
    forThem: 'Du könntest {{name}} zeigen',
    genres: 'Genres nebeneinander',
    titleHead: 'Titel',
    genreHead: 'Genre',
    titlesHead: 'Titel',
    privacy:
      'Von {{name}} siehst du Bewertungen, die alle an diesem Computer sehen dürfen. Tagebücher, Notizen, Listen und Regale bleiben privat.',
  },
} as const;
