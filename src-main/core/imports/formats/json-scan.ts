// Cuts a JSON document into its items without holding it: the elements of the outermost list, or of the lists that
// are members of the outermost object (other members are given whole). Each piece is then small enough to parse.
// What is malformed inside a piece is the caller's to find; what is malformed around them is told as a problem.

export interface JsonSink {
  /** `key`: of the object's member, null in a list. `index`: the place in the list; null for a member that is no list. */
  item(key: string | null, index: number | null, source: string): void;
  /** A list begins. */
  list?(key: string | null): void;
}

export interface JsonScan {
  /** The next piece of text; gives the problem where it can't go on. */
  push(text: string): string | null;
  end(): string | null;
}

/** In characters, of one item; and in brackets within it. */
const longestItem = 1 << 26;
const deepest = 100;

type State = 'start' | 'key' | 'colon' | 'value' | 'element' | 'after' | 'done';

export function scanJson(sink: JsonSink): JsonScan {
  let state: State = 'start';
  /** What stands outermost, and whether a list in it is open. */
  let root: 'array' | 'object' = 'array';
  let inList = false;
  let key: string | null = null;
  let index = 0;
  // The item being gathered.
  let depth = 0;
  let quoted = false;
  let escaped = false;
  let isBare = false;
  let parts: string[] = [];
  let held = 0;
  let problem: string | null = null;

  function finish(source: string): void {
    parts = [];
    held = 0;
    if (state === 'key') {
      key = parseKey(source);
      state = 'colon';
      return;
    }
    sink.item(key, inList ? index++ : null, source);
    state = 'after';
  }

  /** Reads on in the item from `at`; gives where it ends, or -1 where the text ends first. */
  function within(text: string, from: number): number {
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (quoted) {
        if (escaped) escaped = false;
        else if (code === 0x5c) escaped = true;
        else if (code === 0x22) {
          quoted = false;
          if (depth === 0) return at + 1;
        }
        continue;
      }
      if (isBare) {
        if (isBlank(code) || code === 0x2c || code === 0x5d || code === 0x7d) return at;
        continue;
      }
      if (code === 0x22) quoted = true;
      else if (code === 0x7b || code === 0x5b) {
        if (++depth > deepest) {
          problem = `is nested more than ${deepest} deep`;
          return -1;
        }
      } else if ((code === 0x7d || code === 0x5d) && --depth === 0) return at + 1;
    }
    return -1;
  }

  function begin(text: string, at: number): void {
    const code = text.charCodeAt(at);
    depth = 0;
    escaped = false;
    quoted = false;
    isBare = code !== 0x22 && code !== 0x7b && code !== 0x5b;
  }

  function push(text: string): string | null {
    let at = 0;
    let itemFrom = held > 0 ? 0 : -1;
    while (at < text.length && problem === null) {
      if (itemFrom >= 0) {
        const end = within(text, at);
        if (end < 0) break;
        const source = parts.join('') + text.slice(itemFrom, end);
        itemFrom = -1;
        at = end;
        finish(source);
        continue;
      }
      const code = text.charCodeAt(at);
      if (isBlank(code)) {
        at++;
        continue;
      }
      const starts = step(code);
      if (starts) {
        begin(text, at);
        itemFrom = at;
      } else at++;
    }
    if (problem !== null) return problem;
    if (itemFrom >= 0) {
      parts.push(text.slice(itemFrom));
      held += text.length - itemFrom;
      if (held > longestItem) problem = 'holds an item that is longer than any export writes';
    }
    return problem;
  }

  /** One character outside items; true where an item begins at it. */
  function step(code: number): boolean {
    switch (state) {
      case 'start':
        if (code === 0x5b || code === 0x7b) {
          root = code === 0x5b ? 'array' : 'object';
          inList = root === 'array';
          if (inList) sink.list?.(null);
          state = inList ? 'element' : 'key';
        } else problem = 'does not begin with [ or {';
        return false;
      case 'key':
        if (code === 0x22) return true;
        if (code === 0x7d) state = 'done';
        else if (code !== 0x2c) problem = 'is malformed: a name was expected';
        return false;
      case 'colon':
        if (code === 0x3a) state = 'value';
        else problem = 'is malformed: ":" was expected';
        return false;
      case 'value':
        if (code === 0x5b) {
          [inList, index, state] = [true, 0, 'element'];
          sink.list?.(key);
          return false;
        }
        return true;
      case 'element':
        if (code === 0x5d) {
          closeList();
          return false;
        }
        return true;
      case 'after':
        if (code === 0x2c) state = inList ? 'element' : 'key';
        else if (code === 0x5d && inList) closeList();
        else if (code === 0x7d && !inList) state = 'done';
        else problem = 'is malformed: "," was expected';
        return false;
      case 'done':
        problem = 'goes on after its end';
        return false;
      default:
        return false;
    }
  }

  function closeList(): void {
    inList = false;
    state = root === 'array' ? 'done' : 'after';
  }

  return {
    push,
    end: () => problem ?? (state === 'done' ? null : 'ends in the middle'),
  };
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09 || code === 0xfeff;
}

function parseKey(source: string): string {
  try {
    return String(JSON.parse(source));
  } catch {
    return source;
  }
}
