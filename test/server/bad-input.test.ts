// Whatever anybody sends, the server answers or refuses in words: it never fails with 500, and never ends.
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session } from '#shared/sync/accounts.ts';
import { errorBody } from '#shared/sync/endpoints.ts';
import { limits } from '#shared/sync/protocol.ts';
import { newUid, pushOf, review } from './support/records.ts';
import { alwaysAnswered, askMadeUp, endpointNames } from './support/made-up-requests.ts';
import { startStack, type Stack } from './support/stack.ts';

let stack: Stack;
let ada: Session;
beforeAll(async () => {
  stack = await startStack({ env: { MEDIARY_SERVER_ADMINS: 'ada@example.org' } });
  ada = await stack.register('Ada');
});
afterAll(() => stack.stop());

describe('made-up requests', () => {
  test.each(endpointNames)('of %s are answered, or refused in words', async (name) => {
    const answered = await askMadeUp(stack, name, ada.access, 20);
    expect(answered).toBeGreaterThanOrEqual(alwaysAnswered.has(name) ? 1 : 0);
    await stillThere();
  });
});

const post = (body: BodyInit, headers: Record<string, string>) =>
  stack.send('POST', '/v1/sync/push', {
    headers: { authorization: `Bearer ${ada.access}`, 'content-type': 'application/json', ...headers },
    body,
  });
const whole = () => JSON.stringify(pushOf([review(newUid(), { rating: 50 })]));

describe('bodies', () => {
  test('that are too large are refused, as they are and taken apart', async () => {
    const large = JSON.stringify({ filler: 'x'.repeat(limits.bodyBytes) });
    const zeros = Buffer.alloc(128 * 2 ** 20);
    const bombs: [Buffer, string][] = [
      [gzipSync(zeros), 'gzip'],
      [deflateSync(zeros), 'deflate'],
      [brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }), 'br'],
      [gzipSync(large), 'gzip'],
    ];
    const before = await memory();
    for (const [bomb, encoding] of bombs) {
      expect(bomb.length).toBeLessThan(limits.bodyBytes);
      expect((await post(bomb as unknown as BodyInit, { 'content-encoding': encoding })).status).toBe(413);
    }
    // Had a bomb been taken apart whole, this would have grown by 128 MB.
    expect((await memory()) - before).toBeLessThan(80 * 2 ** 20);
    expect((await post(large, {})).status).toBe(413);
    expect((await post(whole(), {})).status).toBe(200);
  });

  test.each([
    ['no JSON', '{', {}, 400],
    ['nothing', '', {}, 400],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22]), {}, 400],
    ['nested without end', `${'['.repeat(400_000)}${']'.repeat(400_000)}`, {}, 400],
    ['objects nested without end', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, {}, 400],
    ['a field nested deeper than any is', nestedField(40), {}, 400],
    ['not what its encoding says', 'plain', { 'content-encoding': 'gzip' }, 400],
    [
      'half of what its encoding says',
      gzipSync('{"p":1}').subarray(0, 12),
      { 'content-encoding': 'gzip' },
      400,
    ],
    ['in an encoding that nobody reads', 'x', { 'content-encoding': 'zstd, gzip' }, 415],
    ['of another type', '<xml/>', { 'content-type': 'application/xml' }, 415],
    ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['everything’s prototype', '{"__proto__":{"p":1},"constructor":{"prototype":{}}}', {}, 400],
  ])('of %s are refused in words', async (_, body, headers, status) => {
    const response = await post(body as BodyInit, headers);
    expect(response.status).toBe(status);
    errorBody.parse(await response.json());
    await stillThere();
  });
});

test.each([
  ['that ends in the middle of a letter', '/v1/media/%zz'],
  ['whose parameter is too long', `/v1/media/${'a'.repeat(300)}`],
])('an address %s is refused in words', async (_, path) => {
  const response = await stack.send('GET', path, {});
  expect(response.status).toBe(400);
  errorBody.parse(await response.json());
});

describe('connections', () => {
  test.each([
    ['noise', '\0\u0001\u0002 not http\r\n\r\n'],
    ['another protocol', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a header without end', `GET / HTTP/1.1\r\nx: ${'a'.repeat(40_000)}\r\n\r\n`],
    ['an address without end', `GET /${'a'.repeat(40_000)} HTTP/1.1\r\nhost: x\r\n\r\n`],
    [
      'two lengths',
      'POST /v1/auth/refresh HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello',
    ],
    [
      'a length and chunks',
      'POST /v1/auth/refresh HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      'a broken chunk',
      'POST /v1/auth/refresh HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
    ],
    ['a bad address', 'GET /%zz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'],
    ['a method of its own', 'BREW /v1/meta HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'],
    ['an upgrade', 'GET /v1/live HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'],
  ])('that bring %s are answered or closed', async (_, bytes) => {
    const answer = await raw(bytes);
    expect(answer === '' || /^HTTP\/1\.1 4\d\d /.test(answer)).toBe(true);
    await stillThere();
  });

  test('that break off in the middle of a body are forgotten', async () => {
    const { hostname, port } = new URL(stack.apis[0]?.url ?? '');
    for (let count = 0; count < 50; count++) {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => {});
      socket.write(
        `POST /v1/sync/push HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${ada.access}\r\ncontent-type: application/json\r\n` +
          `${count % 2 === 0 ? 'content-encoding: gzip\r\n' : ''}content-length: 1000\r\n\r\n{"p":`,
      );
      await sleep(2);
      socket.destroy();
    }
    expect((await post(whole(), {})).status).toBe(200);
    await stillThere();
  });
});

function nestedField(depth: number): string {
  const change = review(newUid(), { zeta: 'deep' });
  const nested = `${'['.repeat(depth)}1${']'.repeat(depth)}`;
  return JSON.stringify(pushOf([change])).replace('"deep"', nested);
}

/** No process ended, and none logged an error. */
async function stillThere(): Promise<void> {
  for (const api of stack.apis) {
    expect(api.child.exitCode).toBeNull();
    expect(api.output()).not.toMatch(/"level":(?:50|60)/);
    expect((await fetch(`${api.url}/healthz`)).status).toBe(200);
  }
}

/** Everything that comes back until the connection is closed, or for a moment. */
function raw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(stack.apis[0]?.url ?? '');
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes, 'latin1'));
    const timer = setTimeout(() => socket.destroy(), 1000);
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(answer);
    });
  });
}

/** Resident bytes of the larger process. */
async function memory(): Promise<number> {
  const sizes = await Promise.all(
    stack.apis.map(async ({ url }) => {
      const text_ = await (await fetch(`${url}/metrics`)).text();
      return Number(/^mediary_process_resident_memory_bytes (\S+)$/m.exec(text_)?.[1]);
    }),
  );
  return Math.max(...sizes);
}
