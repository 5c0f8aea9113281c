// Places where a user wants a file written, chosen in a dialog or named in a terminal. Others know them by a token, so that
// a page can't make core write to a path it thought of.
import { randomUUID } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { AppError } from '#shared/errors.ts';

export interface GrantedTarget {
  readonly token: string;
  readonly path: string;
  readonly name: string;
  /** The user has agreed that what is there is replaced. */
  readonly overwrite: boolean;
}

export interface GrantedTargets {
  grant(path: string, options: { readonly overwrite: boolean }): GrantedTarget;
  /** Throws `not_found` for a token that wasn't given out. */
  find(token: string): GrantedTarget;
}

const mostGrants = 200;

export function createGrantedTargets(): GrantedTargets {
  const granted = new Map<string, GrantedTarget>();
  return {
    grant(path, { overwrite }) {
      const whole = resolve(path);
      const target = { token: `target-${randomUUID()}`, path: whole, name: basename(whole), overwrite };
      granted.set(target.token, target);
      const [oldest] = granted.keys();
      if (granted.size > mostGrants && oldest !== undefined) granted.delete(oldest);
      return target;
    },
    find(token) {
      const target = granted.get(token);
      if (!target)
        throw new AppError('not_found', 'This place is no longer known. Choose it again.', {
          reason: 'target_not_granted',
        });
      return target;
    },
  };
}
