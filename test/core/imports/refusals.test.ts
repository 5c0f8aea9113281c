// What a window gets of refused rows, so that it can say why in its own language.
import { expect, test } from 'vitest';
import { importDesk } from './support.ts';

const bad =
  'title,year,kind,creator,rating,comment,date,runtime\n' +
  ',1979,movie,,8,,,\nAlien,long ago,movie,,8,,,\nAlien,1200,movie,,8,,,\nTake Five,1959,song,,8,,,\n' +
  'Alien,1979,opera,,8,,,\nAlien,1979,movie,,eleven,,,\n' +
  'Alien,1979,movie,,12,,,\nAlien,1979,movie,,,,,\nAlien,1979,movie,,8,,some day,\nAlien,1979,movie,,8,,,90,and more\n' +
  'Heat,1995,movie,,8,,,\nHeat,1995,movie,,9,,,\nRan,1985,movie,,8,"opened';

const options = { scale: { min: 1, max: 10 } };

test('each refused row comes with its sentence taken apart, in the plan, its list and the import', async () => {
  const desk = await importDesk();
  const job = await desk.plan(bad, options);
  const keys = [
    'missingTitle', 'noYear', 'yearRange', 'makerNeeded', 'kindUnknown', 'ratingNumber',
    'ratingRange', 'nothingSaid', 'dateOfHistory', 'cells', 'contradictsReview', 'quoteOpen',
  ]; // prettier-ignore
  expect(job.rejects.map(({ said, reason }) => said?.key ?? reason)).toEqual(keys);
  const { items } = await desk.client.call('imports.planRows', { jobId: job.jobId, list: 'refused' });
  expect(items.map(({ refusal }) => refusal?.said?.key)).toEqual(keys);
  expect(items[2]?.refusal?.said?.values).toMatchObject({ first: '1870', kind: 'movie' });

  const { id: importId } = await desk.apply(bad, options);
  const kept = await desk.client.call('imports.rejects', { importId });
  expect(kept.items.map(({ said }) => said?.key)).toEqual(keys);
  const rows = await desk.client.call('imports.rows', { importId });
  expect(rows.items.flatMap(({ refusal }) => refusal?.said?.key ?? [])).toEqual(keys);
});
