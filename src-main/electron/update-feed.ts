// The feed of newer versions: a description of the newest one and, beside it, its signature. A description that isn't
// signed with the key that this package was built with is no description; and since it holds the SHA-512 of every
// package, nothing else is installed on any system, whether or not the system knows signatures of its own.
import { verify } from 'node:crypto';
import type { UpdateInfo } from 'electron-updater';
import {
  parseUpdateInfo,
  Provider,
  resolveFiles,
  type ProviderRuntimeOptions,
} from 'electron-updater/out/providers/Provider.js';

/** What a package is built with, in its package.json: see scripts/package/config.mjs. */
export interface UpdateSource {
  /** The folder that holds the descriptions, their signatures and the packages. */
  readonly feed: string;
  /** Ed25519, as SPKI in PEM. */
  readonly publicKey: string;
}

/** By its name: names of classes don't outlive the bundler. */
export class SignatureError extends Error {
  override readonly name = 'SignatureError';
}

/** The provider that reads this feed, as electron-updater makes providers. */
export function signedFeed({
  feed,
  publicKey,
}: UpdateSource): new (
  options: unknown,
  updater: unknown,
  runtime: ProviderRuntimeOptions,
) => Provider<UpdateInfo> {
  const base = new URL(feed.endsWith('/') ? feed : `${feed}/`);
  return class SignedFeed extends Provider<UpdateInfo> {
    constructor(_options: unknown, _updater: unknown, runtime: ProviderRuntimeOptions) {
      super(runtime);
    }

    /** Throws SignatureError, or what the network throws. */
    async getLatestVersion(): Promise<UpdateInfo> {
      const name = `${this.getDefaultChannelName()}.yml`;
      const address = new URL(name, base);
      const [text, signature] = await Promise.all([
        this.httpRequest(address),
        this.httpRequest(new URL(`${name}.sig`, base)),
      ]);
      if (text === null || signature === null || !isSigned(text, signature, publicKey))
        throw new SignatureError(`${name} is not signed by who made this app`);
      return parseUpdateInfo(text, name, address);
    }

    resolveFiles(info: UpdateInfo): ReturnType<typeof resolveFiles> {
      return resolveFiles(info, base);
    }
  };
}

/** `signature` in base64, over the text's bytes. */
export function isSigned(text: string, signature: string, publicKey: string): boolean {
  return verify(null, Buffer.from(text), publicKey, Buffer.from(signature.trim(), 'base64'));
}
