// Profiles at the terminal: registering, logging in and out, passwords, two terminals as two people.
import { beforeAll, describe, expect, it } from 'vitest';
import { ada, bob, createHousehold, run, scratchFolder, type Mediary } from './mediary.ts';

let household: () => Mediary;
beforeAll(async () => {
  household = await createHousehold();
});

const login = (who: string, password: string) =>
  [['login', who, '--password-stdin'], { input: `${password}\n` }] as const;

describe.concurrent('register', () => {
  it('makes the first profile admin and logs it in at this terminal', async () => {
    const folder = scratchFolder();
    const made = await run(['register', 'Grace Hopper', 'grace@example.org', '--password-stdin', '--json'], {
      folder,
      input: 'nanosecond wire 30 cm',
    });
    expect(made).toMatchObject({ code: 0, stderr: '' });
    const profile = JSON.parse(made.stdout) as unknown;
    expect(profile).toMatchObject({ id: 1, name: 'Grace Hopper', email: 'grace@example.org', role: 'admin' });
    const who = await run(['whoami', '--json'], { folder });
    expect(JSON.parse(who.stdout)).toEqual(profile);
  });

  it('refuses a taken address or name, a weak or short password and a wrong address', async () => {
    const mediary = household();
    const good = 'seven-marble-kites-91';
    const refused = [
      [
        'Eve',
        'ADA@example.org',
        good,
        /^error: conflict: A profile with this e-mail address exists already\.$/,
      ],
      ['ada', 'eve@example.org', good, /^error: conflict: A profile with this name exists already\.$/],
      ['Eve', 'eve@example.org', 'password123', /^error: invalid_input: password: is too easy to guess/],
      ['Eve', 'eve@example.org', 'short', /^error: invalid_input: password: must have at least 8 characters/],
      ['Eve', 'eve', good, /^error: invalid_input: email: must be an e-mail address/],
    ] as const;
    await Promise.all(
      refused.map(async ([name, email, input, told]) => {
        const { code, error } = await mediary.refusal(['register', name, email, '--password-stdin'], {
          input,
          terminal: 'new',
        });
        expect(code).toBe(1);
        expect(error).toMatch(told);
      }),
    );

    expect(await mediary.json(['profiles'])).toMatchObject({ total: 2 });
  });
});

describe.concurrent('login', () => {
  it('belongs to its terminal: two terminals are two people', async () => {
    const mediary = household();
    expect(await mediary.json(['whoami'], { terminal: ada.terminal })).toMatchObject({ name: 'Ada' });
    expect(await mediary.json(['whoami'], { terminal: bob.terminal })).toMatchObject({ name: 'Bob' });
    expect(await mediary.json(['logout'], { terminal: ada.terminal })).toEqual({ loggedOut: true });
    expect((await mediary.refusal(['whoami'], { terminal: ada.terminal })).code).toBe(1);
    expect(await mediary.json(['whoami'], { terminal: bob.terminal })).toMatchObject({ name: 'Bob' });
  });

  it('takes an address or a name with its password', async () => {
    const mediary = household();
    const [args, input] = login(bob.email, bob.password);
    expect(await mediary.run(args, { ...input, terminal: 'third' })).toMatchObject({
      code: 0,
      stdout: 'Logged in as Bob.\n',
      stderr: '',
    });
    const [byName, again] = login(ada.name, ada.password);
    expect(await mediary.json(byName, { ...again, terminal: 'third' })).toMatchObject({ email: ada.email });
    expect(await mediary.json(['whoami'], { terminal: 'third' })).toMatchObject({ name: 'Ada' });
  });

  it('says the same of a wrong password and of an unknown person', async () => {
    const mediary = household();
    const wrong = { code: 1, error: 'error: unauthenticated: The profile or the password is wrong.' };
    for (const who of [ada.email, 'nobody@example.org']) {
      const [args, input] = login(who, 'not the password');
      expect(await mediary.refusal(args, { ...input, terminal: 'third' })).toEqual(wrong);
    }
    expect((await mediary.refusal(['whoami'], { terminal: 'third' })).code).toBe(1);
  });

  it('makes people wait after three wrong passwords, and says how long', async () => {
    const mediary = household();
    const [args, input] = login(ada.email, 'not the password');
    for (let tries = 0; tries < 3; tries++) {
      expect((await mediary.refusal(args, input)).error).toMatch(/^error: unauthenticated/);
    }
    // Each wait is twice the last: on a slow machine the first ones are over before the next try.
    let last = await mediary.refusal(args, input);
    for (let tries = 0; tries < 6 && !last.error.startsWith('error: busy'); tries++)
      last = await mediary.refusal(args, input);
    expect(last.code).toBe(1);
    expect(last.error).toMatch(/^error: busy: Too many wrong passwords\. Try again in \d+ seconds\.$/);
  });

  it('is needed by every command about titles', async () => {
    const mediary = household();
    const commands = [
      ['list'],
      ['show', '1'],
      ['review', '1', '5'],
      ['import', 'no-such.csv'],
      ['imports'],
      ['top-rated'],
    ];
    await Promise.all(
      commands.map(async (args) => {
        expect(await mediary.refusal(args, { terminal: 'stranger' })).toEqual({
          code: 1,
          error: expect.stringMatching(/^error: unauthenticated: .*mediary login EMAIL/) as string,
        });
      }),
    );
  });

  it('without a terminal or --password-stdin is wrong usage, and so is an empty pipe', async () => {
    const mediary = household();
    expect(await mediary.refusal(['login', ada.email])).toEqual({
      code: 2,
      error: expect.stringMatching(/^error: usage: .*--password-stdin/) as string,
    });
    expect(await mediary.refusal(['login', ada.email, '--password-stdin'])).toMatchObject({ code: 2 });
  });

  it('never takes a password as an argument', async () => {
    const mediary = household();
    const surplus = await mediary.refusal(['login', ada.email, ada.password]);
    expect(surplus).toMatchObject({
      code: 2,
      error: expect.stringContaining('too many arguments') as string,
    });
    const option = await mediary.refusal(['login', ada.email, '--password', ada.password]);
    expect(option).toMatchObject({
      code: 2,
      error: expect.stringContaining("unknown option '--password'") as string,
    });
  });
});

describe.concurrent('logout', () => {
  it('of nobody is no failure', async () => {
    const mediary = household();
    expect(await mediary.run(['logout'], { terminal: 'stranger' })).toMatchObject({
      code: 0,
      stdout: 'Nobody was logged in.\n',
    });
  });
});

describe.concurrent('change-password', () => {
  it('takes the old and the new one as two lines, and logs the other terminals out', async () => {
    const mediary = household();
    const [args, input] = login(ada.email, ada.password);
    await mediary.json(args, { ...input, terminal: 'second' });
    const next = 'harbour-violin-smoke-8';
    expect(
      await mediary.run(['change-password', '--password-stdin'], { input: `${ada.password}\r\n${next}\r\n` }),
    ).toMatchObject({ code: 0, stderr: '' });
    expect(await mediary.json(['whoami'])).toMatchObject({ name: 'Ada' });
    expect((await mediary.refusal(['whoami'], { terminal: 'second' })).code).toBe(1);
    expect((await mediary.refusal(args, { ...input, terminal: 'second' })).code).toBe(1);
    const [again, nextInput] = login(ada.email, next);
    expect(await mediary.json(again, { ...nextInput, terminal: 'second' })).toMatchObject({ name: 'Ada' });
  });

  it('needs the old one, a strong new one, both lines, and somebody logged in', async () => {
    const mediary = household();
    const change = (input: string, terminal = ada.terminal) =>
      mediary.refusal(['change-password', '--password-stdin'], { input, terminal });
    expect((await change(`wrong\nharbour-violin-smoke-8\n`)).error).toBe(
      'error: unauthenticated: The profile or the password is wrong.',
    );
    expect((await change(`${ada.password}\npassword1\n`)).error).toMatch(
      /^error: invalid_input: .*too easy to guess/,
    );
    expect(await change(`${ada.password}\n`)).toMatchObject({
      code: 2,
      error: expect.stringContaining('2 lines') as string,
    });
    expect((await change(`${ada.password}\nharbour-violin-smoke-8`, 'stranger')).error).toMatch(
      /^error: unauthenticated/,
    );
  });
});

describe.concurrent('the own profile', () => {
  it('can be renamed', async () => {
    const mediary = household();
    expect(await mediary.json(['profile', 'rename', 'Ada King'])).toMatchObject({ name: 'Ada King' });
    expect((await mediary.refusal(['profile', 'rename', 'Bob'])).error).toMatch(/^error: conflict/);
  });

  it('is deleted with its name typed and its password, and not without', async () => {
    const mediary = household();
    const remove = (name: string, password: string) =>
      [
        ['profile', 'delete', '--confirm', name, '--password-stdin'],
        { input: password, terminal: bob.terminal },
      ] as const;
    expect((await mediary.refusal(...remove('Bobby', bob.password))).error).toMatch(
      /^error: invalid_input: confirmation/,
    );
    expect((await mediary.refusal(...remove('Bob', 'wrong'))).error).toMatch(/^error: unauthenticated/);
    expect((await mediary.refusal(['profile', 'delete'], { terminal: bob.terminal })).code).toBe(2);
    expect(await mediary.json(...remove('Bob', bob.password))).toEqual({ deleted: true });
    expect((await mediary.refusal(['whoami'], { terminal: bob.terminal })).code).toBe(1);
    expect(await mediary.json(['profiles'])).toEqual({
      items: [{ id: 1, name: 'Ada', role: 'admin' }],
      total: 1,
    });
  });
});
