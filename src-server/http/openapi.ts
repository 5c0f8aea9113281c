// The OpenAPI document, made of the table of endpoints: what is documented is what is checked.
import * as z from 'zod';
import type { OpenAPIV3_1 } from 'openapi-types';
import {
  endpoints,
  errorBody,
  httpStatuses,
  livePath,
  type Endpoint,
  type EndpointName,
  type HttpErrorCode,
} from '#shared/sync/endpoints.ts';
import { forkReply, limits, node, resyncReply, stamp } from '#shared/sync/protocol.ts';
import { rating } from '#shared/api/contract.ts';
import { examples, forkExample, liveExample, resyncExample } from './examples.ts';

const intro = `Everything that Mediary's devices ask of a server, and the same for programs of others.

Sign in at \`/v1/auth/sign-in\` and send the access token as \`Authorization: Bearer …\`; it is valid for ten minutes, and
\`/v1/auth/refresh\` gives the next ones. Bodies are JSON of at most 256 KB (of push, ${limits.bodyBytes / 2 ** 20} MB), also as gzip, deflate or br. Ratings are
integers from 10 to 100: tenths of 1.0 to 10.0. Moments are ISO 8601 in UTC, or milliseconds since 1970.

Errors are \`{"error": {"code", "message", "details"?}}\`. After 429 and 503, \`Retry-After\` says when to ask again. Each answer has an
\`X-Request-Id\`, which the server's log has too; a request may bring its own (8 to 64 of A–Z, a–z, 0–9, _ and -).`;

const tags = {
  meta: 'The server itself',
  auth: 'Accounts are made and devices signed in; an access token is short-lived, a refresh token is used once',
  account: 'Your own account and its devices',
  sync: 'Records between your devices: states that merge, never operations',
  feeds: 'What is new, without asking again and again',
  media: 'Titles, their ratings and reviews: what all public accounts of this server add up to',
  reviews: 'Your own reviews; they go the way of synced records, so your devices have them too',
  people: 'People whose accounts are public',
  moderation: 'For moderators and administrators',
} as const;

/** What any request may be refused for. */
const everywhere: Partial<Record<HttpErrorCode, string>> = {
  timeout: 'it took too long to arrive',
  too_large: 'its body or its headers are too large',
  unsupported: 'a content type or encoding that isn’t read',
  too_many: 'too much was asked; `Retry-After` says when to ask again',
  internal: 'a bug of the server’s; its log says which, by `X-Request-Id`',
  unavailable: 'the server can’t reach its store, or is stopping; `Retry-After` says when to ask again',
};

/** Shapes that JSON Schema has no words for by themselves. */
const described = new Map<unknown, object>([
  [rating, { type: 'integer', minimum: 10, maximum: 100 }],
  [stamp, { type: 'string', pattern: '^[0-9a-f]{32}$' }],
  [node, { type: 'string', pattern: '^[0-9a-f]{16}$' }],
]);

export function openApiDocument(): OpenAPIV3_1.Document {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const name of Object.keys(endpoints) as EndpointName[]) {
    const endpoint: Endpoint = endpoints[name];
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[endpoint.method.toLowerCase()] = operation(name, endpoint);
  }
  paths[livePath] = { get: live };
  return {
    openapi: '3.1.0',
    info: { title: 'Mediary server', version: '1', description: intro },
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: { error: schemaOf(errorBody, 'output') as object },
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

/** Whether the documentation of an endpoint says that it may be refused so. */
export function isDocumented(name: EndpointName, code: HttpErrorCode): boolean {
  return Object.hasOwn(everywhere, code) || Object.hasOwn(refusalsOf(name), code);
}

function refusalsOf(name: EndpointName): Partial<Record<HttpErrorCode, string>> {
  const { access, params, query, body }: Endpoint = endpoints[name];
  const checked = params !== undefined || query !== undefined || body !== undefined;
  return {
    ...(checked && {
      invalid_input: 'Something isn’t valid: `details.at` says where, `details.expected` why.',
    }),
    ...(access !== 'public' && {
      unauthenticated: 'The access token is missing, too old, or was signed out.',
    }),
    ...((access === 'moderator' || access === 'admin') && { forbidden: `This is for ${access}s.` }),
    ...examples[name].refuses,
  };
}

const security = [{ token: [] }];
const otherErrors = {
  description: `Any request may also be refused with\n${list(everywhere)}`,
  content: errorContent('too_many', 'Too many requests; ask again in 7 s.'),
};
const live = {
  operationId: 'live',
  tags: ['feeds'],
  summary: 'A stream of server-sent events',
  description:
    '`hello` comes first; `poke`: a feed has a new head, so pull; `bye`: the server ends the stream, ask again with a valid token. A comment comes at least every 25 seconds.',
  security,
  responses: {
    200: { description: 'The stream', content: { 'text/event-stream': { example: liveExample } } },
    ...errors({ unauthenticated: 'The access token is missing, too old, or was signed out.' }),
    default: otherErrors,
  },
};

function operation(name: EndpointName, endpoint: Endpoint): unknown {
  const { path, access, does, params, query, body, reply, status = 200 } = endpoint;
  const example = examples[name];
  const [summary = '', ...more] = does.split('; ');
  return {
    operationId: name,
    tags: [path.split('/')[2]],
    summary: access === 'moderator' || access === 'admin' ? `${summary} (${access}s)` : summary,
    ...(more.length > 0 && { description: sentence(more.join('; ')) }),
    ...(access !== 'public' && { security }),
    parameters: [...parameters('path', params, example.params), ...parameters('query', query, example.query)],
    ...(body && { requestBody: { required: true, content: json(body, 'input', example.body) } }),
    responses: {
      [status]: { description: 'Done', content: json(reply, 'output', example.reply) },
      ...errors(refusalsOf(name)),
      ...((name === 'push' || name === 'pull') && diverged),
      default: otherErrors,
    },
  };
}

/** Replies of the protocol that aren't errors. */
const diverged = {
  409: {
    description: 'A fork: the server lost what came after `common`. Send what it lost, then go on.',
    content: json(forkReply, 'output', forkExample),
  },
  410: {
    description: 'Tombstones were purged that this device never saw. Read everything anew, from `pos`.',
    content: json(resyncReply, 'output', resyncExample),
  },
};

function errors(refusals: Partial<Record<HttpErrorCode, string>>): Record<string, unknown> {
  const pairs = Object.entries(refusals) as [HttpErrorCode, string][];
  return Object.fromEntries(
    pairs.map(([code, when]) => [
      httpStatuses[code],
      {
        description: `\`${code}\`: ${when}`,
        content: errorContent(code, when.replaceAll('`', '')),
      },
    ]),
  );
}

function list(refusals: Partial<Record<HttpErrorCode, string>>): string {
  const pairs = Object.entries(refusals) as [HttpErrorCode, string][];
  return pairs.map(([code, when]) => `\n- ${httpStatuses[code]} \`${code}\`: ${when}`).join('');
}

function errorContent(code: HttpErrorCode, message: string) {
  const [at, expected] = ['body.rating', 'expected a rating from 10 to 100 (tenths of 1.0 to 10.0)'];
  const error =
    code === 'invalid_input'
      ? { code, message: `${at}: ${expected}`, details: { at, expected } }
      : { code, message };
  return { 'application/json': { schema: { $ref: '#/components/schemas/error' }, example: { error } } };
}

function parameters(
  place: 'path' | 'query',
  shape: z.ZodObject | undefined,
  example: Readonly<Record<string, string>> = {},
): unknown[] {
  if (shape === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(shape, 'input');
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema,
    ...(example[name] !== undefined && { example: example[name] }),
  }));
}

function json(schema: z.ZodType, io: 'input' | 'output', example: unknown) {
  return { 'application/json': { schema: schemaOf(schema, io), example } };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): z.core.JSONSchema.BaseSchema {
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      Object.assign(jsonSchema, described.get(zodSchema));
      // What JavaScript's numbers hold is no rule of ours.
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return made;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
