// A record as the server's store holds it: text that scripts in Redis compare byte by byte and that the API turns into
// JSON without reading its values. One record has one text: "<r> <s>[ *]\n", then "<field>[@<stamp>]=<canonical JSON>\n"
// for each field by name, `*` where a field has a stamp of its own. JSON's text holds no line break.
import { canonicalJson, type Json } from '#shared/sync/canonical-json.ts';
import type { SyncRecord } from '#shared/sync/record.ts';

export function pack({ r, s, o, v }: SyncRecord): string {
  let text = '';
  let uniform = true;
  for (const name of Object.keys(v).sort()) {
    const own = o !== undefined && Object.hasOwn(o, name) ? o[name] : undefined;
    uniform &&= own === undefined;
    text += `${name}${own === undefined ? '' : `@${own}`}=${canonicalJson(v[name] as Json)}\n`;
  }
  return `${r} ${s}${uniform ? '' : ' *'}\n${text}`;
}

/** The record's JSON, as it travels. */
export function packedJson(text: string): string {
  const [header = '', ...lines] = text.split('\n');
  const [r = '', s = '1'] = header.split(' ');
  let values = '';
  let stamps = '';
  for (const line of lines) {
    if (line === '') continue;
    const equals = line.indexOf('=');
    const at = line.indexOf('@');
    const name = at !== -1 && at < equals ? line.slice(0, at) : line.slice(0, equals);
    values += `${values === '' ? '' : ','}"${name}":${line.slice(equals + 1)}`;
    if (name.length < equals) {
      stamps += `${stamps === '' ? '' : ','}"${name}":"${line.slice(at + 1, equals)}"`;
    }
  }
  const older = stamps === '' ? '' : `,"o":{${stamps}}`;
  return `{"s":${s},"r":"${r}"${older},"v":{${values}}}`;
}

export function unpack(text: string): SyncRecord {
  return JSON.parse(packedJson(text)) as SyncRecord;
}
