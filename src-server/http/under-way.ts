// How many requests somebody has under way in this process. Each may hold a body that comes slowly or an answer that is
// read slowly, so their number bounds what one account, or one address without an account, can make the process hold.
import type { ServerResponse } from 'node:http';
import { HttpError } from '../http-error.ts';

export interface UnderWay {
  /** Counts a request until its response is closed; throws where there are too many. */
  begin(who: string, response: ServerResponse): void;
}

export function createUnderWay(most: number): UnderWay {
  const counts = new Map<string, number>();

  return {
    begin(who, response) {
      const count = counts.get(who) ?? 0;
      if (count >= most)
        throw new HttpError('too_many', 'Too many requests are under way; wait for an answer.', {
          retryAfter: 1,
        });
      counts.set(who, count + 1);
      response.once('close', () => {
        const left = (counts.get(who) ?? 1) - 1;
        if (left > 0) counts.set(who, left);
        else counts.delete(who);
      });
    },
  };
}
