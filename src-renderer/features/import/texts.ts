// The words of imports, under `import.*`.
import { importTextsDe } from './texts-de.ts';
import { importTextsEn } from './texts-en.ts';

export const importTexts = { en: importTextsEn, de: importTextsDe } as const;
