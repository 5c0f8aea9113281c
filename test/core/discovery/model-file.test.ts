import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assemble, factorised, type Library } from '#main/core/discovery/build.ts';
import { collaborate, likeness } from '#main/core/discovery/model.ts';
import { buffersOf, readModel, writeModel } from '#main/core/discovery/model-file.ts';
import { scratchFolder } from '../../support/core.ts';

/** Person p likes the titles whose number has the rest p by `groups`; each title has one genre of its group. */
function library(people: number, titles: number, groups: number): Library {
  const pairs = Array.from(
    { length: people * titles },
    (_nothing, k) => [k % people, Math.floor(k / people)] as const,
  ).filter(([person, title]) => title % groups === person % groups && (person + title) % 7 !== 0);
  const numbers = (of: (j: number) => number) => Array.from({ length: titles }, (_nothing, j) => of(j));
  return {
    fingerprint: { ratings: pairs.length, ratingSum: 0, plays: 0, favorites: 0, titles },
    lastMediaId: titles,
    genres: numbers((j) => j)
      .slice(0, groups)
      .map((group) => `Genre ${group}`),
    touched: titles,
    titles: {
      mediaId: Float64Array.from(numbers((j) => j + 1)),
      kind: new Uint16Array(titles),
      year: Uint16Array.from(numbers((j) => 1980 + j)),
      runtime: new Uint16Array(titles),
      ratingCount: new Uint32Array(titles),
      likes: new Uint32Array(titles),
      weightedRating: new Float32Array(titles),
      genreStart: Uint32Array.from([0, ...numbers((j) => j + 1)]),
      genreOf: Uint16Array.from(numbers((j) => j % groups)),
      creator: new Uint32Array(titles),
      series: new Uint32Array(titles),
    },
    interactions: {
      people,
      person: Uint32Array.from(pairs, ([person]) => person),
      title: Uint32Array.from(pairs, ([, title]) => title),
      stars: new Float32Array(pairs.length).fill(4.5),
    },
  };
}

test('a model comes back from its file as it went in', () => {
  const folder = scratchFolder();
  const file = join(folder, 'model.bin');
  const model = factorised(assemble(library(12, 20, 3)));
  writeModel(file, model);
  expect(readModel(file)).toEqual(model);
  expect(readdirSync(folder)).toEqual(['model.bin']);
});

test('a file that is missing, damaged, cut or of another kind is no model', () => {
  const file = join(scratchFolder(), 'model.bin');
  expect(readModel(file)).toBeNull();
  writeModel(file, factorised(assemble(library(5, 9, 2))));
  const whole = readFileSync(file);
  for (const at of [10, whole.length >> 1, whole.length - 9]) {
    const damaged = Buffer.from(whole);
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    writeFileSync(file, damaged);
    expect(readModel(file)).toBeNull();
  }
  for (const bytes of [whole.subarray(0, whole.length - 8), Buffer.from('{}\n'), Buffer.alloc(0)]) {
    writeFileSync(file, bytes);
    expect(readModel(file)).toBeNull();
  }
});

test('every buffer of a model is handed over once', () => {
  const buffers = buffersOf(factorised(assemble(library(5, 9, 2))));
  expect(new Set(buffers).size).toBe(buffers.length);
  expect(buffers.length).toBeGreaterThan(15);
});

test.each([
  ['rows', 2000],
  ['titles', 16],
])('in the form of %s, what a group likes is suggested to who likes one of its titles', (form, mostRows) => {
  const model = factorised(assemble(library(30, 24, 3)), mostRows);
  expect(model.ease?.form).toBe(form);
  const scores = collaborate(model, new Map([[1, 1]]));
  const order = [...scores.keys()]
    .filter((title) => title !== 1)
    .sort((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0));
  expect(order.slice(0, 5).map((title) => title % 3)).toEqual([1, 1, 1, 1, 1]);
  expect(scores.every(Number.isFinite)).toBe(true);
  const [near = 0, far = 0] = likeness(model, 1, [4, 5]);
  expect(near).toBeGreaterThan(far + 0.2);
});
