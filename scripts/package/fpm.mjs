#!/usr/bin/env node
// Takes the place of fpm, which electron-builder would download: packs folders as .deb or .rpm with the system's own
// dpkg-deb and rpmbuild. Knows the arguments that electron-builder gives, and no others.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Folders that other packages own as well: an rpm must not claim them. */
const commonFolders = new Set(['/opt', '/usr', '/usr/share', '/usr/share/applications', '/usr/share/doc', '/usr/share/icons', '/usr/share/icons/hicolor', '/usr/share/mime', '/usr/share/mime/packages']); // prettier-ignore

const { options, lists, mappings } = readArguments(process.argv.slice(2));
const work = mkdtempSync(join(tmpdir(), 'mediary-package-'));
try {
  const tree = join(work, 'tree');
  for (const mapping of mappings) copyMapping(mapping, tree);
  const entries = [...walk(tree)];
  evenModes(entries);
  if (options['t'] === 'deb') packDeb(tree, entries);
  else if (options['t'] === 'rpm') packRpm(tree, entries);
  else throw new Error(`this system packs deb and rpm, not ${options['t']}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** @param {readonly string[]} args */
function readArguments(args) {
  const alone = new Set(['--force', '--debug', '--verbose']);
  const repeated = new Set(['d', 'deb-recommends', 'deb-suggests', 'rpm-tag']);
  /** @type {Record<string, string>} */
  const single = {};
  /** @type {Record<string, string[]>} */
  const many = {};
  const files = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (alone.has(arg)) continue;
    if (!arg.startsWith('-')) {
      files.push(arg);
      continue;
    }
    const name = arg.replace(/^--?/, '');
    const value = args[++at] ?? '';
    if (repeated.has(name)) (many[name] ??= []).push(value);
    else single[name] = value;
  }
  return { options: single, lists: many, mappings: files };
}

/**
 * @param {string} mapping "from=to"
 * @param {string} tree
 */
function copyMapping(mapping, tree) {
  const at = mapping.lastIndexOf('=');
  const to = join(tree, mapping.slice(at + 1));
  mkdirSync(dirname(to), { recursive: true });
  cpSync(mapping.slice(0, at), to, { recursive: true, verbatimSymlinks: true });
}

/**
 * Everything below a folder, folders before what they hold.
 *
 * @param {string} folder
 * @returns {Generator<{ path: string, kind: 'folder' | 'file' | 'link', size: number, mode: number }>}
 */
function* walk(folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    const stats = lstatSync(path);
    const kind = stats.isSymbolicLink() ? 'link' : stats.isDirectory() ? 'folder' : 'file';
    yield { path, kind, size: stats.size, mode: stats.mode };
    if (kind === 'folder') yield* walk(path);
  }
}

/**
 * A package must not carry the umask of whoever built it.
 *
 * @param {{ path: string, kind: string, mode: number }[]} all
 */
function evenModes(all) {
  for (const { path, kind, mode } of all)
    if (kind !== 'link') chmodSync(path, kind === 'folder' || (mode & 0o100) > 0 ? 0o755 : 0o644);
}

/** @param {string} name the option that holds the script's path */
function script(name) {
  const file = options[name];
  return file === undefined ? '' : readFileSync(file, 'utf8');
}

/**
 * @param {string} tree
 * @param {{ kind: string, size: number }[]} all
 */
function packDeb(tree, all) {
  const bytes = all.reduce((sum, { kind, size }) => sum + (kind === 'file' ? size : 0), 0);
  const [summary = '', ...rest] = (options['description'] ?? '').split('\n');
  const control = {
    Package: options['name'],
    Version: [options['version'], options['iteration']].filter(Boolean).join('-'),
    Architecture: options['architecture'],
    Maintainer: options['maintainer'],
    'Installed-Size': String(Math.ceil(bytes / 1024)),
    Depends: lists['d']?.join(', '),
    Recommends: lists['deb-recommends']?.join(', '),
    Section: options['category'],
    Priority: options['deb-priority'] ?? 'optional',
    Homepage: options['url'],
    Description: [summary, ...rest.map((line) => ` ${line.trim() || '.'}`)].join('\n'),
  };
  const folder = join(tree, 'DEBIAN');
  mkdirSync(folder);
  const lines = Object.entries(control).filter(([, value]) => value !== undefined && value !== '');
  writeFileSync(join(folder, 'control'), lines.map(([name, value]) => `${name}: ${value}\n`).join(''));
  for (const [file, option] of [
    ['postinst', 'after-install'],
    ['postrm', 'after-remove'],
  ])
    // prettier-ignore
    if (script(option ?? '') !== '') writeFileSync(join(folder, file ?? ''), script(option ?? ''), { mode: 0o755 });
  const asked = options['deb-compression'] ?? 'xz';
  const format = { gz: 'gzip', zst: 'zstd' }[asked] ?? asked;
  execFileSync('dpkg-deb', [`-Z${format}`, '--root-owner-group', '--build', tree, target()], {
    stdio: 'inherit',
  });
}

/**
 * @param {string} tree
 * @param {{ path: string, kind: string }[]} all
 */
function packRpm(tree, all) {
  const listed = all.flatMap(({ path, kind }) => {
    const inside = path.slice(tree.length);
    if (kind !== 'folder') return [`"${inside}"`];
    return commonFolders.has(inside) || inside.startsWith('/usr/share/icons/hicolor/')
      ? []
      : [`%dir "${inside}"`];
  });
  const spec = [
    '%define _build_id_links none',
    '%define __os_install_post %{nil}',
    '%define debug_package %{nil}',
    '%define _binary_payload w12.zstdio',
    `Name: ${options['name']}`,
    `Version: ${(options['version'] ?? '').replaceAll('-', '~')}`,
    `Release: ${options['iteration'] ?? '1'}`,
    `Summary: ${options['rpm-summary'] ?? options['description']?.split('\n')[0]}`,
    `License: ${options['license'] ?? 'MIT'}`,
    ...(options['url'] === undefined ? [] : [`URL: ${options['url']}`]),
    'AutoReqProv: no',
    ...(lists['d'] ?? []).map((name) => `Requires: ${name}`),
    '%description',
    options['description'] ?? '',
    '%post',
    script('after-install').replaceAll('%', '%%'),
    '%postun',
    script('after-remove').replaceAll('%', '%%'),
    '%files',
    '%defattr(-,root,root,-)',
    ...listed,
    '',
  ].join('\n');
  const specFile = join(work, 'package.spec');
  writeFileSync(specFile, spec);
  const machine =
    { amd64: 'x86_64', arm64: 'aarch64' }[options['architecture'] ?? ''] ?? options['architecture'] ?? '';
  execFileSync(
    'rpmbuild',
    ['-bb', '--quiet', '--buildroot', tree, '--target', machine, '--define', `_topdir ${work}`, '--define', `_rpmdir ${join(work, 'out')}`, specFile],
    { stdio: 'inherit' },
  ); // prettier-ignore
  const built = [...walk(join(work, 'out'))].find(({ path }) => path.endsWith('.rpm'));
  if (built === undefined) throw new Error('rpmbuild left no package');
  cpSync(built.path, target());
}

function target() {
  const file = options['package'] ?? options['p'];
  if (file === undefined) throw new Error('no --package was named');
  return file;
}
