import { ServiceDifference } from './difference';
import { ExposureKind, MountKind, ServiceFacts } from '../../facts';
import { code, ordinary, risky } from '../finding';
import { byDefault } from '../reading/compose-mounts-and-ports';

/** Whose processes run. */
export const user: ServiceDifference = ({ before, after }) => {
  const [was, is] = [before, after].map((each) => byDefault(each.user));
  const has = ({ exposures }: ServiceFacts, kind: ExposureKind) => exposures.some((each) => each.kind === kind);
  const isNew = (kind: ExposureKind) => has(after, kind) && !has(before, kind);
  if (isNew(ExposureKind.ROOT_USER)) {
    return [risky(`now runs as root${was === '' || was === is ? '' : `, was ${code(was)}`}`)];
  }
  if (isNew(ExposureKind.UNSTATED_USER)) {
    return [risky(`now runs as the user of its image, which nothing here says and which is root in most images; was ${code(was)}`)];
  }
  const keeps = after.mounts.some(({ kind }) => kind === MountKind.VOLUME) ? '; what is in its volumes belongs to the user before' : '';
  return was === is ? [] : [ordinary(`runs as ${code(is)}, was ${was === '' ? 'the user of its image' : code(was)}${keeps}`)];
};
