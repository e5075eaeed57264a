// Usage: modelprov inspect NAME --format json | node report.js. What the reports say, a line for each property, and how sure it is.
// inspect_output.ts beside this file comes from eng/types/generate.sh.
import { readFileSync } from 'node:fs';
import { Convert, type Report } from './inspect_output.js';

function lines(report: Report): string[] {
    const model = report.identification.model ?? 'no model determined';
    return [`${report.input}: ${model}`, ...report.properties.map(p => `  ${p.property}: ${p.value ?? p.state} (${p.verdict})`)];
}

const output = Convert.toInspectOutput(readFileSync(0, 'utf8'));
for (const report of output.reports)
    console.log(lines(report).join('\n'));
