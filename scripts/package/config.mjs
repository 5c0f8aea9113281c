// What electron-builder makes of the built app, on every system. Its own file and not package.json's: it computes.
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../project.mjs';

/** Electron as set-up found or made it; its version is not npm's where a stand-in took its place. */
const dist = join(root, 'node_modules/electron/dist');
const versionFile = join(dist, 'version');

const deb = ['libgtk-3-0 | libgtk-3-0t64', 'libnss3', 'libasound2 | libasound2t64', 'libgbm1', 'libxss1', 'libxtst6', 'libnotify4', 'libatspi2.0-0 | libatspi2.0-0t64', 'libsecret-1-0', 'xdg-utils']; // prettier-ignore

/**
 * Where the packages will look for newer ones, and the key whose signature they ask for (Ed25519, SPKI in PEM). Without
 * both they are built all the same, and never look.
 */
const { MEDIARY_UPDATE_FEED: feed = '', MEDIARY_UPDATE_PUBLIC_KEY: publicKey = '' } = process.env;
const updates = feed !== '' && publicKey !== '' ? { feed, publicKey } : undefined;

/** Signing is for those who hold the secrets: without them packages are built unsigned, and say so. */
const signsMac = process.env['CSC_LINK'] !== undefined;

/** @type {import('electron-builder').Configuration} */
// oxlint-disable-next-line import/no-default-export -- electron-builder looks for it
export default {
  appId: 'org.mediary.app',
  productName: 'Mediary',
  copyright: 'The Mediary authors, MIT licence',
  directories: { output: process.env['MEDIARY_PACKAGE_OUTPUT'] ?? 'dist', buildResources: 'resources' },
  ...(existsSync(versionFile) && {
    electronDist: dist,
    electronVersion: readFileSync(versionFile, 'utf8').trim(),
  }),
  // NOTE: rebuilding deletes the addon that set-up compiled, and puts nothing in its place.
  npmRebuild: false,
  asar: true,
  // The addon is loaded, and the starter catalogue copied, by programs that know nothing of archives.
  asarUnpack: ['**/*.node', 'resources/**'],
  files: [
    'out/**',
    '!out/.built-from',
    'package.json',
    'resources/starter-catalogue.csv',
    '!node_modules/better-sqlite3/{src,deps}/**',
    '!node_modules/better-sqlite3/binding.gyp',
    '!node_modules/better-sqlite3/prebuilds/!(${platform}-${arch}.node)',
    '!node_modules/better-sqlite3/build/!(Release)/**',
    '!node_modules/node-addon-api/**',
  ],
  extraResources: [{ from: 'resources/LICENSE.txt', to: 'LICENSE.mediary.txt' }],
  electronLanguages: ['en-US', 'de'],
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  // A custom dist folder brings what an app must not carry: another app, and its version as if it were ours.
  afterPack: async ({ appOutDir }) => {
    for (const name of ['resources/default_app.asar', 'version'])
      await rm(join(appOutDir, name), { force: true });
  },
  artifactName: '${productName}-${version}-${os}-${arch}.${ext}',
  fileAssociations: [
    { ext: 'mediary', name: 'Mediary backup', description: 'Mediary backup', mimeType: 'application/x-mediary-backup', role: 'Editor' },
  ], // prettier-ignore
  // With a feed, packages are told of what kind they are; the feed itself is written by feed.mjs.
  publish: updates === undefined ? null : { provider: 'generic', url: updates.feed },
  extraMetadata: {
    ...(updates && { updates }),
    // The tests build an older one, to have something to upgrade.
    ...(process.env['MEDIARY_PACKAGE_VERSION'] !== undefined && {
      version: process.env['MEDIARY_PACKAGE_VERSION'],
    }),
  },
  linux: {
    target: ['deb', 'rpm', 'AppImage', 'tar.gz'],
    category: 'AudioVideo',
    // The app's own name is the command's, so the window's program has another.
    executableName: 'mediary-app',
    syncDesktopName: true,
    icon: 'resources/icon.png',
    synopsis: 'Remembers what you watch and listen to',
    maintainer: 'The Mediary authors <hello@mediary.invalid>',
    extraFiles: [{ from: 'scripts/package/mediary.sh', to: 'mediary' }],
  },
  deb: { depends: deb, compression: 'zst', afterInstall: 'scripts/package/after-install.sh', afterRemove: 'scripts/package/after-remove.sh' }, // prettier-ignore
  rpm: { afterInstall: 'scripts/package/after-install.sh', afterRemove: 'scripts/package/after-remove.sh' },
  win: { target: [{ target: 'nsis', arch: ['x64', 'arm64'] }, { target: 'portable', arch: ['x64'] }], icon: 'resources/icon.png', extraFiles: [{ from: 'scripts/package/mediary.cmd', to: 'mediary.cmd' }, { from: 'scripts/package/path.ps1', to: 'path.ps1' }] }, // prettier-ignore
  portable: { artifactName: '${productName}-${version}-portable.${ext}' },
  nsis: { artifactName: '${productName}-Setup-${version}.${ext}', oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true, deleteAppDataOnUninstall: false, include: 'scripts/package/installer.nsh' }, // prettier-ignore
  mac: {
    target: [{ target: 'dmg', arch: ['x64', 'arm64'] }, { target: 'zip', arch: ['x64', 'arm64'] }],
    category: 'public.app-category.entertainment',
    icon: 'resources/icon.png',
    hardenedRuntime: true,
    notarize: process.env['APPLE_API_KEY'] !== undefined,
    ...(!signsMac && { identity: null }),
    extraResources: [{ from: 'scripts/package/mediary.sh', to: 'mediary' }],
  }, // prettier-ignore
};
