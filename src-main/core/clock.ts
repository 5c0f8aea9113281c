// Time and randomness are parameters: tests give their own.

export interface Clock {
  now(): Date;
  /** Milliseconds that never run backwards, for durations. */
  monotonic(): number;
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
};
