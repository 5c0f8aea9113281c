// Reads values of JSON that may be anything: what isn't there or is of another type is undefined or ''.

export type Fields = Readonly<Record<string, unknown>>;

export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** A text or a number as text, trimmed; '' for everything else. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : '';
}

/** A text whole; undefined where it is blank or none. */
export function prose(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** A whole number from 0. */
export function count(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : undefined;
}

/** The texts of an item that is refused, for the user's eyes. */
export function cellsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [text(value)];
  return Object.values(value).map((part) =>
    typeof part === 'object' && part !== null ? shortJson(part) : String(part ?? ''),
  );
}

function shortJson(value: object): string {
  return JSON.stringify(value).slice(0, 500);
}
