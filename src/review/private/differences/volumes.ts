import { EnvironmentDifference } from './difference';
import { restChanges } from './rest';
import { EnvironmentFacts, VolumeFacts } from '../../facts';
import { Remark, code, ordinary, risky } from '../finding';

/** Where data is. What another volume means for a service is told with its mounts. */
export const volumes: EnvironmentDifference = (before, after) => [
  ...before.volumes.filter(({ name }) => !after.volumes.some((each) => each.name === name))
    .map((volume): [string, Remark] => [subjectOf(volume), ordinary(`no longer used, its data stays${nameOf(volume)}`)]),
  ...after.volumes.flatMap((volume) => changesOf(volume, before, after).map((remark): [string, Remark] => [subjectOf(volume), remark])),
];

function changesOf(volume: VolumeFacts, before: EnvironmentFacts, after: EnvironmentFacts): Remark[] {
  const was = before.volumes.find(({ name }) => name === volume.name);
  return was === undefined ? volume.external ? [ordinary('has to be there: it is not made here')] : [] : [
    ...withoutProject(was, before) === withoutProject(volume, after) ? []
      : [risky(`now ${code(volume.fullName)} on the engine, was ${code(was.fullName)}, whose data stays there: it starts empty`)],
    ...was.external === volume.external ? [] : [ordinary(volume.external ? 'no longer made here: it has to be there' : 'now made here')],
    ...restChanges(was.rest, volume.rest).map(ordinary),
  ];
}

/** What another project means for its volumes is told with the project. */
function withoutProject({ fullName }: VolumeFacts, { project }: EnvironmentFacts): string {
  return fullName.startsWith(`${project}_`) ? fullName.slice(project.length) : fullName;
}

function subjectOf({ name }: VolumeFacts): string {
  return `volume ${name}`;
}

function nameOf({ name, fullName }: VolumeFacts): string {
  return fullName === name || fullName === '' ? '' : ` (${code(fullName)})`;
}
