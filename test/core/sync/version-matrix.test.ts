// I14: what a newer version wrote comes back to it as it was, whatever a device of this version does meanwhile: reads it, edits
// what it knows of it, is told to read all anew, or fills an emptied server again.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MediaId } from '#shared/api/contract.ts';
import type { Rating } from '#shared/domain/rating.ts';
import { AppError } from '#shared/errors.ts';
import type { Json } from '#shared/sync/canonical-json.ts';
import { protocolVersion, type Change } from '#shared/sync/protocol.ts';
import { existence, stampOfField, type SyncRecord } from '#shared/sync/record.ts';
import { makeStamp, type NodeId } from '#shared/sync/stamp.ts';
import { addTitle } from '../../support/core.ts';
import { linkedPair, type Pair } from './linked-pair.ts';

const newer = 'fedcba9876543210' as NodeId;
const fieldName = fc.stringMatching(/^[a-z][A-Za-z]{2,12}$/).map((name) => `x${name}`);
const value = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;
const unknownFields = fc.dictionary(fieldName, value, { minKeys: 1, maxKeys: 4 });
const steps = fc.array(fc.constantFrom('edit', 'delete', 'settle', 'empty', 'restart', 'read'), {
  maxLength: 6,
});

test(
  'fields and collections of a newer version pass through this one unchanged',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(unknownFields, unknownFields, steps, async (fields, badge, what) => {
        const pair = await linkedPair();
        const { one, other, server } = pair;
        const mediaId = await addTitle(one.client, 'Heat');
        await one.client.call('reviews.save', { mediaId, rating: 80 as Rating });
        pair.settle();
        const { uid } = await one.client.call('catalog.get', { id: mediaId });
        const wroteMs = pair.clock.now().getTime();
        const stamp = makeStamp(wroteMs, 7, newer);
        const held = server.record('review', uid) as SyncRecord;
        const review: SyncRecord = {
          s: 2,
          r: stamp,
          o: Object.fromEntries(Object.keys(held.v).map((field) => [field, stampOfField(held, field)])),
          v: { ...held.v, ...fields },
        };
        const unknown: SyncRecord = { s: 1, r: stamp, v: { ...badge, [existence]: 0 } };
        write(pair, [
          { c: 'review', k: uid, d: review },
          { c: 'badge', k: 'first-of-many', d: unknown },
        ]);
        pair.settle();
        for (const [index, step] of what.entries()) await doStep(step, index, pair, mediaId);
        pair.settle();
        // A newer device reads what is there now.
        const passed = server.record('review', uid) as SyncRecord;
        for (const [field, written] of Object.entries(fields)) {
          expect(passed.v[field]).toEqual(written);
          expect(stampOfField(passed, field)).toBe(stamp);
        }
        expect(passed.s).toBe(2);
        expect(server.record('badge', 'first-of-many')).toEqual(unknown);
        expect(other.store.transact(() => other.store.row('badge', 'first-of-many')?.record)).toEqual(
          unknown,
        );
      }),
      { numRuns: 6 },
    );
  },
);

function write({ server }: Pair, changes: readonly Change[]): void {
  const reply = server.push({
    p: protocolVersion,
    node: newer,
    pos: null,
    seen: null,
    changes: [...changes],
  });
  expect(reply).toMatchObject({ kind: 'pushed', statuses: [expect.stringMatching(/[am]/), 'a'] });
}

async function doStep(step: string, index: number, { one, other, server, ...pair }: Pair, mediaId: MediaId) {
  if (step === 'edit') await one.client.call('reviews.save', { mediaId, rating: (10 + index) as Rating });
  if (step === 'delete') await one.client.call('reviews.delete', { mediaId }).catch(unlessGone);
  if (step === 'settle') pair.settle();
  if (step === 'empty') server.empty();
  if (step === 'restart') server.restart(2);
  if (step === 'read') other.sync();
}

function unlessGone(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'not_found') throw error;
}
