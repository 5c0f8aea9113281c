// What holds for every command: help, wrong usage, exit codes, and where the data lies.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../support/built.ts';
import { ada, createHousehold, run, scratchFolder, type Mediary } from './mediary.ts';

let household: () => Mediary;
beforeAll(async () => {
  household = await createHousehold();
});

describe.concurrent('help', () => {
  it('tells the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(await run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('shows every command with an example, without touching the data folder', async () => {
    const folder = join(scratchFolder(), 'never-made');
    const { code, stdout, stderr } = await run(['--help'], { folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const listed = [...stdout.matchAll(/^ {2}([a-z][a-z-]+)(?: [<[]| {2,})/gm)].map(([, name]) => name ?? '');
    expect(listed).toEqual(
      expect.arrayContaining([
        'register',
        'login',
        'logout',
        'whoami',
        'change-password',
        'list',
        'search',
        'show',
        'add',
        'edit',
        'delete',
      ]),
    );
    expect(listed).toEqual(
      expect.arrayContaining([
        'top-rated',
        'review',
        'unreview',
        'favorite',
        'unfavorite',
        'notifications',
        'log',
        'unlog',
        'diary',
        'lists',
        'watchlist',
        'recommend',
        'similar',
        'pick',
        'dismiss',
        'stats',
        'match',
        'import',
        'imports',
      ]),
    );
    const commands = listed
      .filter((name) => !['help', 'profile', 'mediary'].includes(name))
      .map((name) => [name]);
    const nested = [
      ['imports', 'show'],
      ...['show', 'create', 'add', 'remove', 'move', 'delete'].map((name) => ['lists', name]),
      ['imports', 'resume'],
      ['imports', 'undo'],
      ['imports', 'rejects'],
      ['profile', 'rename'],
      ['profile', 'delete'],
    ];
    await Promise.all(
      [...commands, ...nested].map(async (command) => {
        const help = await run([...command, '--help'], { folder });
        expect(help, command.join(' ')).toMatchObject({ code: 0, stderr: '' });
        expect(help.stdout).toContain(`Examples:\n  `);
        expect(help.stdout).toContain(`mediary ${command.join(' ')}`);
        expect(help.stdout).toContain('--json');
      }),
    );

    expect(existsSync(folder)).toBe(false);
  });
});

describe.concurrent('wrong usage', () => {
  it.each([
    [['shwo', '1'], "unknown command 'shwo' (Did you mean show?)"],
    [['show'], "missing required argument 'id' (mediary show [options] <id>)"],
    [['show', '1', '2'], 'too many arguments'],
    [['list', '--colour'], "unknown option '--colour'"],
    [['list', '--kind'], "option '--kind <kind>' argument missing"],
    [['imports', 'redo', '1'], 'too many arguments'],
    [['profile'], 'name a command of mediary profile'],
    [[], 'name a command of mediary'],
  ])('%j is answered with exit code 2 and what is wrong', async (args, told) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: usage: /m);
    expect(stderr).toContain(told);
  });
});

describe.concurrent('errors', () => {
  it('go to stderr as text with --json too, and leave stdout empty', async () => {
    const mediary = household();
    expect(await mediary.run(['show', '99', '--json'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'error: not_found: There is no title with the id 99.\n',
    });
  });

  it('refuse as an id what is no whole number from 1', async () => {
    const mediary = household();
    await Promise.all(
      ['0', '-1', '1.5', 'abc', '1e3', '', '99999999999999999999'].map(async (id) => {
        expect(await mediary.refusal(['show', id])).toEqual({
          code: 1,
          error: `error: invalid_input: id: "${id}" is not an id: expected a whole number from 1`,
        });
      }),
    );
  });
});

describe.concurrent('the data folder', () => {
  it('is taken from --data before or after the command, and from MEDIARY_DATA_DIR after that', async () => {
    const { folder } = household();
    const elsewhere = join(scratchFolder(), 'empty');
    for (const args of [
      ['--data', folder, 'whoami', '--json'],
      ['whoami', '--json', '--data', folder],
    ]) {
      const { code, stdout } = await run(args, { folder: elsewhere });
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ email: ada.email });
    }
    expect(existsSync(elsewhere)).toBe(false);
    expect(await run(['whoami'], { folder })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(ada.email) as string,
    });
  });

  it('is by default where the window keeps it', async () => {
    const home = scratchFolder();
    const env = {
      MEDIARY_DATA_DIR: undefined,
      XDG_CONFIG_HOME: undefined,
      HOME: home,
      USERPROFILE: home,
      APPDATA: join(home, 'AppData'),
    };
    await run(['profiles'], { env });
    const places = { win32: 'AppData', darwin: join('Library', 'Application Support') } as Partial<
      Record<NodeJS.Platform, string>
    >;
    expect(existsSync(join(home, places[process.platform] ?? '.config', 'Mediary', 'mediary.sqlite3'))).toBe(
      true,
    );
  });

  it('that cannot be made is refused with its path', async () => {
    const below = join(scratchFolder(), 'file');
    writeFileSync(below, 'a file');
    const folder = join(below, 'data');
    const { code, stdout, stderr } = await run(['whoami', '--data', folder]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^error: storage: /);
    expect(stderr).toContain(folder);
  });

  it('whose database is not SQLite is refused and left as it was', async () => {
    const folder = scratchFolder();
    const file = join(folder, 'mediary.sqlite3');
    const content = 'This is my shopping list, not a database. '.repeat(100);
    writeFileSync(file, content);
    const { code, stderr } = await run(['whoami'], { folder });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: storage: .*not a database/);
    expect(stderr).toContain(file);
    expect(readFileSync(file, 'utf8')).toBe(content);
  });

  it('whose database is from a newer version is refused and left as it was', async () => {
    const { folder } = household();
    const file = join(folder, 'mediary.sqlite3');
    const sqlite = new Database(file);
    sqlite.pragma('user_version = 999');
    sqlite.close();
    const { code, stderr } = await run(['whoami'], { folder });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: storage: .*newer version of Mediary/);
    const after = new Database(file, { readonly: true });
    expect(after.pragma('user_version', { simple: true })).toBe(999);
    after.close();
  });

  it('whose database is a folder is refused', async () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, 'mediary.sqlite3'));
    expect(await run(['whoami'], { folder })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^error: storage: The database path is a folder/) as string,
    });
  });
});
