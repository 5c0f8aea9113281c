// bcrypt away from the main thread: bcryptjs is plain JavaScript and takes a third of a second a time.
import bcrypt from 'bcryptjs';
import { parentPort } from 'node:worker_threads';

export type PasswordRequest = { readonly id: number } & (
  | { readonly kind: 'hash'; readonly text: string; readonly cost: number }
  | { readonly kind: 'verify'; readonly text: string; readonly hash: string }
);
export interface PasswordReply {
  readonly id: number;
  readonly result: string | boolean;
}

parentPort?.on('message', (request: PasswordRequest) => {
  const result =
    request.kind === 'hash'
      ? bcrypt.hashSync(request.text, request.cost)
      : bcrypt.compareSync(request.text, request.hash);
  parentPort?.postMessage({ id: request.id, result } satisfies PasswordReply);
});
