// What every composition is: a wish for the words and a drawing for the room that they leave.
import type { ReactNode } from 'react';
import type { Dice } from './draw.ts';
import type { TextWish } from './layout.ts';
import type { Palette } from './palette.ts';

export interface Sheet {
  /** The picture's own room, from 0, 0. */
  readonly w: number;
  readonly h: number;
  readonly ink: Palette;
  readonly dice: Dice;
  /** The words stand above the picture: it may run off the bottom; otherwise off the top. */
  readonly isBelow: boolean;
}

export interface Composition {
  readonly wish: TextWish;
  readonly draw: (sheet: Sheet) => ReactNode;
}

export const standard: TextWish = { place: 'either', share: 0.36, largest: 50 };
export const titleBelow: TextWish = { place: 'bottom', share: 0.36, largest: 50 };
export const titleAbove: TextWish = { place: 'top', share: 0.36, largest: 50 };

/** 0, 1, … count − 1: for repeated shapes, whose place is their key. */
export function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
