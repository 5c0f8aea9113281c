// Cache-aside over lru-cache. An entry goes when the commit that makes it wrong says so, when its lifetime ends,
// or when SQLite's data_version shows that another connection has written.
import { LRUCache } from 'lru-cache';
import type * as z from 'zod';
import type { cacheFigures } from '#shared/api/diagnostics.ts';

export interface Cache<V extends object> {
  /**
   * The entry, or what `load` gives, kept. Who asks while it is being loaded waits for the same load; one that began
   * before a clear is given but not kept.
   */
  get(key: string, load: () => Promise<V>): Promise<{ readonly value: V; readonly cached: boolean }>;
  forget(key: string): void;
  clear(): void;
}

export interface Caches {
  readonly searches: Cache<object>;
  readonly topRated: Cache<object>;
  /** Ways into the middle of long lists. */
  readonly lists: Cache<object>;
  readonly titles: Cache<object>;
  readonly profiles: Cache<object>;
  readonly recommendations: Cache<object>;
  readonly statistics: Cache<object>;
  clear(): void;
  figures(): z.infer<typeof cacheFigures>[];
}

const seconds = 1000;

export function createCaches(): Caches {
  const searches = createCache('searches', 500, 120 * seconds);
  const topRated = createCache('topRated', 50, 300 * seconds);
  const lists = createCache('lists', 30, null);
  const titles = createCache('titles', 2000, null);
  const profiles = createCache('profiles', 100, null);
  const recommendations = createCache('recommendations', 200, 3600 * seconds);
  const statistics = createCache('statistics', 60, null);
  const all = [searches, topRated, lists, titles, profiles, recommendations, statistics];
  return {
    searches,
    topRated,
    lists,
    titles,
    profiles,
    recommendations,
    statistics,
    clear() {
      for (const cache of all) cache.clear();
    },
    figures: () => all.map((cache) => cache.figures()),
  };
}

function createCache(name: string, capacity: number, lifetime: number | null) {
  const entries = new LRUCache<string, object>({ max: capacity, ttl: lifetime ?? 0 });
  const loading = new Map<string, { readonly generation: number; readonly value: Promise<object> }>();
  let generation = 0;
  let hits = 0;
  let misses = 0;
  return {
    async get(key: string, load: () => Promise<object>) {
      const known = entries.get(key);
      if (known !== undefined) {
        hits++;
        return { value: known, cached: true };
      }
      misses++;
      const began = generation;
      const running = loading.get(key);
      if (running?.generation === began) return { value: await running.value, cached: false };
      const value = load();
      const own = { generation: began, value };
      loading.set(key, own);
      try {
        const loaded = await value;
        if (began === generation) entries.set(key, loaded);
        return { value: loaded, cached: false };
      } finally {
        if (loading.get(key) === own) loading.delete(key);
      }
    },
    forget(key: string) {
      generation++;
      entries.delete(key);
    },
    clear() {
      generation++;
      entries.clear();
    },
    figures: () => ({
      name,
      size: entries.size,
      capacity,
      hits,
      misses,
      lifetime: lifetime === null ? null : lifetime / seconds,
    }),
  };
}
