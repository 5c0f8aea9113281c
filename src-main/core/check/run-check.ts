// Verifies the whole database, one kind of fault after another, and repairs what follows from other rows. Each check counts
// what is wrong and names the first few; what it mends it verifies again.
import type Database from 'better-sqlite3';
import { checkNames, type CheckFinding, type CheckName } from '#shared/api/jobs.ts';
import type { JobContext } from '../jobs/jobs.ts';
import type { Check, CheckPlace } from './check.ts';
import { checkCounts } from './counts.ts';
import { checkIdentities } from './identities.ts';
import { checkImports } from './imports.ts';
import { checkLeftovers } from './leftovers.ts';
import { checkPages } from './pages.ts';
import { checkRatings } from './ratings.ts';
import { checkReferences } from './references.ts';
import { checkSeals } from './seals.ts';
import { checkSearch } from './search-index.ts';

type Checker = (sqlite: Database.Database, place: CheckPlace) => Check;

const checkers: Readonly<Record<CheckName, Checker>> = {
  pages: checkPages,
  references: checkReferences,
  identities: checkIdentities,
  ratings: checkRatings,
  seals: checkSeals,
  counts: checkCounts,
  search: checkSearch,
  imports: checkImports,
  leftovers: checkLeftovers,
};

export function runCheck(sqlite: Database.Database, place: CheckPlace, context: JobContext): CheckFinding[] {
  return checkNames.map((name, at) => {
    context.assertWanted();
    context.progress('checking', at, checkNames.length);
    const check = checkers[name];
    const before = check(sqlite, place);
    if (before.wrong === 0) return finding(name, 'ok', before);
    if (!place.mend || !before.mend) return finding(name, 'wrong', before);
    context.progress('mending', at, checkNames.length);
    // Others may have written since: what is mended is found anew under the lock.
    sqlite.transaction(() => check(sqlite, place).mend?.()).immediate();
    const after = check(sqlite, place);
    return after.wrong === 0
      ? finding(name, 'mended', before)
      : finding(name, 'wrong', { looked: after.looked, wrong: after.wrong, examples: after.examples });
  });
}

function finding(check: CheckName, state: CheckFinding['state'], found: Check): CheckFinding {
  return {
    check,
    state,
    count: state === 'ok' ? found.looked : found.wrong,
    examples: [...found.examples],
    mendable: state === 'wrong' && found.mend !== undefined,
  };
}
