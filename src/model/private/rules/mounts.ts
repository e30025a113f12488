import { Subject, refusals } from './rule';
import { plainPath, requireMountPlace } from '../../../base/linux';
import { writablePathsOf } from '../../defaults';
import { ServiceKind } from '../../service-kind';
import { ServiceSpec } from '../../service-spec';

/** What is put into a container's files. */
export function mounts({ service: { id }, spec }: Subject): string[] {
  const writable = writablePathsOf(spec);
  const places = [...(spec.mounts ?? []).map(({ containerPath }) => containerPath), ...writable].map(plainPath);
  const twice = new Set(places.filter((path, index) => places.indexOf(path) < index));
  return [
    ...refusals(...writable.map((path) => () => requireMountPlace(`a writable path of service "${id}"`, path))),
    ...[...twice].map((path) =>
      `service "${id}" has two things at "${path}": mount one thing there, `
      + 'and take the path out of writablePaths if it is mounted'),
  ];
}

/** Two servers on one volume destroy what is in it. */
export function dataVolumes({ service, spec, specs }: Subject): string[] {
  const others = [...specs].filter(([other, { kind }]) => other.id > service.id && kind === ServiceKind.DATA);
  return spec.kind !== ServiceKind.DATA ? [] : others.flatMap(([other, its]) => {
    const shared = writtenVolumes(its).find((name) => writtenVolumes(spec).includes(name));
    return shared === undefined ? [] : [
      `services "${service.id}" and "${other.id}" both keep their data in volume "${shared}", which destroys it: `
      + 'give each a volume of its own',
    ];
  });
}

function writtenVolumes({ mounts: all = [] }: ServiceSpec): string[] {
  return all.filter(({ readOnly }) => !readOnly).flatMap(({ volume }) => volume.source().name ?? []);
}
