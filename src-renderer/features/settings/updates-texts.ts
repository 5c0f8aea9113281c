// The words about newer versions of Mediary, under `settings.updates.*`.
export const updatesTexts = {
  en: {
    updates: {
      name: 'Look for new versions',
      note: 'Once a day Mediary asks its own download page, and nobody else, whether there is a newer version. It sends nothing about you or your library.',
      adminDecides: 'Somebody who looks after this computer decides about this.',
      newest: 'Newest version',
      feed: { off: 'Off', on: 'On' },
      checked: 'Looked {{when}}',
      phase: {
        idle: 'Not looked yet',
        checking: 'Looking…',
        current: 'You have the newest version',
        found: 'Mediary {{version}} is there',
        downloading: 'Fetching Mediary {{version}}…',
        ready: 'Mediary {{version}} is here, ready to be installed',
      },
      problem: {
        offline: 'The download page can’t be reached right now.',
        signature: 'What was offered isn’t signed by the makers of Mediary, so it wasn’t taken.',
        import_running: 'An import is running. Try again when it has ended.',
        unknown: 'That didn’t work. The log has the details.',
      },
      check: 'Look now',
      download: 'Fetch it',
      install: 'Install and restart',
    },
  },
  de: {
    updates: {
      name: 'Nach neuen Versionen sehen',
      note: 'Einmal am Tag fragt Mediary die eigene Download-Seite, und sonst niemanden, ob es eine neuere Version gibt. Über dich und deine Sammlung wird nichts gesendet.',
      adminDecides: 'Das entscheidet, wer sich um diesen Computer kümmert.',
      newest: 'Neueste Version',
      feed: { off: 'Aus', on: 'An' },
      checked: 'Nachgesehen {{when}}',
      phase: {
        idle: 'Noch nicht nachgesehen',
        checking: 'Sehe nach …',
        current: 'Du hast die neueste Version',
        found: 'Mediary {{version}} ist da',
        downloading: 'Mediary {{version}} wird geholt …',
        ready: 'Mediary {{version}} liegt bereit zum Installieren',
      },
      problem: {
        offline: 'Die Download-Seite ist gerade nicht zu erreichen.',
        signature:
          'Das Angebotene ist nicht von den Machern von Mediary signiert und wurde nicht angenommen.',
        import_running: 'Ein Import läuft. Versuch es noch einmal, wenn er fertig ist.',
        unknown: 'Das ist nicht gelungen. Das Protokoll hat die Einzelheiten.',
      },
      check: 'Jetzt nachsehen',
      download: 'Holen',
      install: 'Installieren und neu starten',
    },
  },
} as const;
