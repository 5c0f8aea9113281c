// Words that every feature may need: the roles of people (`data.*`), and errors by code (`errors.*`).
import { syncErrorTexts } from './sync-error-texts.ts';

export const dataTexts = {
  en: {
    role: { member: 'Member', moderator: 'Moderator', admin: 'Admin' },
    date: { today: 'today', yesterday: 'yesterday', someTime: 'some time' },
    book: {
      setting: 'Setting the book: {{done, number}} of {{total, number}} reviews',
      printing: 'Printing the pages',
    },
  },
  de: {
    role: { member: 'Mitglied', moderator: 'Moderation', admin: 'Verwaltung' },
    date: { today: 'heute', yesterday: 'gestern', someTime: 'irgendwann' },
    book: {
      setting: 'Das Buch wird gesetzt: {{done, number}} von {{total, number}} Rezensionen',
      printing: 'Die Seiten werden gedruckt',
    },
  },
} as const;

export const errorTexts = {
  en: {
    code: {
      invalid_input: { title: 'That can’t be saved', text: '{{expected}} Nothing was changed.' },
      not_found: {
        title: 'It isn’t there any more',
        text: 'It was removed in the meantime. Go back and choose another.',
      },
      conflict: {
        title: 'That exists already',
        text: 'Nothing was changed. Choose another name or open what is there.',
      },
      forbidden: {
        title: 'Your profile may not do this',
        text: 'Nothing was changed. An admin of this computer can.',
      },
      unauthenticated: {
        title: 'You are signed out',
        text: 'Everything you saved is safe. Sign in again to go on.',
      },
      busy: {
        title: 'Mediary is busy for a moment',
        text: 'Another window or the terminal is writing. Nothing was lost; try again.',
      },
      cancelled: { title: 'Stopped', text: 'What was done before is kept.' },
      unavailable: { title: 'This works only in the window', text: 'Nothing was changed.' },
      storage: {
        title: 'The disk refused',
        text: 'This change wasn’t saved. What you saved before is safe.',
      },
      internal: {
        title: 'Something went wrong inside Mediary',
        text: 'What you saved before is safe. Try again; the log has the details.',
      },
    },
    reason: {
      wrong_password: { title: 'That password isn’t right', text: 'Check Caps Lock and try again.' },
      throttled: {
        title: 'Too many wrong passwords',
        text: 'Wait {{retryAfterSeconds}} s, then try again. Nothing is locked for good.',
      },
      weak: {
        title: 'That password is too easy to guess',
        text: 'Take three or four words that don’t belong together.',
      },
      last_admin: {
        title: 'This computer needs an admin',
        text: 'Make somebody else admin first; then this can change. Nothing was changed.',
      },
      disk_full: {
        title: 'The disk is full',
        text: 'This change wasn’t saved; everything before it is safe. Free some space and try again.',
      },
      io_error: {
        title: 'The disk reported an error',
        text: 'This change wasn’t saved; everything before it is safe. Check the disk, then try again.',
      },
      read_only: {
        title: 'The data folder can’t be written to',
        text: 'This change wasn’t saved. Allow writing to the folder and try again.',
      },
      cannot_open: {
        title: 'The database can’t be opened',
        text: 'Nothing was changed. Check that the data folder is there.',
      },
      damaged: {
        title: 'The database is damaged',
        text: 'This change wasn’t saved. Close Mediary; its backups are in the data folder.',
      },
      not_a_database: { title: 'The file is no database of Mediary', text: 'It was left as it is.' },
      newer_version: {
        title: 'The database is from a newer Mediary',
        text: 'It was left as it is. Update Mediary to open it.',
      },
      foreign_file: { title: 'The file belongs to another program', text: 'It was left as it is.' },
      no_room: {
        title: 'There is not enough room',
        text: 'Nothing was written. Free some space on that disk, or choose another place.',
      },
      not_allowed: {
        title: 'That place can’t be written to',
        text: 'Nothing was written. Choose another place.',
      },
      no_such_folder: {
        title: 'That folder isn’t there any more',
        text: 'Nothing was written. Choose another place.',
      },
      data_folder: {
        title: 'That is Mediary’s own folder',
        text: 'Nothing was written. Choose a place outside of it.',
      },
      exists: { title: 'There is a file of that name', text: 'It was left as it is. Choose another name.' },
      foreign_folder: {
        title: 'That folder holds other things',
        text: 'It was left as it is. Choose another name.',
      },
      not_a_backup: {
        title: 'That is no backup of Mediary',
        text: 'Nothing was changed. Backups end in “.mediary”.',
      },
      backup_damaged: {
        title: 'That backup is damaged',
        text: 'It was not restored, and nothing was changed. Choose another one.',
      },
      import_running: {
        title: 'An import is running',
        text: 'Wait for its end, or stop it; then restore. Nothing was changed.',
      },
      ...syncErrorTexts.en,
    },
    tryAgain: 'Try again',
    showLog: 'Show the log',
  },
  de: {
    code: {
      invalid_input: {
        title: 'Das lässt sich nicht speichern',
        text: '{{expected}} Es wurde nichts geändert.',
      },
      not_found: {
        title: 'Das gibt es nicht mehr',
        text: 'Es wurde inzwischen entfernt. Geh zurück und wähle etwas anderes.',
      },
      conflict: {
        title: 'Das gibt es schon',
        text: 'Es wurde nichts geändert. Wähle einen anderen Namen oder öffne, was da ist.',
      },
      forbidden: {
        title: 'Dein Profil darf das nicht',
        text: 'Es wurde nichts geändert. Ein Profil mit Verwaltungsrolle kann es.',
      },
      unauthenticated: {
        title: 'Du bist abgemeldet',
        text: 'Alles Gespeicherte ist sicher. Melde dich an, um weiterzumachen.',
      },
      busy: {
        title: 'Mediary ist einen Moment beschäftigt',
        text: 'Ein anderes Fenster oder das Terminal schreibt gerade. Nichts ging verloren; versuch es noch einmal.',
      },
      cancelled: { title: 'Angehalten', text: 'Was bis dahin geschah, bleibt.' },
      unavailable: { title: 'Das geht nur im Fenster', text: 'Es wurde nichts geändert.' },
      storage: {
        title: 'Der Datenträger hat abgelehnt',
        text: 'Diese Änderung ist nicht gespeichert. Alles davor ist sicher.',
      },
      internal: {
        title: 'In Mediary ist etwas schiefgegangen',
        text: 'Alles Gespeicherte ist sicher. Versuch es noch einmal; Näheres steht im Protokoll.',
      },
    },
    reason: {
      wrong_password: {
        title: 'Das Passwort stimmt nicht',
        text: 'Prüfe die Feststelltaste und versuch es noch einmal.',
      },
      throttled: {
        title: 'Zu viele falsche Passwörter',
        text: 'Warte {{retryAfterSeconds}} s und versuch es dann noch einmal. Nichts wird dauerhaft gesperrt.',
      },
      weak: {
        title: 'Das Passwort ist zu leicht zu erraten',
        text: 'Nimm drei oder vier Wörter, die nicht zusammengehören.',
      },
      last_admin: {
        title: 'Dieser Computer braucht eine Verwaltung',
        text: 'Gib zuerst jemand anderem die Verwaltungsrolle. Es wurde nichts geändert.',
      },
      disk_full: {
        title: 'Der Datenträger ist voll',
        text: 'Diese Änderung ist nicht gespeichert; alles davor ist sicher. Schaff Platz und versuch es noch einmal.',
      },
      io_error: {
        title: 'Der Datenträger meldet einen Fehler',
        text: 'Diese Änderung ist nicht gespeichert; alles davor ist sicher. Prüfe den Datenträger und versuch es noch einmal.',
      },
      read_only: {
        title: 'In den Datenordner kann nicht geschrieben werden',
        text: 'Diese Änderung ist nicht gespeichert. Erlaube das Schreiben im Ordner und versuch es noch einmal.',
      },
      cannot_open: {
        title: 'Die Datenbank lässt sich nicht öffnen',
        text: 'Es wurde nichts geändert. Prüfe, ob der Datenordner da ist.',
      },
      damaged: {
        title: 'Die Datenbank ist beschädigt',
        text: 'Diese Änderung ist nicht gespeichert. Beende Mediary; Sicherungen liegen im Datenordner.',
      },
      not_a_database: { title: 'Die Datei ist keine Datenbank von Mediary', text: 'Sie blieb, wie sie ist.' },
      newer_version: {
        title: 'Die Datenbank stammt von einem neueren Mediary',
        text: 'Sie blieb, wie sie ist. Aktualisiere Mediary, um sie zu öffnen.',
      },
      foreign_file: { title: 'Die Datei gehört einem anderen Programm', text: 'Sie blieb, wie sie ist.' },
      no_room: {
        title: 'Es ist nicht genug Platz',
        text: 'Es wurde nichts geschrieben. Schaff Platz auf diesem Datenträger oder wähle einen anderen Ort.',
      },
      not_allowed: {
        title: 'An diesen Ort kann nicht geschrieben werden',
        text: 'Es wurde nichts geschrieben. Wähle einen anderen Ort.',
      },
      no_such_folder: {
        title: 'Diesen Ordner gibt es nicht mehr',
        text: 'Es wurde nichts geschrieben. Wähle einen anderen Ort.',
      },
      data_folder: {
        title: 'Das ist Mediarys eigener Ordner',
        text: 'Es wurde nichts geschrieben. Wähle einen Ort außerhalb.',
      },
      exists: {
        title: 'Eine Datei dieses Namens gibt es schon',
        text: 'Sie blieb, wie sie ist. Wähle einen anderen Namen.',
      },
      foreign_folder: {
        title: 'In diesem Ordner liegt noch anderes',
        text: 'Er blieb, wie er ist. Wähle einen anderen Namen.',
      },
      not_a_backup: {
        title: 'Das ist keine Sicherung von Mediary',
        text: 'Es wurde nichts geändert. Sicherungen enden auf „.mediary“.',
      },
      backup_damaged: {
        title: 'Diese Sicherung ist beschädigt',
        text: 'Sie wurde nicht zurückgeholt, und nichts wurde geändert. Wähle eine andere.',
      },
      import_running: {
        title: 'Ein Import läuft',
        text: 'Warte auf sein Ende oder halte ihn an; dann lässt sich zurückholen. Es wurde nichts geändert.',
      },
      ...syncErrorTexts.de,
    },
    tryAgain: 'Noch einmal versuchen',
    showLog: 'Protokoll zeigen',
  },
} as const;
