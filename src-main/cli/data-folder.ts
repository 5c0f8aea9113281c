// Where the app keeps its data by default: the folder that Electron's userData names for "Mediary", so that the
// window and the terminal meet in one database.
import { join, resolve } from 'node:path';

export interface DataFolderOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/** `chosen` (--data) goes before MEDIARY_DATA_DIR, and that before the system's place. Absolute. */
export function dataFolder(
  chosen: string | undefined,
  { env, platform, home }: DataFolderOptions,
): { readonly folder: string; readonly isChosen: boolean } {
  const named = filled(chosen) ?? filled(env['MEDIARY_DATA_DIR']);
  return {
    folder: resolve(named ?? join(appData({ env, platform, home }), 'Mediary')),
    isChosen: named !== undefined,
  };
}

function appData({ env, platform, home }: DataFolderOptions): string {
  if (platform === 'win32') return filled(env['APPDATA']) ?? join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  return filled(env['XDG_CONFIG_HOME']) ?? join(home, '.config');
}

function filled(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
