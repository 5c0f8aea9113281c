// The typed client over any Bridge: the window, the terminal and the tests all call core through it.
import { AppError } from '../errors.ts';
import type { Bridge, Envelope } from './contract.ts';
import type { EventName, EventPayload, MethodInput, MethodName, MethodOutput } from './index.ts';

export interface Client {
  /** Rejects with an AppError, by code. */
  call<M extends MethodName>(method: M, input: MethodInput<M>): Promise<MethodOutput<M>>;
  /** Gives the function that ends the subscription. */
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void;
}

export function createClient(bridge: Bridge): Client {
  return {
    async call<M extends MethodName>(method: M, input: MethodInput<M>): Promise<MethodOutput<M>> {
      const reply = (await bridge.invoke(method, input)) as Envelope;
      if (!reply.ok) throw new AppError(reply.error.code, reply.error.message, reply.error.details);
      return reply.value as MethodOutput<M>;
    },
    on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void {
      return bridge.subscribe(event, (payload) => listener(payload as EventPayload<E>));
    },
  };
}
