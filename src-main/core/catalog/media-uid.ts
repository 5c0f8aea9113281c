// The content-derived identity: two offline devices that add the same work agree on it.
import { hash } from 'node:crypto';
import { identityText, identityTextOfKey, type MediaIdentity } from '#shared/domain/media-identity.ts';

/** The first 128 bits of SHA-256 over the identity's text. */
export function mediaUid(identity: MediaIdentity): Buffer {
  return uidOf(identityText(identity));
}

/** The same, where the title is normalised already. */
export function mediaUidOfKey(identity: Parameters<typeof identityTextOfKey>[0]): Buffer {
  return uidOf(identityTextOfKey(identity));
}

function uidOf(text: string): Buffer {
  return hash('sha256', text, 'buffer').subarray(0, 16);
}
