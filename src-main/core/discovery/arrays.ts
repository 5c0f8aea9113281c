// Reading an element that is there by construction: hot loops index only what the arrays' own offsets name. One
// function for each type of array, because V8 keeps what it learns of a load with the function: a shared one would
// be slow for all.

export type Bytes = ArrayBuffer;
export type F64 = Float64Array<Bytes>;
export type F32 = Float32Array<Bytes>;
export type U32 = Uint32Array<Bytes>;
export type U16 = Uint16Array<Bytes>;

export function f64(array: Float64Array, index: number): number {
  return array[index] as number;
}

export function f32(array: Float32Array, index: number): number {
  return array[index] as number;
}

export function u32(array: Uint32Array, index: number): number {
  return array[index] as number;
}

export function u16(array: Uint16Array, index: number): number {
  return array[index] as number;
}

/** Adds to an element; where counters and sums grow. */
export function addF64(array: Float64Array, index: number, more: number): void {
  array[index] = (array[index] as number) + more;
}

export function addU32(array: Uint32Array, index: number, more: number): void {
  array[index] = (array[index] as number) + more;
}

/** Scales to a standard deviation of one round the same middle; all zero where nothing differs. */
export function standardise(values: Float64Array): F64 {
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / Math.max(values.length, 1);
  const deviation = Math.sqrt(Math.max(squares / Math.max(values.length, 1) - mean * mean, 0));
  if (deviation < 1e-9) return new Float64Array(values.length);
  const scaled = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) scaled[i] = (values[i] as number) / deviation;
  return scaled;
}

/** The positions of the `count` largest values, best first; equal ones in order of position. -Infinity never comes. */
export function topPositions(values: Float64Array, count: number): number[] {
  // A small heap with the worst on top: most values are refused by one comparison.
  const heap: number[] = [];
  const worse = (one: number, other: number) => {
    const difference = f64(values, one) - f64(values, other);
    return difference < 0 || (difference === 0 && one > other);
  };
  for (let i = 0; i < values.length; i++) {
    const value = f64(values, i);
    if (value === -Infinity) continue;
    const top = heap[0];
    if (heap.length < count) {
      heap.push(i);
      siftUp(heap, worse);
    } else if (top !== undefined && value > f64(values, top)) {
      heap[0] = i;
      siftDown(heap, worse);
    }
  }
  return heap.sort((one, other) => f64(values, other) - f64(values, one) || one - other);
}

function siftUp(heap: number[], worse: (one: number, other: number) => boolean): void {
  for (let child = heap.length - 1; child > 0;) {
    const parent = (child - 1) >> 1;
    if (!worse(heap[child] as number, heap[parent] as number)) return;
    swap(heap, child, parent);
    child = parent;
  }
}

function siftDown(heap: number[], worse: (one: number, other: number) => boolean): void {
  for (let parent = 0; ;) {
    let least = parent;
    for (const child of [2 * parent + 1, 2 * parent + 2]) {
      if (child < heap.length && worse(heap[child] as number, heap[least] as number)) least = child;
    }
    if (least === parent) return;
    swap(heap, least, parent);
    parent = least;
  }
}

function swap(heap: number[], one: number, other: number): void {
  const kept = heap[one] as number;
  heap[one] = heap[other] as number;
  heap[other] = kept;
}
