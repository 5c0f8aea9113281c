// What each check gives.

export interface Check {
  /** How many were looked at. */
  readonly looked: number;
  readonly wrong: number;
  /** The first few, in words. */
  readonly examples: readonly string[];
  /** Puts right what can be, inside a transaction of the caller's; undefined where nothing can. */
  readonly mend?: () => void;
}

export interface CheckPlace {
  readonly dataFolder: string;
  readonly mend: boolean;
}

export const mostExamples = 5;
