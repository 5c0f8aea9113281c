// Mediary has no albums: one is kept as a song of its artist that carries the genre "Album". Its identity says that it is
// one, so that it is never taken for its title track.
import { primaryArtist } from '#shared/domain/media-kind.ts';

export function asAlbum(title: string, artist: string) {
  const creator = artist || 'Various artists';
  const disambiguator = `${primaryArtist(creator)} album`;
  return { title, creator, kind: 'song', disambiguator, genres: ['Album'] } as const;
}
