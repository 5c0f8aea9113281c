// What may go wrong in a schedule. Every mix loses, doubles, delays and reorders messages and kills devices; each adds
// faults of its own.

export interface Mix {
  readonly name: string;
  /** Milliseconds by which devices' wall clocks are wrong, drawn for each device. */
  readonly skews: readonly number[];
  /** Wall clocks are set while devices run. */
  readonly skewChanges?: true;
  /** The store restarts, often without its newest calls. */
  readonly lostTails?: true;
  /** The store is emptied while it runs. */
  readonly emptied?: true;
  /** Tombstones are purged, and months pass. */
  readonly purges?: true;
  /** Two devices have the same node: a copied profile. */
  readonly sameNode?: true;
  /** One device is lost, with all that only it had. */
  readonly lostDevice?: true;
  /** Devices are killed in the middle of a transaction. */
  readonly cutOffs?: true;
}

const year = 365.25 * 86_400_000;
const small = [0, 0, 5000, -90_000];
const wrong = [0, year, -year, 5000, -90_000];

export const mixes = [
  { name: 'an unreliable network', skews: [0] },
  { name: 'lost tails', skews: [0], lostTails: true },
  { name: 'a device that never comes back', skews: [0], lostTails: true, lostDevice: true },
  { name: 'clocks wrong by a year', skews: wrong },
  { name: 'clocks that are set', skews: wrong, skewChanges: true },
  { name: 'lost tails and wrong clocks', skews: wrong, lostTails: true, cutOffs: true },
  { name: 'purged tombstones', skews: small, purges: true },
  { name: 'purged tombstones, lost tails and wrong clocks', skews: wrong, purges: true, lostTails: true },
  { name: 'an emptied store', skews: small, emptied: true, lostTails: true },
  { name: 'a copied profile', skews: [0], sameNode: true },
  { name: 'killed in a transaction', skews: small, cutOffs: true, lostTails: true },
  { name: 'purged tombstones, known to a lost device', skews: small, purges: true, lostDevice: true },
  {
    name: 'everything',
    skews: wrong,
    skewChanges: true,
    lostTails: true,
    emptied: true,
    purges: true,
    sameNode: true,
    cutOffs: true,
  },
] as const satisfies readonly Mix[];

export type MixName = (typeof mixes)[number]['name'];

export function mixOf(name: MixName): Mix {
  return mixes.find((mix) => mix.name === name) as Mix;
}
