// The address of a server as a person types it: https where nothing else is said. Over plain http anybody on the way
// could read and change everything, so it is for a server on this computer, and elsewhere only where the person agrees.
import { AppError } from '#shared/errors.ts';

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The origin and path without a slash at its end. Throws `invalid_input`: reason address, or insecure for http. */
export function serverAddress(text: string, agreedToHttp: boolean): string {
  const typed = text.trim();
  const url = parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `${schemeOf(typed)}://${typed}`);
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw refused('address');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw refused('address');
  if (url.protocol === 'http:' && !loopback.test(url.hostname) && !agreedToHttp) throw refused('insecure');
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

function schemeOf(typed: string): string {
  const host = /^(\[[^\]]*\]|[^:/]*)/.exec(typed)?.[0] ?? '';
  return loopback.test(host) ? 'http' : 'https';
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function refused(reason: 'address' | 'insecure'): AppError {
  const expected =
    reason === 'address'
      ? 'expected the address of a server, like https://sync.example.org'
      : 'http is not secure: use https, or agree to it';
  return new AppError('invalid_input', `server: ${expected}`, {
    field: 'server',
    reason: `server_${reason}`,
    expected,
  });
}
