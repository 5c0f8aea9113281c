// The documentation as a page, at /docs: everything that it needs comes from this server, and nothing from elsewhere is let in.
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { openApiDocument } from './openapi.ts';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1c4a3d"/>
<path fill="#f6efe2" d="M16 9C12.7 6.5 8.5 6 5 6.7v17.5c3.5-.7 7.7-.1 11 2.3z"/><path fill="#dccfb4" d="M16 9c3.3-2.5 7.5-3 11-2.3v17.5c-3.5-.7-7.7-.1-11 2.3z"/></svg>`;

/** In the system's theme; set before anything is drawn, and again where the system changes it. */
const script = `const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();`;

const style = `html.dark-mode body { background: none; }
.swagger-ui .opblock .opblock-summary-control:focus-visible, .swagger-ui .btn:focus-visible { outline: 3px solid #2e7d64; outline-offset: 2px; }
.swagger-ui .info { margin: 32px 0 16px; }
.swagger-ui .scheme-container { padding: 12px 0; box-shadow: none; background: none; }
.swagger-ui .info .title small { background: #1c4a3d; }
.swagger-ui .response-col_links, .swagger-ui .response-control-media-type, .swagger-ui .opblock-section-request-body .body-param-content-type { display: none; }`;

/** `allow` throws where somebody asks too often. */
export async function addDocumentation(
  server: FastifyInstance,
  allow: (request: FastifyRequest) => Promise<void>,
): Promise<void> {
  await server.register(async (docs) => {
    docs.addHook('onRequest', async (request) => allow(request));
    const document = openApiDocument();
    await docs.register(swagger, { mode: 'static', specification: { document: document as never } });
    await docs.register(swaggerUi, {
      routePrefix: '/docs',
      uiConfig: {
        validatorUrl: null,
        // Without the bar that would read any address's document.
        layout: 'BaseLayout',
        defaultModelsExpandDepth: -1,
        displayRequestDuration: true,
        persistAuthorization: false,
      },
      theme: {
        title: 'Mediary server',
        favicon: [
          {
            filename: 'icon.svg',
            rel: 'icon',
            type: 'image/svg+xml',
            sizes: 'any',
            content: Buffer.from(icon),
          },
        ],
        css: [{ filename: 'mediary.css', content: style }],
        js: [{ filename: 'theme.js', content: script }],
      },
      staticCSP: policy,
    });
  });
}
