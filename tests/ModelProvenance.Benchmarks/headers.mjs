// The other side of HeaderReading.cs: reads a line 'gguf PATH' or 'json PATH' and answers with the milliseconds that the reading took on the clock, and of the processor.
import { closeSync, openSync, readSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { gguf } from '@huggingface/gguf';

function header(path) {
  const file = openSync(path, 'r');
  const length = Buffer.alloc(8);
  readSync(file, length, 0, 8, 0);
  const bytes = Buffer.alloc(Number(length.readBigUInt64LE()));
  readSync(file, bytes, 0, bytes.length, 8);
  closeSync(file);
  return JSON.parse(bytes.toString('utf8'));
}

for await (const line of createInterface({ input: process.stdin })) {
  const [kind, ...rest] = line.split(' ');
  const path = rest.join(' ');
  const used = process.cpuUsage();
  const started = performance.now();
  const read = kind === 'gguf' ? (await gguf(path, { allowLocalFile: true })).metadata : header(path);
  const elapsed = performance.now() - started;
  const { user, system } = process.cpuUsage(used);
  if (Object.keys(read).length === 0) throw new Error('nothing was read');
  console.log(`${elapsed} ${(user + system) / 1000}`);
}
