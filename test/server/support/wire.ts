// The simulator's devices over the real HTTP. Their records have fields with numbers, so they travel as a collection whose
// known fields none of them has: a server keeps fields that it doesn't know as they are.
import { reply as replySchema, type Reply } from '#shared/sync/protocol.ts';
import type { Exchange } from '#shared/sync/replica.ts';

const travelsAs = 'favorite';
const isCalled = 'review';

/** Undefined where no whole reply came, or where the server refuses for now. */
export async function ask(url: string, access: string, exchange: Exchange): Promise<Reply | undefined> {
  const body =
    exchange.kind === 'push'
      ? { ...exchange.body, changes: exchange.body.changes.map((change) => ({ ...change, c: travelsAs })) }
      : exchange.body;
  try {
    const response = await fetch(`${url}/v1/sync/${exchange.kind}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${access}`, 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    const answer: unknown = await response.json();
    if (![200, 409, 410].includes(response.status)) {
      if (response.status === 503) return undefined;
      throw new Refusal(`${response.status} ${JSON.stringify(answer)}`);
    }
    const told = replySchema.parse(answer);
    if (told.kind !== 'page') return told;
    return { ...told, records: told.records.map((record) => ({ ...record, c: isCalled })) };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return undefined;
  }
}

/** What no fault explains. */
class Refusal extends Error {}
