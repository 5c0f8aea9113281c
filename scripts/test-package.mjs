// npm run test:package: builds the .deb of an older version and the .deb, .rpm and .tar.gz of this one, and tries them as
// people get them: installed, used, upgraded through the app's own update, removed. On a Debian where this may install
// packages; elsewhere it says in a line that it is skipped.
import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { endOnSignals, findProgram, run } from './command.mjs';
import { openDisplay } from './display.mjs';
import { projectNode, root } from './project.mjs';
import { setUp } from './setup.mjs';
import { failure, runScript, say, step } from './steps.mjs';
import { summaryLine } from './test-counts.mjs';
import { runVitest } from './vitest-run.mjs';

const older = '0.0.9';
/** Where the tests serve newer versions; built into the packages. */
const feedPort = 47_811;

await runScript(async () => {
  endOnSignals();
  const obstacle = whatIsMissing();
  if (obstacle !== undefined) {
    say(`test:package is skipped: ${obstacle}`);
    say(summaryLine({ passed: 0, failed: 0, skipped: 1 }));
    return 0;
  }
  await setUp();
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const keys = {
    MEDIARY_UPDATE_FEED: `http://127.0.0.1:${feedPort}/`,
    MEDIARY_UPDATE_PUBLIC_KEY: String(publicKey.export({ type: 'spki', format: 'pem' })),
    MEDIARY_UPDATE_KEY: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  };
  const folders = { older: '.cache/packages/older', newer: '.cache/packages/newer' };
  await pack(`Packing the app as ${older}`, folders.older, ['deb'], {
    ...keys,
    MEDIARY_PACKAGE_VERSION: older,
  });
  await pack('Packing the app as it is', folders.newer, ['deb', 'rpm', 'tar.gz'], keys);
  const display = await openDisplay();
  try {
    const { counts } = await runVitest('package', ['package'], {
      env: {
        ...display.env,
        MEDIARY_PACKAGES_OLDER: join(root, folders.older),
        MEDIARY_PACKAGES_NEWER: join(root, folders.newer),
        MEDIARY_FEED_PORT: String(feedPort),
      },
    });
    say(summaryLine(counts));
    return counts.failed === 0 ? 0 : 1;
  } finally {
    display.close();
  }
});

function whatIsMissing() {
  if (process.platform !== 'linux' || !findProgram('dpkg')) return 'there is no dpkg to install with.';
  return process.getuid?.() === 0 ? undefined : 'only root may install packages.';
}

/**
 * @param {string} label
 * @param {string} folder
 * @param {string[]} targets
 * @param {NodeJS.ProcessEnv} env
 */
async function pack(label, folder, targets, env) {
  await step(label, async () => {
    const { code, output } = await run(projectNode, [join(root, 'scripts/package.mjs'), ...targets], {
      env: { ...env, MEDIARY_PACKAGE_OUTPUT: folder },
    });
    if (code !== 0) throw failure({ why: `${label} failed.`, output, remedy: `Look into ${root}.` });
  });
}
