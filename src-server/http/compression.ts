// Pages of records are compressed as fast as can be: what counts is the time to get them.
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);
/** Below, it would only cost time. */
const leastLength = 1400;

/** The text in the best form that the reader takes. */
export async function compressed(
  text: string,
  accepted: string | string[] | undefined,
): Promise<{ body: string | Buffer; encoding?: 'br' | 'gzip' }> {
  if (text.length < leastLength || typeof accepted !== 'string') return { body: text };
  if (/\bbr\b(?!;q=0)/.test(accepted)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 1 };
    return { body: await toBrotli(text, { params }), encoding: 'br' };
  }
  if (/\bgzip\b(?!;q=0)/.test(accepted)) return { body: await toGzip(text, { level: 1 }), encoding: 'gzip' };
  return { body: text };
}
