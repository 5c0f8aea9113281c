// The environment of processes that tests start by the hundred: they needn't each compile the same modules.
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const quickStart = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'mediary-test-compiled') };
