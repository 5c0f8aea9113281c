// What human output is written on: styles that vanish where they aren't wanted, numbers, and tables that fit
// the terminal. Every cell is made harmless here, so that commands pass texts of people as they are.
import { styleText } from 'node:util';
import { displayWidth, plain, shorten, wrap } from './text-width.ts';

export interface Column {
  readonly head: string;
  readonly align?: 'right';
  /** May be shortened to this many columns where the terminal is narrow; else it stays whole. */
  readonly least?: number;
  /** Left out altogether where shortening isn't enough; the last such column goes first. */
  readonly optional?: boolean;
  readonly look?: Look;
}

export type Look = 'bold' | 'dim';

export interface Paper {
  bold(text: string): string;
  dim(text: string): string;
  table(columns: readonly Column[], rows: readonly (readonly string[])[]): string;
  /** Labels in one column, their values beside them; rows without a value are left out. */
  facts(rows: readonly (readonly [label: string, value: string])[]): string;
  paragraph(text: string, indent: number): string;
}

const gap = 2;
const readable = 100;

/** `width` null: not a terminal; tables stay whole. */
export function createPaper({
  color,
  width,
}: {
  readonly color: boolean;
  readonly width: number | null;
}): Paper {
  const style = (look: Look | undefined, text: string) =>
    look !== undefined && color && text !== '' ? styleText(look, text, { validateStream: false }) : text;

  return {
    bold: (text) => style('bold', plain(text)),
    dim: (text) => style('dim', plain(text)),
    table(columns, rows) {
      const cells = [columns.map((column) => column.head), ...rows.map((row) => row.map(plain))];
      const fitted = fit(columns, cells, width ?? Infinity);
      const lines = cells.map((row, index) =>
        fitted
          .map(({ column, place, columns: space }) => {
            const text = shorten(row[place] ?? '', space);
            const padding = ' '.repeat(Math.max(0, space - displayWidth(text)));
            const styled = style(index === 0 ? 'dim' : column.look, text);
            return column.align === 'right' ? padding + styled : styled + padding;
          })
          .join(' '.repeat(gap))
          .trimEnd(),
      );
      return lines.join('\n');
    },
    facts(rows) {
      const told = rows.filter(([, value]) => value !== '');
      const space = Math.max(0, ...told.map(([label]) => label.length));
      const room = Math.max(20, Math.min(width ?? readable, readable) - space - gap);
      return told
        .map(([label, value]) => {
          const lines = wrap(value, room).join(`\n${' '.repeat(space + gap)}`);
          return style('dim', label) + ' '.repeat(space + gap - label.length) + lines;
        })
        .join('\n');
    },
    paragraph(text, indent) {
      const margin = ' '.repeat(indent);
      const room = Math.max(20, Math.min(width ?? readable, readable) - indent);
      return wrap(text, room)
        .map((line) => (line === '' ? '' : margin + line))
        .join('\n');
    },
  };
}

/** 12345 → "12,345". */
export function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** "1 title", "2,000 titles". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** Seconds as people say them: "0.4 s", "12 s", "3 min 5 s". */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** A stored moment as the day and minute of the person's own clock: "2026-03-01 11:05". */
export function localMinute(instant: string): string {
  const time = new Date(instant);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${localDay(instant)} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

export function localDay(instant: string): string {
  const time = new Date(instant);
  const parts = [time.getFullYear(), time.getMonth() + 1, time.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

interface Fitted {
  readonly column: Column;
  readonly place: number;
  columns: number;
}

function fit(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): Fitted[] {
  const all: Fitted[] = columns.map((column, place) => ({
    column,
    place,
    columns: Math.max(...rows.map((row) => displayWidth(row[place] ?? ''))),
  }));
  // An optional column in which nobody has anything only takes room.
  let kept = all.filter(
    ({ column, place }) => column.optional !== true || rows.slice(1).some((row) => row[place] !== ''),
  );
  const total = (fitted: readonly Fitted[], size: (one: Fitted) => number) =>
    fitted.reduce((sum, one) => sum + size(one), gap * (fitted.length - 1));
  const least = (one: Fitted) => Math.min(one.columns, one.column.least ?? one.columns);
  for (;;) {
    const last = kept.findLast(({ column }) => column.optional === true);
    if (last === undefined || total(kept, least) <= width) break;
    kept = kept.filter((one) => one !== last);
  }
  let over = total(kept, (one) => one.columns) - width;
  while (over > 0) {
    const [widest] = kept.filter((one) => one.columns > least(one)).toSorted((a, b) => b.columns - a.columns);
    if (widest === undefined) break;
    widest.columns--;
    over--;
  }
  return kept;
}
