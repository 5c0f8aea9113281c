// What sequels share: the part of a title before its number, its colon or its "and the …", as a hash.

/** 0 where too little is left to tell a series by. */
export function seriesHash(title: string): number {
  const stem = title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s*\(\d{4}\)\s*$/u, '')
    .replace(/,\s*(?:the|a|an)\b/gu, '')
    .replace(/^(?:the|a|an)\s+/u, '')
    .split(/\s*[:([–—]|\s-\s|\s(?:part|episode|chapter|volume|vol\.?|season)\s/u, 1)
    .join('')
    .replace(/^(\S+\s.*?)\s(?:and|&)\sthe\s.*$/u, '$1')
    .replace(/(?:\s+(?:\d{1,2}|[ivx]{1,5}))+$/u, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return stem.length < 3 ? 0 : textHash(stem);
}

/** 0 where there is no creator. */
export function creatorHash(creator: string | null): number {
  return creator === null ? 0 : textHash(creator.normalize('NFKC').toLowerCase().trim());
}

/** FNV-1a over UTF-16 code units, 1 to 2³² − 1. */
function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash === 0 ? 1 : hash;
}
