// The server's settings, from the environment, or from files that it names: MEDIARY_SERVER_SECRET_FILE in the place of
// MEDIARY_SERVER_SECRET, and so on. A value that isn't understood stops the start, in words.
import { readFileSync } from 'node:fs';
import * as z from 'zod';

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly redis: readonly string[];
  readonly cluster: boolean;
  /** Signs. */
  readonly secret: string;
  /** What they signed is taken too. */
  readonly oldSecrets: readonly string[];
  readonly name: string;
  readonly registration: 'open' | 'invitation' | 'closed';
  readonly invitation: string | undefined;
  readonly admins: readonly string[];
  /** Records of one account. */
  readonly quota: number;
  /** How many proxies are in front: so many entries of `X-Forwarded-For` are believed, from the last one on. */
  readonly trustProxy: number;
  /** Whether this process also makes what others see. */
  readonly workers: boolean;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Whoever asks for /metrics must say this; without it, it is for this computer only. */
  readonly metricsToken: string | undefined;
  /** How much is allowed, as a multiple of the usual. */
  readonly limitsFactor: number;
}

const flag = z.enum(['on', 'off']).transform((value) => value === 'on');
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);
const longSecret = z
  .string({ error: 'is needed: 32 characters or more that nobody can guess' })
  .min(32, { error: 'must have 32 characters or more that nobody can guess' });
const environment = z
  .object({
    MEDIARY_SERVER_HOST: z.string().default('127.0.0.1'),
    MEDIARY_SERVER_PORT: z.coerce.number().int().min(0).max(65_535).default(8787),
    MEDIARY_SERVER_REDIS: list.default(['redis://127.0.0.1:6379']),
    MEDIARY_SERVER_REDIS_CLUSTER: flag.default(false),
    MEDIARY_SERVER_SECRET: longSecret,
    MEDIARY_SERVER_OLD_SECRETS: list.pipe(z.array(longSecret)).default([]),
    MEDIARY_SERVER_NAME: z.string().max(100).default('Mediary'),
    MEDIARY_SERVER_REGISTRATION: z.enum(['open', 'invitation', 'closed']).default('open'),
    MEDIARY_SERVER_INVITATION: z.string().min(8).optional(),
    MEDIARY_SERVER_ADMINS: list.default([]),
    MEDIARY_SERVER_QUOTA: z.coerce.number().int().positive().default(2_000_000),
    MEDIARY_SERVER_TRUST_PROXY: z
      .union([flag.transform(Number), z.coerce.number().int().min(0).max(9)])
      .default(0),
    MEDIARY_SERVER_WORKERS: flag.default(true),
    MEDIARY_SERVER_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    MEDIARY_SERVER_METRICS_TOKEN: z.string().min(16).optional(),
    MEDIARY_SERVER_LIMITS: z.coerce.number().positive().default(1),
  })
  .refine((read) => read.MEDIARY_SERVER_REGISTRATION !== 'invitation' || read.MEDIARY_SERVER_INVITATION, {
    error: 'is needed where registration is by invitation',
    path: ['MEDIARY_SERVER_INVITATION'],
  });

/** Throws in words that name the variable. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // Compose files set what isn't given to nothing.
  const given = Object.entries(env).filter(([, value]) => value !== '');
  const result = environment.safeParse(Object.fromEntries(given.map(fromFile)));
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new Error(`${String(issue?.path[0])} ${issue?.message ?? 'isn’t valid'}`);
  }
  const read = result.data;
  return {
    host: read.MEDIARY_SERVER_HOST,
    port: read.MEDIARY_SERVER_PORT,
    redis: read.MEDIARY_SERVER_REDIS,
    cluster: read.MEDIARY_SERVER_REDIS_CLUSTER,
    secret: read.MEDIARY_SERVER_SECRET,
    oldSecrets: read.MEDIARY_SERVER_OLD_SECRETS,
    name: read.MEDIARY_SERVER_NAME,
    registration: read.MEDIARY_SERVER_REGISTRATION,
    invitation: read.MEDIARY_SERVER_INVITATION,
    admins: read.MEDIARY_SERVER_ADMINS.map((email) => email.toLowerCase()),
    quota: read.MEDIARY_SERVER_QUOTA,
    trustProxy: read.MEDIARY_SERVER_TRUST_PROXY,
    workers: read.MEDIARY_SERVER_WORKERS,
    logLevel: read.MEDIARY_SERVER_LOG,
    metricsToken: read.MEDIARY_SERVER_METRICS_TOKEN,
    limitsFactor: read.MEDIARY_SERVER_LIMITS,
  };
}

/** For what shouldn't stand in an environment, which many programs show. */
function fromFile([name, value]: [string, string | undefined]): [string, string | undefined] {
  if (!name.startsWith('MEDIARY_SERVER_') || !name.endsWith('_FILE')) return [name, value];
  try {
    return [name.slice(0, -'_FILE'.length), readFileSync(value ?? '', 'utf8').trim()];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${name}: ${String(value)} can’t be read (${String(code)})`, { cause: error });
  }
}
