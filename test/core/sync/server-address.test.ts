import { expect, test } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { serverAddress } from '#main/core/sync/server-address.ts';

test.each([
  ['sync.example.org', 'https://sync.example.org'],
  ['https://sync.example.org/', 'https://sync.example.org'],
  [' https://Sync.Example.org:8443/mediary/ ', 'https://sync.example.org:8443/mediary'],
  ['localhost:8080', 'http://localhost:8080'],
  ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['http://[::1]:8080', 'http://[::1]:8080'],
  ['bücher.example', 'https://xn--bcher-kva.example'],
])('%j is %s', (typed, address) => {
  expect(serverAddress(typed, false)).toBe(address);
});

test.each([
  'ftp://sync.example.org', 'file:///etc/passwd', 'javascript:alert(1)', 'https://', 'two words',
  'https://ada:secret@sync.example.org', 'https://sync.example.org/?a=1', 'https://sync.example.org/#a',
])('%j is no address', (typed) => {
  expect(reasonOf(() => serverAddress(typed, true))).toBe('server_address');
}); // prettier-ignore

test('http to another computer is taken from somebody who agreed', () => {
  expect(reasonOf(() => serverAddress('http://192.168.1.5:8080', false))).toBe('server_insecure');
  expect(reasonOf(() => serverAddress('http://localhost.example.org', false))).toBe('server_insecure');
  expect(serverAddress('http://192.168.1.5:8080', true)).toBe('http://192.168.1.5:8080');
});

function reasonOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error instanceof AppError ? error.details?.['reason'] : error;
  }
}
