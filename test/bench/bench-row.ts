// A row of the performance budget: what was measured, beside a floor or a peer measured in the same run. Machines
// are noisy: the ratio is the result, absolute figures are context.

export interface BenchRow {
  readonly name: string;
  /** What was done, and against what. */
  readonly work: string;
  readonly ours: number;
  readonly floor: number;
  readonly unit: string;
  /** ours ÷ floor. */
  readonly ratio: number;
  /** The budget in words: "≤ 2× the floor". */
  readonly must: string;
  readonly ok: boolean;
}

export interface Measured {
  readonly name: string;
  readonly work: string;
  readonly ours: number;
  readonly floor: number;
  readonly unit: string;
}

/** A row whose budget is a multiple of the floor. */
export function ratioRow(measured: Measured, most: number): BenchRow {
  const ratio = measured.ours / measured.floor;
  return { ...measured, ratio, must: `≤ ${most}× the floor`, ok: ratio <= most };
}

/** A row whose budget is a figure of its own; the floor is then that figure. */
export function budgetRow(measured: Omit<Measured, 'floor'>, most: number): BenchRow {
  return {
    ...measured,
    floor: most,
    ratio: measured.ours / most,
    must: `≤ ${most} ${measured.unit}`,
    ok: measured.ours <= most,
  };
}

/** A row whose budget is a rate: the more, the better. The ratio is how much of the floor's rate is reached. */
export function rateRow(measured: Measured, least: number): BenchRow {
  const ratio = measured.ours / measured.floor;
  return { ...measured, ratio, must: `≥ ${least} ${measured.unit}`, ok: measured.ours >= least };
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The nearest-rank percentile; 0 for no values. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
}
