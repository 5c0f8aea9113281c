// The diagnostics as plain text for a report: in English and in fixed units, because somebody else will read it.
import type { Diagnostics } from '#shared/api/diagnostics.ts';

export function diagnosticsAsText({
  versions,
  platform,
  database,
  caches,
  log,
  dataFolder,
}: Diagnostics): string {
  const lines = [
    `Mediary ${versions.app} on ${platform}`,
    `Electron ${versions.electron ?? '-'}, Chromium ${versions.chromium ?? '-'}, Node ${versions.node}, SQLite ${versions.sqlite}, schema ${versions.schema}`,
    `Data folder: ${dataFolder}`,
    `Database: ${database.file}, ${database.bytes} bytes, WAL ${database.walBytes} bytes, ${database.titles} titles, ${database.reviews} reviews, ` +
      `journal ${database.journalMode}, synchronous ${database.synchronous}`,
    `Log: ${log.file}, ${log.bytes} bytes`,
    'Caches (size/capacity, hits, misses, hit rate, lifetime):',
    ...caches.map(({ name, size, capacity, hits, misses, lifetime }) => {
      const rate = hits + misses === 0 ? '-' : `${Math.round((hits / (hits + misses)) * 100)} %`;
      return `  ${name}: ${size}/${capacity}, ${hits}, ${misses}, ${rate}, ${lifetime === null ? 'until changed' : `${lifetime} s`}`;
    }),
  ];
  return `${lines.join('\n')}\n`;
}
