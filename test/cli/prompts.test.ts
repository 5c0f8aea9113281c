// The command line in a real terminal: hidden passwords, colours, widths, and which terminal is which.
import { beforeAll, describe, expect, it } from 'vitest';
import { ada, createHousehold, mediaryIn, scratchFolder, type Mediary } from './mediary.ts';
import { hasPseudoTerminal, inTerminal } from './pseudo-terminal.ts';

let household: () => Mediary;
beforeAll(async () => {
  household = await createHousehold(async (client) => {
    await client.call('catalog.add', {
      kind: 'movie',
      title: 'Das Cabinet des Dr. Caligari und seine allerlängste Fassung',
      year: 1920,
      creator: 'Robert Wiene',
      genres: ['Horror', 'Silent film', 'Expressionism'],
      runtime: null,
      description: null,
    });
  });
});

describe.runIf(hasPseudoTerminal).concurrent('a password in a terminal', () => {
  it('is asked for twice where it is new, again if the two differ, and never shown', async () => {
    const folder = scratchFolder();
    const password = 'nanosecond-wire-30';
    const { code, seen } = await inTerminal('mediary register Grace grace@example.org', folder, [
      { at: 'New password: ', type: `${password}x\r` },
      { at: 'The same again: ', type: `${password}\r` },
      { at: 'New password: ', type: `${password}xy\u007f\u007f\r` },
      { at: 'The same again: ', type: `${password}\r` },
    ]);
    expect({ code, seen }).toEqual({
      code: 0,
      seen: expect.stringMatching(
        /^New password: \nThe same again: \nThe two differ\. Once more\.\nNew password: \nThe same again: \nWelcome, .*Grace/,
      ) as string,
    });
    expect(seen).not.toContain('nanosecond');
  });

  it('may be pasted together with the answer to the next question', async () => {
    const { folder } = household();
    const next = 'harbour-violin-smoke-8';
    const { code, seen } = await inTerminal(`mediary login ada && mediary change-password`, folder, [
      { at: 'Password: ', type: `${ada.password}\r` },
      { at: 'Old password: ', type: `${ada.password}\r${next}\r${next}\r` },
    ]);
    expect(seen).toContain('Your password is changed.');
    expect(code).toBe(0);
  });

  it('can be refused with Ctrl-C', async () => {
    const { folder } = household();
    const { code, seen } = await inTerminal('mediary login ada', folder, [
      { at: 'Password: ', type: 'viol\u0003' },
    ]);
    expect({ code, seen }).toEqual({ code: 1, seen: 'Password: \nerror: cancelled: Nothing was done.\n' });
  });
});

describe.runIf(hasPseudoTerminal).concurrent('a login in a terminal', () => {
  it('is known to later commands there, and not in another terminal', async () => {
    const { folder } = household();
    const here = await inTerminal('mediary login ada && mediary whoami', folder, [
      { at: 'Password: ', type: `${ada.password}\r` },
    ]);
    expect(here).toMatchObject({ code: 0, seen: expect.stringContaining(ada.email) as string });
    const other = await inTerminal('mediary whoami', folder);
    expect(other).toMatchObject({
      code: 1,
      seen: expect.stringContaining('error: unauthenticated') as string,
    });
  });
});

describe.runIf(hasPseudoTerminal).concurrent('output in a terminal', () => {
  const asAda = `MEDIARY_TERMINAL_ID=${ada.terminal}; export MEDIARY_TERMINAL_ID;`;

  it('fits the width: titles are shortened and the last columns left out', async () => {
    const { folder } = household();
    const [wide, narrow] = await Promise.all(
      [100, 50].map(
        async (columns) => (await inTerminal(`${asAda} NO_COLOR=1 mediary list`, folder, [], columns)).seen,
      ),
    );
    expect(wide).toContain(
      '\n 1  Das Cabinet des Dr. Calig…  1920  Movie       –      0  Robert Wiene  Horror, Silent film, Expr…\n',
    );
    expect(narrow).toContain('\n 1  Das Cabinet des D…  1920  Movie       –      0\n');
    for (const [seen, columns] of [
      [wide, 100],
      [narrow, 50],
    ] as const) {
      expect(
        Math.max(
          ...String(seen)
            .split('\n')
            .map((line) => line.length),
        ),
      ).toBeLessThanOrEqual(columns);
    }
  });

  it('is bold and dim there, unless NO_COLOR is set, and plain in a pipe', async () => {
    const { folder } = household();
    const [styled, plain, piped] = await Promise.all(
      ['mediary whoami', 'NO_COLOR=1 mediary whoami', 'mediary whoami | cat'].map(
        async (command) => (await inTerminal(`${asAda} ${command}`, folder)).seen,
      ),
    );
    expect(styled).toContain('\u001b[1mAda\u001b[22m \u001b[2m<ada@example.org>');
    expect(plain).toBe('Ada <ada@example.org> · admin\n');
    expect(piped).toBe(plain);
  });

  it('does not mind a reader that stops early', async () => {
    const { folder } = household();
    const { seen } = await inTerminal(
      `${asAda} mediary help import | head -1; mediary list --json | true; echo over`,
      folder,
    );
    expect(seen).toBe('Usage: mediary import [options] [file...]\nover\n');
    expect((await mediaryIn(folder).run(['whoami'])).code).toBe(0);
  });
});
