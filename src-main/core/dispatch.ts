// The one way into core: refuses unknown names, checks who calls, validates what goes in (always) and what comes
// out (where asked), calls the handler and answers with an envelope. Bugs are logged with their cause and leave as
// `internal` without a word of their insides.
import type * as z from 'zod';
import { AppError, errorReply } from '#shared/errors.ts';
import type { Access, Envelope, Method, UserId } from '#shared/api/contract.ts';
import { coreMethods, type CoreMethodName, type HandlerInput, type MethodOutput } from '#shared/api/index.ts';
import type { Role } from '#shared/api/profiles.ts';
import { unexpectedReply } from './failure-reply.ts';
import { errorFacts, type Log } from './log.ts';

/** Who is logged in at one window or terminal. */
export interface Session {
  userId(): Promise<UserId | null>;
  logIn(userId: UserId): Promise<void>;
  logOut(): Promise<void>;
}

export interface Person {
  readonly id: UserId;
  readonly name: string;
  readonly role: Role;
}

export interface Caller<P extends Person | null = Person | null> {
  readonly session: Session;
  readonly person: P;
}

type CallerOf<M extends CoreMethodName> = (typeof coreMethods)[M]['access'] extends 'public'
  ? Caller
  : Caller<Person>;

export type Handler<M extends CoreMethodName> = (
  input: HandlerInput<M>,
  caller: CallerOf<M>,
) => Promise<MethodOutput<M>>;

/** The handlers of the methods whose names begin with one of the feature's prefixes. */
export type Handlers<Prefix extends string = string> = {
  readonly [M in CoreMethodName as M extends `${Prefix}.${string}` ? M : never]: Handler<M>;
};

export interface DispatchOptions {
  readonly handlers: Handlers;
  readonly findPerson: (id: UserId) => Promise<Person | null>;
  /** Called before each handler: notices what other processes wrote. */
  readonly refresh: () => void;
  readonly checkOutput: boolean;
  readonly log: Log;
}

export type Dispatch = (session: Session, name: string, input: unknown) => Promise<Envelope>;

export function createDispatch(options: DispatchOptions): Dispatch {
  return async (session, name, input) => {
    try {
      return { ok: true, value: await run(options, session, name, input) };
    } catch (error) {
      const expected = errorReply(error);
      if (expected) {
        if (expected.code === 'storage')
          options.log.error({ method: name, ...errorFacts(error) }, 'storage failed');
        return { ok: false, error: expected };
      }
      options.log.error({ method: name, ...errorFacts(error) }, 'a call failed');
      return { ok: false, error: unexpectedReply };
    }
  };
}

async function run(
  options: DispatchOptions,
  session: Session,
  name: string,
  input: unknown,
): Promise<unknown> {
  if (!isCoreMethod(name))
    throw new AppError('invalid_input', 'There is no such method.', { method: name.slice(0, 100) });
  const method: Method = coreMethods[name];
  options.refresh();
  const userId = await session.userId();
  const person = userId === null ? null : await options.findPerson(userId);
  assertAccess(method.access, person);
  const parsed = parseInput(method.input, input);
  const handler = options.handlers[name] as (input: unknown, caller: Caller) => Promise<unknown>;
  const output = await handler(parsed, { session, person });
  return options.checkOutput ? method.output.parse(output) : output;
}

/** The names of a hundred thousand surplus fields are of no use to anybody. */
const longestExpected = 500;

/** Throws `invalid_input` whose details name the first field that is wrong, and what was expected. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.map(String).join('.') ?? '';
  const expected = (issue?.message ?? 'is not valid').slice(0, longestExpected);
  throw new AppError('invalid_input', field === '' ? expected : `${field}: ${expected}`, { field, expected });
}

function isCoreMethod(name: string): name is CoreMethodName {
  return typeof name === 'string' && Object.hasOwn(coreMethods, name);
}

const rank: Readonly<Record<Role, number>> = { member: 1, moderator: 2, admin: 3 };

/** Throws `unauthenticated` or `forbidden`. */
export function assertAccess(access: Access, person: Pick<Person, 'role'> | null): void {
  if (access === 'public') return;
  if (person === null) throw new AppError('unauthenticated', 'Log in first.');
  if (rank[person.role] < rank[access])
    throw new AppError('forbidden', `Only a profile with the role ${access} may do this.`);
}

export function isModerator(person: Person): boolean {
  return rank[person.role] >= rank.moderator;
}
