// Requests in bad faith: of the form that an endpoint's schemas have, with something wrong in many places.
import fc from 'fast-check';
import { expect } from 'vitest';
import { endpoints, errorBody, type Endpoint, type EndpointName } from '#shared/sync/endpoints.ts';
import { newUid, pullOf, pushOf, review } from './records.ts';
import { almost, spoilt } from './schema-fuzz.ts';
import { mustBeDocumented, type Stack } from './stack.ts';

export const endpointNames = Object.keys(endpoints) as EndpointName[];

/** Where some of what is made up is in order. */
export const alwaysAnswered: ReadonlySet<EndpointName> = new Set<EndpointName>([
  'push',
  'pull',
  'heads',
  'searchTitles',
  'topTitles',
  'account',
  'meta',
]);

/** Answered by hashing a password, which takes a tenth of a second. */
const slow: ReadonlySet<EndpointName> = new Set(['register', 'signIn', 'changePassword', 'deleteAccount']);

/** Sends made-up requests; none may fail, and every answer has its form. Says how many were answered. */
export async function askMadeUp(
  stack: Stack,
  name: EndpointName,
  token: string,
  runs: number,
): Promise<number> {
  const endpoint: Endpoint = endpoints[name];
  const { params, query } = endpoint;
  const request = fc.record({
    params: params === undefined ? fc.constant({}) : almost(params),
    query: query === undefined ? fc.constant({}) : almost(query),
    body: bodyOf(name, endpoint),
  });
  let answered = 0;
  const ask = async (drawn: { params: unknown; query: unknown; body: unknown }) => {
    const path = endpoint.path.replaceAll(/:(\w+)/g, (_, param: string) =>
      encodeURIComponent(textOf((drawn.params as Record<string, unknown> | null)?.[param])),
    );
    const pairs = Object.entries(drawn.query ?? {}).map(([key, value]) => [key, textOf(value)]);
    const response = await stack.send(endpoint.method, `${path}?${new URLSearchParams(pairs).toString()}`, {
      headers: {
        authorization: `Bearer ${token}`,
        ...(endpoint.body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(endpoint.body !== undefined && { body: JSON.stringify(drawn.body) ?? '' }),
    });
    const answer: unknown = await response.json();
    expect(response.status).toBeLessThan(500);
    if (response.ok) answered++;
    const diverged = (name === 'push' || name === 'pull') && [409, 410].includes(response.status);
    if (response.ok) endpoint.reply.parse(answer);
    else if (!diverged) mustBeDocumented(name, errorBody.parse(answer));
  };
  if (name === 'push') await ask({ params: {}, query: {}, body: pushOf([review(newUid(), { rating: 50 })]) });
  if (name === 'pull') await ask({ params: {}, query: {}, body: pullOf() });
  await fc.assert(fc.asyncProperty(request, ask), { numRuns: slow.has(name) ? Math.ceil(runs / 5) : runs });
  return answered;
}

function bodyOf(name: EndpointName, { body }: Endpoint): fc.Arbitrary<unknown> {
  if (body === undefined) return fc.constant(undefined);
  if (name === 'push') {
    const values = { rating: 50, body: { text: 'Fine', spoiler: false } };
    return fc.oneof(almost(body), spoilt(pushOf([review(newUid(), values), review(newUid(), {})])));
  }
  return name === 'pull' ? fc.oneof(almost(body), spoilt(pullOf())) : almost(body);
}

function textOf(value: unknown): string {
  const made = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return made.toWellFormed();
}
