// The words that the primitives themselves say, under `ui.*`: the app's locale files take them over as they are.

export const uiTexts = {
  en: {
    cancel: 'Cancel',
    clear: 'Clear',
    clearRating: 'Clear rating',
    close: 'Close',
    dismiss: 'Dismiss',
    hidePassword: 'Hide password',
    notRated: 'Not rated',
    notifications: 'Messages',
    ratedOfFive: '{{stars}} of 5 stars, {{ten}} of 10',
    rating: 'Rating',
    ratingHelp: 'Arrow keys: half a star. Alt and arrow keys: 0.1. Digits: 1 to 10. Delete: no rating.',
    showPassword: 'Show password',
    starsOfFive: '{{stars}} of 5 stars',
    typeToConfirm: 'Type “{{phrase}}” to confirm',
    working: 'Working…',
  },
  de: {
    cancel: 'Abbrechen',
    clear: 'Leeren',
    clearRating: 'Bewertung entfernen',
    close: 'Schließen',
    dismiss: 'Ausblenden',
    hidePassword: 'Passwort verbergen',
    notRated: 'Nicht bewertet',
    notifications: 'Meldungen',
    ratedOfFive: '{{stars}} von 5 Sternen, {{ten}} von 10',
    rating: 'Bewertung',
    ratingHelp:
      'Pfeiltasten: ein halber Stern. Alt und Pfeiltasten: 0,1. Ziffern: 1 bis 10. Entf: keine Bewertung.',
    showPassword: 'Passwort zeigen',
    starsOfFive: '{{stars}} von 5 Sternen',
    typeToConfirm: 'Zum Bestätigen „{{phrase}}“ eintippen',
    working: 'Einen Moment …',
  },
} as const;
