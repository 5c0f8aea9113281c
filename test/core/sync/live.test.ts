import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEventParser } from '#main/core/sync/live.ts';

const stream =
  'event: hello\r\ndata: {"a":1}\r\n\r\n: heartbeat\n\nevent: poke\ndata: one\ndata:two\n\ndata: unnamed\rid: 4\r\rdata: cut off';
const heard = [
  ['hello', '{"a":1}'],
  ['poke', 'one\ntwo'],
  ['message', 'unnamed'],
];

test('events are the same in whatever pieces they come', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length), { maxLength: 12 }), (cuts) => {
      const events: string[][] = [];
      const parse = createEventParser((name, data) => events.push([name, data]));
      const places = [0, ...cuts.toSorted((one, other) => one - other), stream.length];
      for (const [index, from] of places.entries())
        parse(stream.slice(from, places[index + 1] ?? stream.length));
      expect(events).toEqual(heard);
    }),
  );
});
