// What every command is given: core's client, opened on first use, passwords, output and the wish to stop.
// Nothing heavy is loaded until a command asks for it, so that help and refusals of usage are instant.
import type { Client } from '#shared/api/client.ts';
import type { Core, CoreConfig, Rescue } from '#main/core/core.ts';
import type { LostChanges } from '#shared/api/backups.ts';
import { dataFolder } from './data-folder.ts';
import type { Output } from './output.ts';
import { localMinute } from './paper.ts';
import { askPasswords, type Question } from './password-prompt.ts';
import { plainLines } from './text-width.ts';
import { terminalId } from './terminal-id.ts';

export interface Shell {
  readonly output: Output;
  api(): Promise<Client>;
  /** A token for a file that was named on the command line. */
  grant(path: string): Promise<ReturnType<Core['files']['grant']>>;
  /** A token for a place that was named on the command line. */
  target(path: string, overwrite: boolean): Promise<string>;
  passwords(questions: readonly Question[], piped: boolean): Promise<string[]>;
  /** The way back where core can't open its database. */
  rescue(): Promise<Rescue>;
  /** Asks at the terminal. A script, which nobody sits in front of, has agreed by its call. */
  confirm(question: string): Promise<boolean>;
  /** Calls `stop` at the first Ctrl-C (or a request to end); a second one ends the process. Gives the function that ends this. */
  onInterrupt(stop: () => void): () => void;
  close(): Promise<void>;
}

export interface ShellOptions {
  readonly process: NodeJS.Process;
  readonly output: Output;
  readonly home: string;
  readonly core: Omit<CoreConfig, 'dataFolder'>;
  /** --data, where it was given. */
  readonly chosenFolder: () => string | undefined;
}

/** Milliseconds after which another Ctrl-C is a second one. */
const impatience = 1000;

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export function createShell({ process, output, home, core: config, chosenFolder }: ShellOptions): Shell {
  const { env, platform, pid, ppid } = process;
  let opened: Promise<{ core: Core; client: Client; close: () => void }> | undefined;

  async function open() {
    const [{ createCore }, { createClient }] = await Promise.all([
      import('#main/core/core.ts'),
      import('#shared/api/client.ts'),
    ]);
    const { folder, isChosen } = dataFolder(chosenFolder(), { env, platform, home });
    const core = await createCore({ ...config, dataFolder: folder, isChosenFolder: isChosen });
    tellLoss(core.lostChanges());
    const connection = core.connect({ terminal: terminalId({ env, platform, pid, ppid }) });
    return { core, client: createClient(connection), close: () => connection.close() };
  }

  function tellLoss(lost: LostChanges | null): void {
    if (lost === null) return;
    const span = `${lost.from === null ? '' : `from ${localMinute(lost.from)} `}until ${localMinute(lost.until)}`;
    output.note(`warning: changes made ${span} are missing from the database. Look at it: mediary check`);
  }

  const core = () => (opened ??= open());

  return {
    output,
    api: async () => (await core()).client,
    grant: async (path) => (await core()).core.files.grant(path),
    target: async (path, overwrite) => (await core()).core.targets.grant(path, { overwrite }).token,
    async rescue() {
      const { createRescue } = await import('#main/core/core.ts');
      const { folder } = dataFolder(chosenFolder(), { env, platform, home });
      return createRescue({ dataFolder: folder, worker: config.workers.backups, now: () => new Date() });
    },
    passwords: (questions, piped) =>
      askPasswords(questions, {
        input: process.stdin,
        write: (text) => void process.stderr.write(text),
        piped,
      }),
    async confirm(question) {
      if (!process.stdin.isTTY) return true;
      const { createInterface } = await import('node:readline/promises');
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return /^y(es)?$/i.test((await lines.question(`${plainLines(question).join('\n')} [y/N] `)).trim());
      } finally {
        lines.close();
      }
    },
    onInterrupt(stop) {
      let asked: number | undefined;
      const listener = () => {
        asked ??= (stop(), performance.now());
        // NOTE: under npx one Ctrl-C arrives twice, from the terminal and passed on by npm.
        if (performance.now() - asked > impatience) process.exit(130);
      };

      for (const signal of endings) process.on(signal, listener);
      return () => {
        for (const signal of endings) process.off(signal, listener);
      };
    },
    async close() {
      const running = await opened?.catch(() => undefined);
      running?.close();
      await running?.core.settled();
      await running?.core.close();
    },
  };
}
