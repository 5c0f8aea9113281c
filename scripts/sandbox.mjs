// Knows where Chromium's sandbox can't run: as root, and on Linux systems that forbid user namespaces and
// where Electron's helper isn't root's. Development only: an installed Mediary brings a helper that is.
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Why the sandbox can't be used with this Electron, or undefined if it can.
 *
 * @param {string} electron
 * @returns {string | undefined}
 */
export function sandboxObstacle(electron) {
  if (process.platform !== 'linux') return undefined;
  if (process.getuid?.() === 0) return 'root';
  const forbidden =
    setting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1' ||
    setting('/proc/sys/kernel/unprivileged_userns_clone') === '0' ||
    setting('/proc/sys/user/max_user_namespaces') === '0';
  return forbidden && !isRootsHelper(join(dirname(electron), 'chrome-sandbox'))
    ? 'no user namespaces'
    : undefined;
}

/** @param {string} file */
function setting(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    // This kernel has no such switch.
    return undefined;
  }
}

/** @param {string} helper */
function isRootsHelper(helper) {
  const { uid, mode } = statSync(helper);
  return uid === 0 && (mode & 0o4000) !== 0;
}
