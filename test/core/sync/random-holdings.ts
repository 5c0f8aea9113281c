// Random edits on two computers, apart and then together.
import type { CheckFinding } from '#shared/api/jobs.ts';
import { editAtRandom } from './edits.ts';
import { accountOf, linkedPair, tablesOf } from './linked-pair.ts';

export interface Outcome {
  readonly one: object;
  readonly other: object;
  readonly account: object;
  /** What `mediary check` finds in either database. */
  readonly wrong: readonly CheckFinding[];
}

/** What both hold in the end. */
export async function holdingsAfterEdits(seed: number): Promise<Outcome> {
  const pair = await linkedPair();
  const { one, other, server } = pair;
  for (let round = 0; round < 3; round++) {
    await editAtRandom(one, seed * 100 + round, 15);
    await editAtRandom(other, seed * 100 + 50 + round, 15);
    if (round === 0) one.sync();
    else pair.settle();
  }
  const wrong = [...(await one.wrong()), ...(await other.wrong())];
  return { one: tablesOf(one), other: tablesOf(other), account: accountOf(server), wrong };
}
