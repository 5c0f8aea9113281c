// What a file has said so far: for each target (a title, or a person's review of one) the line that was first and a
// hash of what it said. Open addressing over typed arrays: a million targets take 48 MB.

export interface SeenRows {
  /** The line that spoke of this target before `line`; undefined where none did. */
  lineOf(target: number, person: number, line: number): number | undefined;
  /** Whether any line did. */
  has(target: number, person: number): boolean;
  hashOf(target: number, person: number): number;
  /** Keeps the first line of a target. */
  add(target: number, person: number, line: number, hash: number): void;
}

export function createSeenRows(): SeenRows {
  let size = 1 << 12;
  let used = 0;
  let targets = new Float64Array(size);
  let people = new Float64Array(size);
  let lines = new Float64Array(size);
  let hashes = new Int32Array(size);

  function slotOf(target: number, person: number): number {
    let slot = (Math.imul(target, 0x9e3779b1) ^ Math.imul(person, 0x85ebca6b)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & (size - 1);
    while (lines[slot] !== 0 && (targets[slot] !== target || people[slot] !== person))
      slot = (slot + 1) & (size - 1);
    return slot;
  }

  function grow(): void {
    const old = { targets, people, lines, hashes };
    size *= 2;
    [targets, people, lines, hashes] = [
      new Float64Array(size),
      new Float64Array(size),
      new Float64Array(size),
      new Int32Array(size),
    ];
    for (const [index, line] of old.lines.entries()) {
      if (line !== 0)
        put(
          slotOf(old.targets[index] ?? 0, old.people[index] ?? 0),
          old.targets[index] ?? 0,
          old.people[index] ?? 0,
          line,
          old.hashes[index] ?? 0,
        );
    }
  }

  function put(slot: number, target: number, person: number, line: number, hash: number): void {
    targets[slot] = target;
    people[slot] = person;
    lines[slot] = line;
    hashes[slot] = hash;
  }

  return {
    // A line is not before itself: after a rollback the rows of a batch come again.
    lineOf(target, person, line) {
      const known = lines[slotOf(target, person)] ?? 0;
      return known !== 0 && known < line ? known : undefined;
    },
    has: (target, person) => lines[slotOf(target, person)] !== 0,
    hashOf: (target, person) => hashes[slotOf(target, person)] ?? 0,
    add(target, person, line, hash) {
      const slot = slotOf(target, person);
      const known = lines[slot] ?? 0;
      if (known !== 0 && known < line) return;
      put(slot, target, person, line, hash);
      if (known !== 0) return;
      used++;
      if (used * 2 > size) grow();
    },
  };
}

/** A small hash of a row's cells (FNV-1a over UTF-16 units): equal rows are equal, others hardly ever. */
export function hashCells(cells: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const cell of cells) {
    for (let at = 0; at < cell.length; at++) hash = Math.imul(hash ^ cell.charCodeAt(at), 0x01000193);
    hash = Math.imul(hash ^ 0x1f, 0x01000193);
  }
  return hash | 0;
}
