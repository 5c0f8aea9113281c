// What Electronegativity looks for, looked for in our own source and in what is shipped: each place of such a pattern is one
// that somebody wrote a reason for, and a new one fails. Whether a protection holds is shown by the attacks beside this.
import { extractFile, listPackage } from '@electron/asar';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../support/built.ts';
import { packagedProgram } from '../../support/packaged-app.ts';

/** By the names of Electronegativity's checks, of which some say the same. */
const patterns = {
  ALLOWPOPUPS: /allowpopups/i,
  AUXCLICK: /disableBlinkFeatures/,
  BLINK_FEATURES: /enableBlinkFeatures|enable-blink-features/,
  CERTIFICATE_ERROR: /certificate-error|ignore-certificate-errors|select-client-certificate/,
  CERTIFICATE_VERIFY_PROC: /setCertificateVerifyProc|rejectUnauthorized|NODE_TLS_REJECT/,
  CONTEXT_ISOLATION: /contextIsolation["'`]?\s*:\s*(?:false|!1)/,
  CUSTOM_ARGUMENTS: /appendSwitch|appendArgument|disable-web-security|no-sandbox/,
  DANGEROUS_CODE: /\beval\s*\(|\bnew Function\b|executeJavaScript|insertCSS/,
  DANGEROUS_MARKUP: /innerHTML|outerHTML|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML|srcdoc/,
  EXPERIMENTAL_FEATURES: /experimentalFeatures|experimentalCanvasFeatures/,
  HTTP_RESOURCES: /loadURL\(\s*["'`]https?:|src=["']https?:/,
  INSECURE_CONTENT: /allowRunningInsecureContent/,
  LOAD_FILE: /loadFile\(|["'`]file:\/\//,
  NODE_INTEGRATION: /nodeIntegration\w*["'`]?\s*:\s*(?:true|!0)/,
  OPEN_EXTERNAL: /openExternal|openPath/,
  PROTOCOL: /register(?:File|Http|Buffer|String|Stream)Protocol|bypassCSP|setAsDefaultProtocolClient/,
  REMOTE: /enableRemoteModule|@electron\/remote/,
  SANDBOX: /sandbox["'`]?\s*:\s*(?:false|!1)/,
  SECURITY_WARNINGS: /ELECTRON_DISABLE_SECURITY_WARNINGS/,
  WEB_SECURITY: /webSecurity["'`]?\s*:\s*(?:false|!1)/,
  WEBVIEW: /<webview|webviewTag["'`]?\s*:\s*(?:true|!0)/,
} as const satisfies Record<string, RegExp>;
type Pattern = keyof typeof patterns;

/** [pattern, file, what stands there, why it may]. */
const inSource: readonly (readonly [Pattern, string, string, string])[] = [
  ['CUSTOM_ARGUMENTS', 'src-main/electron/main.ts', '// With --no-sandbox (which root needs)', 'says why the next line asks'],
  ['CUSTOM_ARGUMENTS', 'src-main/electron/main.ts', "hasSwitch('no-sandbox')", 'asked, not set: root can run Chromium in no other way'],
  ['DANGEROUS_CODE', 'src-main/electron/pulse.ts', "executeJavaScriptInIsolatedWorld(pulseWorld, [{ code: '0' }])", 'a constant, in a world of its own: the sign of life'],
  ['LOAD_FILE', 'src-main/electron/security.ts', "'file:///*'", 'refused by it'],
]; // prettier-ignore

/** How often a pattern stands in libraries that are shipped, and why it may. */
const inLibraries: Readonly<Partial<Record<Pattern, string>>> = {
  DANGEROUS_MARKUP:
    'React and react-aria set markup for dangerouslySetInnerHTML, which our source never uses',
  DANGEROUS_CODE: 'zod tries whether code may be made of text; the page’s policy says no',
  OPEN_EXTERNAL: 'electron-updater’s installer of macOS packages that nobody signed; ours ends before it',
  CUSTOM_ARGUMENTS: 'our own line, built',
  LOAD_FILE: 'our own line, built',
  CERTIFICATE_VERIFY_PROC: 'builder-util-runtime’s download options, which ours never gives',
};

test(`none of ${Object.keys(patterns).length} patterns stands in our source without a reason`, () => {
  const found = ['src-main', 'src-renderer', 'src-shared', 'migrations'].flatMap((folder) =>
    filesBelow(join(projectRoot, folder)).flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line) =>
          hits(line).map((pattern) => [pattern, relative(projectRoot, file), line.trim()] as const),
        ),
    ),
  );
  const unexplained = found.filter(
    ([pattern, file, line]) =>
      !inSource.some(([known, where, text]) => known === pattern && where === file && line.includes(text)),
  );
  expect(unexplained).toEqual([]);
  expect(found).toHaveLength(inSource.length);
});

test('nor in what is shipped, libraries with it', () => {
  const shipped = shippedScripts();
  expect(shipped.length).toBeGreaterThan(20);
  const found = new Set(shipped.flatMap(({ text }) => hits(text)));
  expect([...found].filter((pattern) => !(pattern in inLibraries))).toEqual([]);
});

function hits(text: string): Pattern[] {
  return (Object.keys(patterns) as Pattern[]).filter((name) => patterns[name].test(text));
}

/** Of the package's archive, or of the build that it would be made of. */
function shippedScripts(): { readonly name: string; readonly text: string }[] {
  const isScript = (name: string) => /\.(?:js|cjs|html)$/.test(name);
  if (packagedProgram === undefined)
    return filesBelow(join(projectRoot, 'out'))
      .filter(isScript)
      .map((name) => ({ name, text: readFileSync(name, 'utf8') }));
  const archive = join(dirname(packagedProgram), 'resources', 'app.asar');
  return listPackage(archive, { isPack: false })
    .filter((name) => isScript(name) && name.includes('/out/'))
    .map((name) => ({ name, text: extractFile(archive, name.slice(1)).toString() }));
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
