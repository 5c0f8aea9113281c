// What can be in the way of sync, as people read it; part of `errors.reason`.
export const syncErrorTexts = {
  en: {
    offline: {
      title: 'The server can’t be reached',
      text: 'Nothing is lost: what you do here waits, and goes up when the server is back.',
    },
    timeout: {
      title: 'The server took too long',
      text: 'Nothing is lost: what you do here waits, and it is tried again.',
    },
    certificate: {
      title: 'The server can’t be trusted',
      text: 'Its certificate doesn’t prove that it is the one you mean, so nothing was sent. Ask whoever runs it.',
    },
    server_busy: {
      title: 'The server asks to wait',
      text: 'Nothing is lost: it is tried again when it says so.',
    },
    server_error: {
      title: 'The server couldn’t do it',
      text: 'Nothing is lost: what you do here waits, and it is tried again.',
    },
    not_a_server: {
      title: 'That is no Mediary server',
      text: 'Something else answers at this address. Check it, and whether this network asks you to sign in first.',
    },
    signed_out: {
      title: 'You are signed out of the account',
      text: 'This computer was signed out from another device, or too long ago. Your library is as it was; sign in to go on.',
    },
    copied: {
      title: 'This is a copy of your library',
      text: 'It was copied, or moved to another disk. So that both don’t pass for one device, sign in here; everything you have stays.',
    },
    wrong_account: {
      title: 'That doesn’t match',
      text: 'The e-mail address or the password of the account isn’t right.',
    },
    incompatible: {
      title: 'The versions don’t fit',
      text: 'Mediary here or the server is too old for the other. Your library is as it was; update one of them.',
    },
    refused: { title: 'The server refused it', text: 'Nothing was changed. The log has the details.' },
    server_address: { title: 'That is no address of a server', text: 'It looks like sync.example.org.' },
    server_insecure: {
      title: 'That isn’t encrypted',
      text: 'An address that begins with http can be read and changed on the way.',
    },
    account_exists: {
      title: 'There is an account with this e-mail address',
      text: 'Sign in to it, or take another address.',
    },
    account_field: {
      title: 'The server doesn’t take that',
      text: 'Check the e-mail address, the name and the password. {{expected}}',
    },
    account_linked: {
      title: 'Another profile here has this account',
      text: 'An account belongs to one profile of a computer. Unlink the other one, or take another account.',
    },
    registration_closed: {
      title: 'The server makes no account',
      text: 'It takes no new ones, or not with this invitation. Ask whoever runs it.',
    },
    no_sign_in: { title: 'That took too long', text: 'Nothing was linked. Sign in once more.' },
    sync_off: { title: 'This profile isn’t linked', text: 'Nothing was changed.' },
    sync_signed_out: {
      title: 'You are signed out of the account',
      text: 'Your library is as it was; sign in to go on.',
    },
    sync_locked: { title: 'The sign-in is locked', text: 'Sign in to the account once more.' },
    sync_elsewhere: {
      title: 'It is being synced already',
      text: 'Another Mediary on this computer syncs this profile now.',
    },
    sync_paused: { title: 'Sync is paused', text: 'Let it go on first.' },
    nothing_asked: { title: 'There is nothing to answer', text: 'Nothing was changed.' },
  },
  de: {
    offline: {
      title: 'Der Server ist nicht zu erreichen',
      text: 'Nichts geht verloren: Was du hier tust, wartet und wird gesendet, wenn er wieder da ist.',
    },
    timeout: {
      title: 'Der Server brauchte zu lange',
      text: 'Nichts geht verloren: Was du hier tust, wartet, und es wird wieder versucht.',
    },
    certificate: {
      title: 'Dem Server ist nicht zu trauen',
      text: 'Sein Zertifikat belegt nicht, dass er der ist, den du meinst; deshalb wurde nichts gesendet. Frag, wer ihn betreibt.',
    },
    server_busy: {
      title: 'Der Server bittet zu warten',
      text: 'Nichts geht verloren: Es wird wieder versucht, wenn er es sagt.',
    },
    server_error: {
      title: 'Der Server konnte es nicht',
      text: 'Nichts geht verloren: Was du hier tust, wartet, und es wird wieder versucht.',
    },
    not_a_server: {
      title: 'Das ist kein Server von Mediary',
      text: 'Unter dieser Adresse antwortet etwas anderes. Prüfe sie, und ob dieses Netz zuerst eine Anmeldung will.',
    },
    signed_out: {
      title: 'Du bist vom Konto abgemeldet',
      text: 'Dieser Computer wurde von einem anderen Gerät aus abgemeldet, oder es ist zu lange her. Deine Bibliothek ist, wie sie war; melde dich an, um weiterzumachen.',
    },
    copied: {
      title: 'Das ist eine Kopie deiner Bibliothek',
      text: 'Sie wurde kopiert oder auf einen anderen Datenträger verschoben. Damit nicht beide für ein Gerät gelten, melde dich hier an; alles, was du hast, bleibt.',
    },
    wrong_account: {
      title: 'Das passt nicht',
      text: 'Die E-Mail-Adresse oder das Passwort des Kontos stimmt nicht.',
    },
    incompatible: {
      title: 'Die Versionen passen nicht',
      text: 'Mediary hier oder der Server ist zu alt für den anderen. Deine Bibliothek ist, wie sie war; aktualisiere eines von beiden.',
    },
    refused: {
      title: 'Der Server hat es abgelehnt',
      text: 'Es wurde nichts geändert. Näheres steht im Protokoll.',
    },
    server_address: {
      title: 'Das ist keine Adresse eines Servers',
      text: 'Sie sieht aus wie sync.example.org.',
    },
    server_insecure: {
      title: 'Das ist nicht verschlüsselt',
      text: 'Eine Adresse mit http am Anfang kann unterwegs gelesen und geändert werden.',
    },
    account_exists: {
      title: 'Ein Konto mit dieser E-Mail-Adresse gibt es',
      text: 'Melde dich dort an, oder nimm eine andere Adresse.',
    },
    account_field: {
      title: 'Das nimmt der Server nicht an',
      text: 'Prüfe E-Mail-Adresse, Name und Passwort. {{expected}}',
    },
    account_linked: {
      title: 'Ein anderes Profil hier hat dieses Konto',
      text: 'Ein Konto gehört auf einem Computer zu einem Profil. Trenne das andere, oder nimm ein anderes Konto.',
    },
    registration_closed: {
      title: 'Der Server legt kein Konto an',
      text: 'Er nimmt keine neuen an, oder nicht mit dieser Einladung. Frag, wer ihn betreibt.',
    },
    no_sign_in: {
      title: 'Das hat zu lange gedauert',
      text: 'Es wurde nichts verbunden. Melde dich noch einmal an.',
    },
    sync_off: { title: 'Dieses Profil ist nicht verbunden', text: 'Es wurde nichts geändert.' },
    sync_signed_out: {
      title: 'Du bist vom Konto abgemeldet',
      text: 'Deine Bibliothek ist, wie sie war; melde dich an, um weiterzumachen.',
    },
    sync_locked: { title: 'Die Anmeldung ist eingeschlossen', text: 'Melde dich noch einmal am Konto an.' },
    sync_elsewhere: {
      title: 'Es wird schon abgeglichen',
      text: 'Ein anderes Mediary auf diesem Computer gleicht dieses Profil gerade ab.',
    },
    sync_paused: { title: 'Der Abgleich ist angehalten', text: 'Lass ihn zuerst weitermachen.' },
    nothing_asked: { title: 'Es gibt nichts zu beantworten', text: 'Es wurde nichts geändert.' },
  },
} as const;
