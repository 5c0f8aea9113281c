// The OpenAPI document, made of the table of endpoints: what is documented is what is checked.
import * as z from 'zod';
import type { OpenAPIV3_1 } from 'openapi-types';
import { endpoints, errorBody, livePath, type Endpoint } from '#shared/sync/endpoints.ts';
import { limits, node, stamp } from '#shared/sync/protocol.ts';
import { rating } from '#shared/api/contract.ts';

const intro = `Everything that Mediary's devices ask of a server, and the same for programs of others.

Sign in at \`/v1/auth/sign-in\` and send the access token as \`Authorization: Bearer …\`; it is valid for ten minutes.
\`/v1/auth/refresh\` gives the next ones. Bodies are JSON of at most ${limits.bodyBytes} bytes, also as gzip, deflate or br. Ratings are
integers from 10 to 100: tenths of 1.0 to 10.0. Errors are \`{"error": {"code", "message", "details"?}}\`; after 429 and 503,
\`Retry-After\` says when to ask again.`;

/** Shapes that JSON Schema has no words for by themselves. */
const described = new Map<unknown, object>([
  [rating, { type: 'integer', minimum: 10, maximum: 100 }],
  [stamp, { type: 'string', pattern: '^[0-9a-f]{32}$' }],
  [node, { type: 'string', pattern: '^[0-9a-f]{16}$' }],
]);

export function openApiDocument(): OpenAPIV3_1.Document {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, endpoint] of Object.entries(endpoints) as [string, Endpoint][]) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[endpoint.method.toLowerCase()] = operation(name, endpoint);
  }
  paths[livePath] = {
    get: {
      operationId: 'live',
      tags: ['feeds'],
      summary: 'A stream of server-sent events: hello, poke (a feed has a new head), bye',
      security: [{ token: [] }],
      responses: {
        200: { description: 'The stream', content: { 'text/event-stream': {} } },
        default: failure,
      },
    },
  };
  return {
    openapi: '3.1.0',
    info: { title: 'Mediary server', version: '1', description: intro },
    paths,
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  };
}

const failure = { description: 'An error', content: json(errorBody, 'output') };

function operation(name: string, endpoint: Endpoint): unknown {
  const { path, access, does, params, query, body, reply, status = 200 } = endpoint;
  return {
    operationId: name,
    tags: [path.split('/')[2]],
    summary: access === 'moderator' || access === 'admin' ? `${does} (${access}s)` : does,
    ...(access !== 'public' && { security: [{ token: [] }] }),
    parameters: [...parameters('path', params), ...parameters('query', query)],
    ...(body && { requestBody: { required: true, content: json(body, 'input') } }),
    responses: { [status]: { description: 'Done', content: json(reply, 'output') }, default: failure },
  };
}

function parameters(place: 'path' | 'query', shape: z.ZodObject | undefined): unknown[] {
  return Object.entries(shape?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || !schema.safeParse(undefined).success,
    schema: schemaOf(schema as z.ZodType, 'input'),
  }));
}

function json(schema: z.ZodType, io: 'input' | 'output') {
  return { 'application/json': { schema: schemaOf(schema, io) } };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      Object.assign(jsonSchema, described.get(zodSchema));
    },
  });
  return made;
}
