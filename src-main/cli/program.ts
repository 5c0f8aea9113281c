// The command line as commander knows it: options for all commands, the groups of commands, and how usage is
// refused. Each group is a file of its own.
import { Command, CommanderError, type Argument } from 'commander';
import { addDiaryCommands } from './diary-commands.ts';
import { addDiscoveryCommands } from './discovery-commands.ts';
import { addBackupCommands } from './backup-commands.ts';
import { addEditCommands } from './edit-commands.ts';
import { addExportCommands } from './export-commands.ts';
import { addImportCommands } from './import-commands.ts';
import { addMergeCommands } from './merge-commands.ts';
import { addListCommands } from './list-commands.ts';
import { addProfileCommands } from './profile-commands.ts';
import { addRescueCommands } from './rescue-commands.ts';
import { addReviewCommands } from './review-commands.ts';
import type { Shell } from './shell.ts';
import { addSyncCommands } from './sync-commands.ts';
import { addStatsCommands } from './stats-commands.ts';
import { addSearchCommands } from './search-commands.ts';
import { addTitleCommands } from './title-commands.ts';

/** Options that every command takes, before or after its name. */
export interface GlobalOptions {
  data?: string;
  json?: boolean;
}

export interface ProgramOptions {
  readonly shell: Shell;
  readonly version: string;
  /** Filled in when the arguments are parsed. */
  readonly globals: GlobalOptions;
}

const intro = `Mediary remembers what you watch and listen to. Everything stays on this computer.`;

const outro = `
First steps:
  mediary register "Ada Lovelace" ada@example.org
  mediary import --starter                          some hundred well-known titles to begin with
  mediary search matrix                             finds the id of a title
  mediary review 42 8.5 "Better every time."

A login belongs to the terminal it was made in (or to the name in MEDIARY_TERMINAL_ID).
Exit status: 0 done, 1 refused or failed, 2 wrong usage. Errors are on stderr: "error: <code>: <message>".
More about a command: mediary help COMMAND`;

export function createProgram({ shell, version, globals }: ProgramOptions): Command {
  const { output } = shell;
  const program = new Command('mediary')
    .description(intro)
    .version(version, '-V, --version', 'print the version')
    .option(
      '--data <dir>',
      "keep the data in this folder (else MEDIARY_DATA_DIR, else the system's place for it)",
    )
    .option('--json', 'answer with one JSON document on stdout')
    .helpOption('-h, --help', 'show how it is used')
    .helpCommand('help [command]', 'show how a command is used')
    .addHelpText('after', outro)
    .configureHelp({
      showGlobalOptions: true,
      subcommandTerm: (command) =>
        [command.name(), ...command.registeredArguments.map(argumentTerm)].join(' '),
      subcommandDescription: (command) => command.description().replace(/[.:;,].*$/s, ''),
    })

    .configureOutput({
      writeOut: (text) => output.help(text, 'stdout'),
      writeErr: (text) => output.help(text, 'stderr'),
      outputError: () => undefined,
      getOutHelpWidth: () => output.helpWidth,
      getErrHelpWidth: () => output.helpWidth,
    })
    .showSuggestionAfterError()
    .exitOverride()
    .hook('preAction', () => void Object.assign(globals, program.opts<GlobalOptions>()));

  program.commandsGroup('People:');
  addProfileCommands(program, shell);
  program.commandsGroup('Titles:');
  addTitleCommands(program, shell);
  addSearchCommands(program, shell);
  addEditCommands(program, shell);
  addMergeCommands(program, shell);
  program.commandsGroup('What you make of them:');
  addReviewCommands(program, shell);
  addDiaryCommands(program, shell);
  addListCommands(program, shell);
  program.commandsGroup('What next:');
  addDiscoveryCommands(program, shell);
  program.commandsGroup('Looking back:');
  addStatsCommands(program, shell);
  program.commandsGroup('Imports:');
  addImportCommands(program, shell);
  program.commandsGroup('Your data:');
  addExportCommands(program, shell);
  addBackupCommands(program, shell);
  addRescueCommands(program, shell);
  addSyncCommands(program, shell);
  program.commandsGroup('Help:');
  refuseWithUsage(program, 'mediary');
  return program;
}

/** Wrong usage is answered with the line that shows the right one. */
function refuseWithUsage(command: Command, path: string): void {
  command.exitOverride((error) => {
    if (error.exitCode === 0) throw error;
    // Help was asked for by naming no command: it is shown already.
    const message =
      error.code === 'commander.help'
        ? `name a command of ${path}`
        : `${error.message} (${path} ${command.usage()})`;
    throw new CommanderError(error.exitCode, error.code, message);
  });
  for (const child of command.commands) refuseWithUsage(child, `${path} ${child.name()}`);
}

function argumentTerm(argument: Argument): string {
  const name = argument.variadic ? `${argument.name()}...` : argument.name();
  return argument.required ? `<${name}>` : `[${name}]`;
}
