// What a person sees of the scripts. Every step is one line that says what it does and how long it took;
// a failing one says what failed, why, and what can be done about it.
import './project.mjs';

/** How many lines of what a failed program said are shown. */
const shownAtStart = 15;
const shownAtEnd = 25;

/** @param {string} text */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/**
 * @typedef {object} Failure
 * @property {string} why one sentence
 * @property {string} remedy what the person can do; one or more sentences
 * @property {string} [output] what the program that failed has said
 */

/**
 * An error for `runScript` to explain.
 *
 * @param {Failure} failure
 */
export function failure({ why, remedy, output = '' }) {
  return Object.assign(new Error(why), { remedy, output });
}

/**
 * Does one thing, on one line of the screen. What `work` throws is passed on.
 *
 * @template T
 * @param {string} title what it does, as in "Building"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const seconds = stopwatch();
  process.stdout.write(`${title} … `);
  try {
    const result = await work();
    say(seconds());
    return result;
  } catch (error) {
    say(`FAILED after ${seconds()}`);
    throw error;
  }
}

/**
 * Checks one thing, on one line of the screen; if it fails, all that the checking program said follows.
 *
 * @param {string} title what is checked, as in "Types"
 * @param {() => Promise<{ passed: boolean, output: string }>} work
 * @returns {Promise<boolean>} whether it passed
 */
export async function checkStep(title, work) {
  const seconds = stopwatch();
  process.stdout.write(`${title} … `);
  const { passed, output } = await work();
  say(passed ? `passed, ${seconds()}` : `FAILED, ${seconds()}\n\n${output.trim() || '(it said nothing)'}\n`);
  return passed;
}

function stopwatch() {
  const started = performance.now();
  return () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
}

/**
 * Runs a whole script: an expected failure is explained and ends it with exit code 1. Anything else is a
 * bug of the script and is shown with its stack.
 *
 * @param {() => Promise<number>} script gives the exit code
 */
export async function runScript(script) {
  try {
    process.exitCode = await script();
  } catch (error) {
    process.stderr.write(explain(error));
    process.exitCode = 1;
  }
}

/**
 * The text for a failure: why, the end of the program's own output, and what to do.
 *
 * @param {unknown} error
 * @returns {string}
 */
export function explain(error) {
  if (!(error instanceof Error)) return `\n${String(error)}\n`;
  if (!('remedy' in error) || !('output' in error)) return `\n${error.stack}\n`;
  const said = excerpt(String(error.output));
  return `\nWhy: ${error.message}\n${said.trim() ? `\n${said}\n\n` : ''}What to do: ${String(error.remedy)}\n`;
}

/**
 * What a program said, indented; of a long text the beginning and the end.
 *
 * @param {string} output
 * @returns {string}
 */
export function excerpt(output) {
  const lines = output.trim().split('\n');
  const left = lines.length - shownAtStart - shownAtEnd;
  if (left > 1) lines.splice(shownAtStart, left, `(${left} more lines)`);
  return lines.map((line) => `    ${line}`.trimEnd()).join('\n');
}
