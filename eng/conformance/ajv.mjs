// Usage: node ajv.mjs <root of the repository>. See run.sh.
import fs from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const root = process.argv[2];
const folder = path.join(root, 'schema', 'v1');
const base = 'https://modelprovenance.github.io/schema/v1/';
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
addFormats.default(ajv);

const files = fs.readdirSync(folder, { recursive: true }).filter(f => f.endsWith('.json') && !f.startsWith('draft-07')).sort();
for (const file of files)
    ajv.addSchema(JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')));

const counts = { agrees: 0, disagrees: 0 };
function report(what, document, verdict, expected, errors) {
    const agrees = verdict === expected;
    counts[agrees ? 'agrees' : 'disagrees']++;
    console.log(`ajv\t${what}\t${document}\t${verdict}${agrees ? '' : `\tDISAGREES: expected ${expected} ${ajv.errorsText(errors)}`}`);
}

function schemaOf(place) {
    const [kind, ...rest] = place.split('/');
    const name = kind === 'catalog.json' ? 'catalog' : 'catalog/' + (kind === 'families' ? (rest[1] === 'family.json' ? 'family' : 'series') : kind.replace(/s$|\.json$/, ''));
    const validate = ajv.getSchema(`${base}${name}.schema.json`);
    if (!validate)
        throw new Error(`No schema describes ${place}.`);
    return validate;
}

function verdict(validate, document) {
    return validate(document) ? 'accept' : 'refuse';
}

for (const line of fs.readFileSync(path.join(root, 'tests/corpus/schema/verdicts.tsv'), 'utf8').trimEnd().split('\n').slice(1)) {
    const [document, place, , expected] = line.split('\t');
    const validate = schemaOf(place);
    report('corpus', document, verdict(validate, JSON.parse(fs.readFileSync(path.join(root, 'tests/corpus/schema', document), 'utf8'))), expected, validate.errors);
}

for (const file of fs.readdirSync(path.join(root, 'catalog'), { recursive: true }).filter(f => f.endsWith('.json')).sort()) {
    const validate = schemaOf(file);
    report('catalog', file, verdict(validate, JSON.parse(fs.readFileSync(path.join(root, 'catalog', file), 'utf8'))), 'accept', validate.errors);
}

// What the tool prints is as its schema says: the stored outputs of the contract cases.
const contract = path.join(root, 'tests/corpus/contract');
for (const file of fs.readdirSync(contract).filter(f => f.endsWith('.json') && f !== 'layer.json').sort()) {
    const command = file.replace(/\.json$/, '');
    for (const one of JSON.parse(fs.readFileSync(path.join(contract, file), 'utf8')).filter(c => c.schema)) {
        const validate = ajv.getSchema(`${base}output/${one.schema}.schema.json`);
        const text = fs.readFileSync(path.join(contract, command, `${one.name}.out`), 'utf8').trimEnd();
        // identify prints a document on each line.
        for (const document of command === 'identify' ? text.split('\n') : [text])
            report('output', `${command}/${one.name}`, verdict(validate, JSON.parse(document)), 'accept', validate.errors);
    }
}

// The examples in the schemas are valid themselves.
for (const file of files) {
    const id = base + file;
    const schema = ajv.getSchema(id).schema;
    for (const [name, definition] of [['', schema], ...Object.entries(schema.$defs ?? {})]) {
        const validate = name ? ajv.getSchema(`${id}#/$defs/${name}`) : ajv.getSchema(id);
        for (const [index, example] of (definition.examples ?? []).entries())
            report('example', `${file}#${name}/${index}`, verdict(validate, example), 'accept', validate.errors);
    }
}

console.log(`ajv: ${counts.agrees} agree, ${counts.disagrees} disagree`);
process.exit(counts.disagrees === 0 ? 0 : 1);
