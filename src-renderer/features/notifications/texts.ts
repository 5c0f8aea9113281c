// The words of the notifications page, under `notifications.*`.

export const notificationsTexts = {
  en: {
    title: 'Notifications',
    unread_one: '{{count, number}} unread',
    unread_other: '{{count, number}} unread',
    allRead: 'All read',
    markRead: 'Mark all as read',
    marked: 'All marked as read',
    rated: '<who>{{name}}</who> reviewed <what>{{title}}</what>',
    isNew: 'New',
    list: 'Reviews of your favourites',
    emptyTitle: 'No news yet',
    empty:
      'When somebody else on this computer reviews one of your favourites, you read about it here. Make a title a favourite with its heart, or press F on it.',
    emptyAction: 'Open the library',
    today: 'Today',
    yesterday: 'Yesterday',
    week: 'This week',
    earlier: 'Earlier',
  },
  de: {
    title: 'Neuigkeiten',
    unread_one: '{{count, number}} ungelesen',
    unread_other: '{{count, number}} ungelesen',
    allRead: 'Alles gelesen',
    markRead: 'Alle als gelesen markieren',
    marked: 'Alle als gelesen markiert',
    rated: '<who>{{name}}</who> hat <what>{{title}}</what> rezensiert',
    isNew: 'Neu',
    list: 'Rezensionen deiner Favoriten',
    emptyTitle: 'Noch keine Neuigkeiten',
    empty:
      'Wenn jemand anderes an diesem Computer einen deiner Favoriten rezensiert, liest du hier davon. Mach einen Titel mit dem Herz zum Favoriten, oder drück auf ihm F.',
    emptyAction: 'Bibliothek öffnen',
    today: 'Heute',
    yesterday: 'Gestern',
    week: 'Diese Woche',
    earlier: 'Früher',
  },
} as const;
