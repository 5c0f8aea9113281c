// Serves the bundled page under app://ui with a strict policy, and nothing from outside its folder.
import { protocol } from 'electron';
import { realpathSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

export const pageOrigin = 'app://ui';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** What the page asks of the browser: nothing. Beside the handlers of security.ts, for what asks nobody. */
const powers = [
  'accelerometer', 'autoplay', 'camera', 'clipboard-read', 'compute-pressure', 'display-capture', 'encrypted-media',
  'fullscreen', 'gamepad', 'geolocation', 'gyroscope', 'hid', 'identity-credentials-get', 'idle-detection', 'keyboard-map', 'local-fonts',
  'magnetometer', 'microphone', 'midi', 'payment', 'picture-in-picture', 'publickey-credentials-create', 'publickey-credentials-get',
  'screen-wake-lock', 'serial', 'storage-access', 'sync-xhr', 'usb', 'window-management', 'xr-spatial-tracking',
]; // prettier-ignore

/** In ms: after a script, after the page that will ask for scripts, and where nothing is asked for at all. */
const [shortQuiet, longQuiet, longestWait] = [10, 150, 1000];

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Before the app is ready: makes app:// a scheme like https. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/**
 * Once the app is ready. `built` holds the built page. Resolves when the first page has what it asked for, so that
 * the rest of the start doesn't make it wait: no further file was wanted for a moment.
 */
export function serveApp(built: string): Promise<void> {
  const folder = realpathSync(built);
  const { promise: served, resolve } = Promise.withResolvers<void>();
  let quiet = setTimeout(resolve, longestWait);
  protocol.handle('app', async (request) => {
    clearTimeout(quiet);
    const body = await readPage(folder, request.url);
    quiet = setTimeout(resolve, request.url.endsWith('.html') ? longQuiet : shortQuiet);
    if (!body) return new Response(null, { status: 404 });
    return new Response(new Uint8Array(body.bytes), {
      headers: {
        'content-type': body.type,
        'content-security-policy': policy,
        'permissions-policy': powers.map((power) => `${power}=()`).join(', '),
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
      },
    });
  });
  return served;
}

async function readPage(
  folder: string,
  address: string,
): Promise<{ bytes: Buffer; type: string } | undefined> {
  try {
    const url = new URL(address);
    if (url.host !== 'ui') return undefined;
    const path = normalize(
      join(folder, decodeURIComponent(url.pathname === '/' ? '/index.html' : url.pathname)),
    );
    const type = contentTypes[extname(path)];
    // Both the name and what it really is (through links) must lie inside the folder.
    if (type === undefined || path.includes('\0') || !path.startsWith(folder + sep)) return undefined;
    const [real, bytes] = await Promise.all([realpath(path), readFile(path)]);
    return real.startsWith(folder + sep) ? { bytes, type } : undefined;
  } catch {
    return undefined;
  }
}
