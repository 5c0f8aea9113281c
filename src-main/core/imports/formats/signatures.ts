// The first bytes of what is unpacked before it is read.

export function isZip(head: Buffer): boolean {
  return /^504b(?:0304|0506|0708|3030504b)/.test(head.toString('hex', 0, 8));
}

export function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}
