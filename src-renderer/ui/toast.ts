// What has just happened, in one line, with at most one action such as Undo. Call `toast({ message })` from anywhere in the
// renderer; `Toasts` (mounted once by the shell) shows them and tells them to a screen reader.
import { create } from 'zustand';

export interface ToastInput {
  readonly message: string;
  readonly tone?: 'plain' | 'success' | 'danger';
  readonly action?: { readonly label: string; readonly onAction: () => void };
  /** Milliseconds; 5,000 without an action, 10,000 with one; null stays until dismissed. */
  readonly lasts?: number | null;
  /** A toast with the same key replaces the earlier one. */
  readonly key?: string;
}

export interface Toast extends ToastInput {
  readonly id: number;
}

interface ToastState {
  readonly toasts: readonly Toast[];
  readonly lastId: number;
}

const mostAtOnce = 3;

export const useToasts = create<ToastState>(() => ({ toasts: [], lastId: 0 }));

/** Shows a toast and returns the function that takes it away. */
export function toast(input: ToastInput): () => void {
  const id = useToasts.getState().lastId + 1;
  useToasts.setState(({ toasts }) => {
    const others = toasts.filter((one) => input.key === undefined || one.key !== input.key);
    return { lastId: id, toasts: [...others, { ...input, id }].slice(-mostAtOnce) };
  });
  return () => dismissToast(id);
}

export function dismissToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((one) => one.id !== id) }));
}

export function toastDuration({ lasts, action }: ToastInput): number | null {
  return lasts === undefined ? (action ? 10_000 : 5_000) : lasts;
}
