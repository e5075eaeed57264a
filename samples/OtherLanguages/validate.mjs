// Usage: node validate.mjs manifest.schema.json models.json. Validates a manifest of models with ajv; the schema comes from `modelprov schema manifest.schema.json`.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const [schema, document] = process.argv.slice(2).map(file => JSON.parse(readFileSync(file, 'utf8')));
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);
if (validate(document)) {
    console.log('valid');
} else {
    for (const error of validate.errors)
        console.log(`${error.instancePath || '/'}: ${error.message}`);
    process.exitCode = 1;
}
