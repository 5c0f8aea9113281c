// The documentation says what is true: its examples are requests and replies that the table of endpoints takes, and each
// place where an example belongs has one. That refusals are documented is checked wherever a test is refused.
import { describe, expect, test } from 'vitest';
import { uidOf } from '#server/catalogue/title-facts.ts';
import { examples, forkExample, liveExample, resyncExample } from '#server/http/examples.ts';
import { openApiDocument } from '#server/http/openapi.ts';
import {
  endpoints,
  errorBody,
  liveEvents,
  type Endpoint,
  type EndpointName,
} from '#shared/sync/endpoints.ts';
import { forkReply, resyncReply } from '#shared/sync/protocol.ts';
import { flawOf } from '#shared/sync/collections.ts';

const names = Object.keys(endpoints) as EndpointName[];

describe.each(names)('the example of %s', (name) => {
  const { params, query, body, reply }: Endpoint = endpoints[name];
  const example = examples[name];

  test.each([
    ['params', params, example.params],
    ['query', query, example.query],
    ['body', body, example.body],
    ['reply', reply, example.reply],
  ])('has %s that the schema takes, and only where there is one', (part, schema, value) => {
    expect(value === undefined).toBe(schema === undefined);
    expect({ part, error: schema?.safeParse(value).error?.message }).toEqual({ part, error: undefined });
  });
});

test('replies that diverge and the stream’s events have true examples', () => {
  forkReply.parse(forkExample);
  resyncReply.parse(resyncExample);
  const events = [...liveExample.matchAll(/event: (\w+)\ndata: (.*)\n\n/g)];
  expect(events.map(([, event]) => event)).toEqual(Object.keys(liveEvents));
  for (const [, event = '', data = ''] of events)
    liveEvents[event as keyof typeof liveEvents].parse(JSON.parse(data));
});

test('the example of a title has the uid that follows from it, that of a record what its collection takes', () => {
  const title = endpoints.title.reply.parse(examples.title.reply);
  expect(uidOf(title)).toBe(title.uid);
  const [change] = endpoints.push.body.parse(examples.push.body).changes;
  expect(change && flawOf(change.c, change.k, change.d)).toBeUndefined();
});

test('every body, every reply and every refusal of the document has an example', () => {
  // As it is sent.
  const document = JSON.parse(JSON.stringify(openApiDocument())) as ReturnType<typeof openApiDocument>;
  const operations = Object.values(document.paths ?? {}).flatMap((path) => Object.values(path ?? {}));
  expect(operations).toHaveLength(names.length + 1);
  for (const operation of operations as Operation[]) {
    const { operationId, requestBody, responses, tags } = operation;
    expect(document.tags?.map(({ name }) => name)).toContain(tags[0]);
    const parts = Object.entries({ ...(requestBody && { body: requestBody }), ...responses });
    for (const [status, { content }] of parts) {
      const [media] = Object.values(content);
      expect({ operationId, status, has: Object.keys(media ?? {}) }).toEqual({
        operationId,
        status,
        has: expect.arrayContaining(['example']) as string[],
      });
      const { kind } = (media?.example ?? {}) as { kind?: string };
      if (Number(status) >= 400 && kind !== 'fork' && kind !== 'resync') errorBody.parse(media?.example);
    }
  }
});

interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly requestBody?: WithContent;
  readonly responses: Readonly<Record<string, WithContent>>;
}
interface WithContent {
  readonly content: Readonly<Record<string, { readonly example?: unknown }>>;
}
