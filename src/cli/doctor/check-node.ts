import packageFile from '../../../package.json' with { type: 'json' };
import { bad, ok, type Finding } from './finding.ts';

const NAME = 'node';

/** @param version as in `process.versions.node` */
export function checkNode(version: string, wanted: string = packageFile.engines.node): Finding {
  const from = /^>=(\d+)\.(\d+)/.exec(wanted);
  const here = /^(\d+)\.(\d+)/.exec(version);
  if (from === null || here === null) throw new Error(`cannot compare Node ${version} with ${wanted}`);
  const fits = here[1] === from[1] && Number(here[2]) >= Number(from[2]);
  return fits
    ? ok(NAME, `${version}`)
    : bad(NAME, `${version} runs this, but Hypewire needs ${wanted}. Start it with npm, which brings the right one.`);
}
