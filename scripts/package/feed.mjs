// The description of a release that installed apps read, with its signature beside it. One writer for all systems, so
// that what is signed is what was built.
import { createHash, createPrivateKey, sign } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, root } from '../project.mjs';

/** Kinds of package that can be replaced by a newer one, by system. */
const kinds = {
  linux: { name: 'latest-linux', pattern: /\.(?:deb|rpm|AppImage)$/ },
  win32: { name: 'latest', pattern: /-Setup-.*\.exe$/ },
  darwin: { name: 'latest-mac', pattern: /\.zip$/ },
};

/**
 * Describes the packages in a folder; MEDIARY_UPDATE_KEY (Ed25519, PKCS #8 in PEM) signs.
 *
 * @param {string} folder
 * @returns {string | undefined} what was written, for the one who builds; undefined where there's nothing to describe
 */
export function writeFeed(folder) {
  const kind = kinds[/** @type {keyof typeof kinds} */ (process.platform)];
  // A workflow sets what it hasn't got to nothing.
  const { MEDIARY_UPDATE_FEED: feed = '', MEDIARY_UPDATE_KEY: key = '' } = process.env;
  if (feed === '') return undefined;
  if (key === '') return `${kind.name}.yml … not written: MEDIARY_UPDATE_KEY, which signs it, is not set`;
  const files = readdirSync(folder).filter((file) => kind.pattern.test(file));
  if (files.length === 0) return undefined;
  const version = process.env['MEDIARY_PACKAGE_VERSION'] ?? readJson(join(root, 'package.json')).version;
  // JSON is YAML, which is what readers expect.
  const text = `${JSON.stringify(describe(folder, files, version), null, 2)}\n`;
  writeFileSync(join(folder, `${kind.name}.yml`), text);
  const signature = sign(null, Buffer.from(text), createPrivateKey(key)).toString('base64');
  writeFileSync(join(folder, `${kind.name}.yml.sig`), `${signature}\n`);
  return `${kind.name}.yml … describes ${files.join(', ')}, signed`;
}

/**
 * @param {string} folder
 * @param {string[]} names
 * @param {string} version
 */
function describe(folder, names, version) {
  const files = names.map((name) => ({
    url: name,
    sha512: createHash('sha512')
      .update(readFileSync(join(folder, name)))
      .digest('base64'),
    size: statSync(join(folder, name)).size,
  }));
  const [first] = files;
  return {
    version,
    files,
    path: first?.url,
    sha512: first?.sha512,
    releaseDate: new Date().toISOString(),
    releaseNotes: notesOf(version),
  };
}

/**
 * The part of the release notes that is about a version, as plain text.
 *
 * @param {string} version
 */
function notesOf(version) {
  const parts = readFileSync(join(root, 'resources/release-notes.md'), 'utf8').split(/^## /m);
  const part = parts.find((one) => one.split('\n')[0]?.trim() === version);
  return part === undefined ? '' : part.slice(part.indexOf('\n') + 1).trim();
}
