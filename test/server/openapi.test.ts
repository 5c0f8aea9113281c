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

test('a parameter that is said to be optional may be left out', () => {
  const optional: string[] = [];
  for (const [name, operation] of operationsByName()) {
    const { params, query }: Endpoint = endpoints[name];
    for (const { in: place, name: parameter, required } of operation.parameters) {
      if (!required) optional.push(`${name} ${parameter}`);
      const { [parameter]: _, ...rest } = examples[name][place === 'path' ? 'params' : 'query'] ?? {};
      const taken = (place === 'path' ? params : query)?.safeParse(rest).success;
      expect({ name, parameter, taken }).toEqual({ name, parameter, taken: !required });
    }
  }
  expect(optional).toEqual(
    expect.arrayContaining(['topTitles kind', 'topTitles limit', 'searchTitles kind']),
  );
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
  const { tags: known = [] } = openApiDocument();
  expect(operations()).toHaveLength(names.length + 1);
  for (const operation of operations()) {
    const { operationId, requestBody, responses, tags } = operation;
    expect(known.map(({ name }) => name)).toContain(tags[0]);
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

/** As they are sent. */
function operations(): Operation[] {
  const { paths } = JSON.parse(JSON.stringify(openApiDocument())) as {
    paths: Record<string, Record<string, Operation>>;
  };
  return Object.values(paths).flatMap((path) => Object.values(path));
}

function operationsByName(): [EndpointName, Operation][] {
  return names.map((name) => [
    name,
    operations().find(({ operationId }) => operationId === name) as Operation,
  ]);
}

interface Operation {
  readonly parameters: readonly {
    readonly in: 'path' | 'query';
    readonly name: string;
    readonly required: boolean;
  }[];
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly requestBody?: WithContent;
  readonly responses: Readonly<Record<string, WithContent>>;
}
interface WithContent {
  readonly content: Readonly<Record<string, { readonly example?: unknown }>>;
}
