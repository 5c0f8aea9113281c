// The content-derived identity: two offline devices that add the same work agree on it.
import { createHash } from 'node:crypto';
import { identityText, type MediaIdentity } from '#shared/domain/media-identity.ts';

/** The first 128 bits of SHA-256 over the identity's text. */
export function mediaUid(identity: MediaIdentity): Buffer {
  return createHash('sha256').update(identityText(identity)).digest().subarray(0, 16);
}
