// What answers an endpoint: its checked input in, its reply out.
import type { Role } from '#shared/api/profiles.ts';
import type { EndpointInput, EndpointName, EndpointReply } from '#shared/sync/endpoints.ts';
import type { Claims } from '../accounts/access-tokens.ts';

export interface Caller {
  readonly claims: Claims;
  readonly role: Role;
}

export interface Asked<N extends EndpointName> extends EndpointInput<N> {
  /** Who asks, where the endpoint isn't for everybody. */
  readonly caller: Caller;
  /** Where the request came from. */
  readonly address: string;
}

export type Handler<N extends EndpointName> = (asked: Asked<N>) => Promise<EndpointReply<N>>;

/** Push and pull answer with text of their own. */
export type HandledName = Exclude<EndpointName, 'push' | 'pull'>;
export type Handlers<N extends EndpointName = HandledName> = { readonly [K in N]: Handler<K> };
