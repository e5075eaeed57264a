// Usage: node boms.mjs <folder with the published files of SPDX 3.0.1> <folder with cyclonedx-1.6, cyclonedx-1.7, spdx-3.0.1>. See boms.sh.
import fs from 'node:fs';
import path from 'node:path';
import * as library from '@cyclonedx/cyclonedx-library';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import jsonld from 'jsonld';
import { Parser } from 'n3';
import rdf from '@zazuko/env';
import SHACLValidator from 'rdf-validate-shacl';

const [spdx, folder] = process.argv.slice(2);
const cyclonedx = library.default ?? library;
const read = file => fs.readFileSync(file, 'utf8');
const files = format => fs.readdirSync(path.join(folder, format)).sort().map(file => path.join(folder, format, file));
let refused = 0;

function refuse(file, why) {
    refused++;
    console.log(`${path.relative(folder, file)}\tREFUSED\t${why}`);
}

for (const version of ['1.6', '1.7']) {
    const validator = new cyclonedx.Validation.JsonStrictValidator(version);
    let valid = 0;
    for (const file of files(`cyclonedx-${version}`)) {
        const error = await validator.validate(read(file));
        if (error === null)
            valid++;
        else
            refuse(file, JSON.stringify([].concat(error)[0]).slice(0, 300));
    }
    console.log(`cyclonedx-${version}: ${valid} of ${files(`cyclonedx-${version}`).length} documents agree with the official library`);
}

const Ajv = Ajv2020.default ?? Ajv2020;
const ajv = new Ajv({ strict: false });
(addFormats.default ?? addFormats)(ajv);
const schema = ajv.compile(JSON.parse(read(path.join(spdx, 'schema.json'))));
let valid = 0;
for (const file of files('spdx-3.0.1')) {
    if (schema(JSON.parse(read(file))))
        valid++;
    else
        refuse(file, ajv.errorsText(schema.errors).slice(0, 300));
}
console.log(`spdx-3.0.1: ${valid} of ${files('spdx-3.0.1').length} documents agree with the published JSON schema`);

// A shape takes 0.2 s and more for a document, so every 40th is asked for.
const context = JSON.parse(read(path.join(spdx, 'spdx-context.jsonld')));
const documentLoader = async url => {
    if (url === 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld')
        return { contextUrl: null, documentUrl: url, document: context };
    throw new Error(`offline: ${url}`);
};
const shapes = rdf.dataset(new Parser().parse(read(path.join(spdx, 'spdx-model.ttl'))));
// The shapes are implicit class targets of the type owl:Class; without this triple the validator checks nothing.
shapes.add(rdf.quad(rdf.namedNode('http://www.w3.org/2002/07/owl#Class'), rdf.namedNode('http://www.w3.org/2000/01/rdf-schema#subClassOf'), rdf.namedNode('http://www.w3.org/2000/01/rdf-schema#Class')));
const sample = files('spdx-3.0.1').filter((_, i) => i % 40 === 0);
let conform = 0;
for (const file of sample) {
    const quads = await jsonld.toRDF(JSON.parse(read(file)), { format: 'application/n-quads', documentLoader });
    const data = rdf.dataset(new Parser({ format: 'N-Quads' }).parse(quads));
    const report = await new SHACLValidator(shapes, { factory: rdf }).validate(rdf.dataset([...data, ...shapes]));
    if (report.conforms)
        conform++;
    else
        refuse(file, report.results.slice(0, 3).map(r => `${r.focusNode?.value} ${r.path?.value}`).join('; '));
}
console.log(`spdx-3.0.1: ${conform} of ${sample.length} documents agree with the published SHACL shapes`);
process.exit(refused ? 1 : 0);
