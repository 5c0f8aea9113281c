// Every migration in order, imported by hand: a bundled app has no folder to scan. The position in this list
// is the database's user_version after it.
import type { Kysely } from 'kysely';
import * as initial from './0001-initial.ts';
import * as importChoices from './0002-import-choices.ts';
import * as titleMerges from './0003-title-merges.ts';
import * as importOrder from './0004-import-order.ts';
import * as search from './0005-search.ts';
import * as titleCounts from './0006-title-counts.ts';
import * as searchPrefixes from './0007-search-prefixes.ts';
import * as seals from './0008-seals.ts';
import * as userReferences from './0009-user-references.ts';
import * as sync from './0010-sync.ts';
import * as highWater from './0011-high-water.ts';
import * as syncHome from './0012-sync-home.ts';
import * as syncMerges from './0013-sync-merges.ts';
import * as syncSent from './0014-sync-sent.ts';

export interface Migration {
  readonly name: string;
  up(db: Kysely<unknown>): Promise<void>;
}

export const migrations: readonly Migration[] = [
  { name: '0001-initial', up: initial.up },
  { name: '0002-import-choices', up: importChoices.up },
  { name: '0003-title-merges', up: titleMerges.up },
  { name: '0004-import-order', up: importOrder.up },
  { name: '0005-search', up: search.up },
  { name: '0006-title-counts', up: titleCounts.up },
  { name: '0007-search-prefixes', up: searchPrefixes.up },
  { name: '0008-seals', up: seals.up },
  { name: '0009-user-references', up: userReferences.up },
  { name: '0010-sync', up: sync.up },
  { name: '0011-high-water', up: highWater.up },
  { name: '0012-sync-home', up: syncHome.up },
  { name: '0013-sync-merges', up: syncMerges.up },
  { name: '0014-sync-sent', up: syncSent.up },
];
