// Usage: node generate.mjs SCHEMAS OUT. Types for the schemas below the folder SCHEMAS (schema/v1), one file for each schema and language. See generate.sh.
import fs from 'node:fs';
import path from 'node:path';
import { InputData, JSONSchemaInput, quicktype } from 'quicktype-core';

const [schemas, out] = process.argv.slice(2);

// The name of the files, the name of the type, the schema. Outputs carry a suffix: a module inspect would hide Python's own.
const documents = [
    ['catalog', 'Catalog', 'catalog.schema.json'],
    ['manifest', 'ModelsManifest', 'manifest.schema.json'],
    ['policy', 'Policy', 'policy.schema.json'],
    ['usage', 'UsageProfile', 'usage.schema.json'],
    ...['identify', 'inspect', 'check', 'lineage', 'origin', 'cadence', 'obligations', 'notices', 'scan'].map(name => [`${name}_output`, `${name[0].toUpperCase()}${name.slice(1)}Output`, `output/${name}.schema.json`]),
];
const languages = [['ts', 'typescript', {}], ['py', 'python', { 'python-version': '3.7' }]];

// Conditions (if, anyOf of required members ...) are for validators; a generator of types loses members over them.
const kept = new Set(['title', 'description', 'type', 'items', 'required', 'enum', 'additionalProperties']);

/** A schema with members, kinds and words only, and with what it refers to copied in. */
function shapes(file) {
    const read = new Map();
    const definitions = {};
    const names = new Map();

    function resolve(reference, from) {
        const [relative, pointer = ''] = reference.split('#');
        const target = relative ? path.join(path.dirname(from), relative) : from;
        if (!read.has(target))
            read.set(target, JSON.parse(fs.readFileSync(target, 'utf8')));
        const steps = pointer.split('/').slice(1);
        const place = `${target}#${pointer}`;
        // Two files may define one name ("license").
        if (!names.has(place)) {
            const name = steps.at(-1) ?? path.basename(target, '.schema.json');
            names.set(place, [...names.values()].includes(name) ? `${path.basename(target, '.schema.json')}-${name}` : name);
        }

        return { target, node: steps.reduce((node, step) => node[step], read.get(target)), name: names.get(place) };
    }

    function shape(node, from) {
        if (node === null || typeof node !== 'object' || Array.isArray(node))
            return node;
        if (node.$ref) {
            const { target, node: referred, name } = resolve(node.$ref, from);
            if (!(name in definitions)) {
                definitions[name] = {};
                definitions[name] = shape(referred, target);
            }

            return { $ref: `#/definitions/${name}` };
        }

        const result = {};
        for (const [name, value] of Object.entries(node)) {
            if (name === 'properties')
                result[name] = Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, shape(inner, from)]));
            else if (kept.has(name) && !(name === 'additionalProperties' && node.patternProperties))
                result[name] = shape(value, from);
            // Any name leads to one kind of value.
            else if (name === 'patternProperties')
                result.additionalProperties = shape(Object.values(value)[0], from);
            // A document that is one of several; elsewhere it is a condition.
            else if (name === 'oneOf' && !node.properties)
                result[name] = value.map(choice => shape(choice, from));
        }

        // All members of a record that extends another one stand in it.
        return (node.allOf ?? []).reduce((whole, part) => merge(shape(part, from), whole), result);
    }

    // What the extension says of a member comes on top of what the base says of it.
    function merge(base, extension) {
        base = base?.$ref ? definitions[base.$ref.split('/').at(-1)] : base;
        if (base === null || typeof base !== 'object' || Array.isArray(base) || extension?.$ref)
            return extension;
        const result = { ...base, ...extension };
        if (base.required && extension.required)
            result.required = [...new Set([...base.required, ...extension.required])];
        if (base.items && extension.items)
            result.items = merge(base.items, extension.items);
        for (const [name, member] of Object.entries(base.properties ?? {}))
            result.properties = { ...result.properties, [name]: name in (extension.properties ?? {}) ? merge(member, extension.properties[name]) : member };
        return result;
    }

    const root = resolve('', file).node;
    return { $schema: 'http://json-schema.org/draft-07/schema#', ...shape(root, file), definitions };
}

fs.mkdirSync(out, { recursive: true });
for (const [file, name, schema] of documents) {
    const text = JSON.stringify(shapes(path.resolve(schemas, schema)));
    for (const [ending, lang, rendererOptions] of languages) {
        const input = new JSONSchemaInput();
        await input.addSource({ name, schema: text });
        const inputData = new InputData();
        inputData.addInput(input);
        const { lines } = await quicktype({ inputData, lang, rendererOptions });
        fs.writeFileSync(path.join(out, `${file}.${ending}`), lines.join('\n'));
    }

    console.log(`${file}.ts ${file}.py: ${name}`);
}
