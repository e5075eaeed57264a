// Usage: node bom-pass.mjs <folder of CycloneDX 1.7 documents> <folder for documents without our properties> <folder for what the objects of the official library keep>. See boms.sh.
// The library has objects for components, licences, hashes, references, properties, organizations and dependencies; it has none for model cards, pedigrees, release notes, manufacturers and citations.
import fs from 'node:fs';
import path from 'node:path';
import * as library from '@cyclonedx/cyclonedx-library';

const { Models, Serialize, Spec } = library.default ?? library;
const [from, stripped, passed] = process.argv.slice(2);
fs.mkdirSync(stripped, { recursive: true });
fs.mkdirSync(passed, { recursive: true });

function strip(value) {
    if (Array.isArray(value))
        return value.filter(item => !item?.name?.startsWith?.('modelprovenance:')).map(strip);
    return value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, strip(inner)])) : value;
}

const references = new Map();

function entity(json) {
    return json && new Models.OrganizationalEntity({ name: json.name, url: new Set(json.url ?? []) });
}

function license(json) {
    const made = json.expression !== undefined ? new Models.LicenseExpression(json.expression)
        : json.license.id !== undefined ? new Models.SpdxLicense(json.license.id, { url: json.license.url })
            : new Models.NamedLicense(json.license.name, { url: json.license.url });
    made.acknowledgement = (json.license ?? json).acknowledgement;
    return made;
}

function component(json) {
    const made = new Models.Component(json.type, json.name, {
        bomRef: json['bom-ref'],
        group: json.group,
        version: json.version,
        description: json.description,
        purl: json.purl,
        publisher: json.publisher,
        supplier: entity(json.supplier),
        hashes: new Models.HashDictionary((json.hashes ?? []).map(hash => [hash.alg, hash.content])),
        licenses: new Models.LicenseRepository((json.licenses ?? []).map(license)),
        externalReferences: new Models.ExternalReferenceRepository((json.externalReferences ?? []).map(reference => new Models.ExternalReference(reference.url, reference.type))),
        properties: new Models.PropertyRepository((json.properties ?? []).map(property => new Models.Property(property.name, property.value))),
        components: new Models.ComponentRepository((json.components ?? []).map(component)),
    });
    if (json['bom-ref'])
        references.set(json['bom-ref'], made);
    return made;
}

const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot7));
for (const file of fs.readdirSync(from).sort()) {
    const json = strip(JSON.parse(fs.readFileSync(path.join(from, file), 'utf8')));
    fs.writeFileSync(path.join(stripped, file), JSON.stringify(json));
    references.clear();
    const bom = new Models.Bom({ version: json.version, serialNumber: json.serialNumber });
    if (json.metadata.component)
        bom.metadata.component = component(json.metadata.component);
    for (const inner of json.components ?? [])
        bom.components.add(component(inner));
    for (const dependency of json.dependencies ?? [])
        for (const on of (dependency.dependsOn ?? []).filter(on => references.has(on)))
            references.get(dependency.ref)?.dependencies.add(references.get(on).bomRef);
    fs.writeFileSync(path.join(passed, file), serializer.serialize(bom));
}
