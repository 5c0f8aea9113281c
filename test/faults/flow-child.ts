// One flow in a process of its own: `node flow-child.ts FLOW FOLDER CONTROL [COMMAND]`. The command is told to the
// disk first; every promise goes on its record.
import { openSync } from 'node:fs';
import { tellDisk } from './disk.ts';
import { flows, type FlowName } from './flows.ts';

const [name = '', dataFolder = '', control = '', command = ''] = process.argv.slice(2);
const handle = openSync(control, 'a');
if (command !== '') tellDisk(handle, command);
await flows[name as FlowName]({
  dataFolder,
  promised: (it) => tellDisk(handle, `ack ${JSON.stringify(it)}`),
});
