// What the export worker is given.
import type { ExportOptions } from '#shared/api/exports.ts';

/** `beside`: files in a folder that is there; `folder`: a folder of their own. */
export type ExportLayout = 'beside' | 'folder' | 'zip';

export interface ExportTask {
  readonly databaseFile: string;
  readonly userId: number;
  readonly options: ExportOptions;
  readonly layout: ExportLayout;
  /** The file of one file, else the first of several, the folder or the ZIP. */
  readonly path: string;
  readonly overwrite: boolean;
  readonly exportedAt: string;
  readonly app: string;
}
