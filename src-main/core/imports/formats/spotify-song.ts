// Songs as Spotify's files name them: the one that several releases and several files speak of.

export interface SongIds {
  readonly spotify?: string;
  readonly isrc?: string;
}

/** By creator and title: the ids that were found first. */
export type KnownSongs = Map<string, SongIds>;

/** The first ids that the files have for a song: its other releases have others, and are the same song. */
export function song(known: KnownSongs, title: string, creator: string, found: SongIds) {
  const key = `${creator}\0${title}`.toLowerCase();
  const kept = {
    ...(isTrack(found.spotify) ? { spotify: found.spotify } : {}),
    ...(found.isrc ? { isrc: found.isrc } : {}),
  };
  const ids = { ...kept, ...known.get(key) };
  known.set(key, ids);
  return { title, creator, kind: 'song', ids } as const;
}

function isTrack(uri: string | undefined): uri is string {
  return uri?.startsWith('spotify:track:') ?? false;
}
