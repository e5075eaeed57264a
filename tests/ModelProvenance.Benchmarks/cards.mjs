// The other side of CardSpeed.cs: js-yaml and ajv, what a workflow in JavaScript checks cards with. Reads the cards of a folder once; each line 'N' on standard input is answered
// with the milliseconds that N rounds over all cards took on the clock and of the processor, and with the number of cards refused.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Ajv from 'ajv';
import { load } from 'js-yaml';

// What the types of the hub's client say about front matter (huggingface.js, packages/hub/src/types/api/api-model.ts), without its lists.
const text = { type: 'string' };
const texts = { type: 'array', items: text };
const textOrTexts = { anyOf: [text, texts] };
const schema = {
  type: 'object',
  properties: {
    license: textOrTexts, license_name: text, license_link: text, base_model: textOrTexts, new_version: text, datasets: textOrTexts, language: textOrTexts, language_bcp47: texts,
    library_name: text, pipeline_tag: text, tags: texts, metrics: texts, mask_token: text, thumbnail: { type: ['string', 'null'] }, description: { type: ['string', 'null'] },
    instance_prompt: { type: ['string', 'null'] }, widget: { type: 'array' }, inference: { anyOf: [{ type: 'boolean' }, { type: 'object' }] }, extra_gated_prompt: text, extra_gated_heading: text,
    extra_gated_description: text, extra_gated_button_content: text, extra_gated_fields: { type: 'object' }, co2_eq_emissions: { anyOf: [{ type: 'number' }, { type: 'object' }] },
    base_model_relation: { enum: ['adapter', 'merge', 'quantized', 'finetune'] },
    'model-index': {
      type: 'array',
      items: {
        type: 'object', required: ['name', 'results'],
        properties: {
          name: text,
          results: {
            type: 'array',
            items: {
              type: 'object', required: ['task', 'dataset', 'metrics'],
              properties: {
                task: { type: 'object', required: ['type'], properties: { type: text, name: text } },
                dataset: { type: 'object', required: ['type', 'name'], properties: { type: text, name: text, config: text, split: text, revision: text } },
                metrics: { type: 'array', items: { type: 'object', required: ['type', 'value'], properties: { type: text, name: text } } },
              },
            },
          },
        },
      },
    },
  },
};

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
const fences = /^(\s*---(?:\r\n|\r|\n))([\S\s]*?)((?:\r\n|\r|\n)---[ \t]*(\r\n|\n|$))/;
const cards = readdirSync(process.argv[2], { recursive: true }).filter((name) => name.endsWith('.md')).sort().map((name) => readFileSync(join(process.argv[2], name), 'utf8'));

function isRefused(card) {
  const block = fences.exec(card);
  if (block === null) return false;
  try {
    return !validate(load(block[2]));
  } catch {
    return true;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const rounds = Number(line);
  const used = process.cpuUsage();
  const started = performance.now();
  let refused = 0;
  for (let round = 0; round < rounds; round++) for (const card of cards) if (isRefused(card)) refused++;
  const { user, system } = process.cpuUsage(used);
  console.log(`${performance.now() - started} ${(user + system) / 1000} ${refused / rounds}`);
}
