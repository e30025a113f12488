import { ServiceDifference } from './difference';
import { LimitFacts } from '../../facts';
import { ordinary, risky } from '../finding';

const LIMITS: { readonly [name in keyof LimitFacts]-?: { readonly name: string; readonly protects: boolean } } = {
  memory: { name: 'memory limit', protects: true },
  cpus: { name: 'CPU limit', protects: false },
  pids: { name: 'limit of processes', protects: true },
  reservedMemory: { name: 'reserved memory', protects: false },
  reservedCpus: { name: 'reserved CPUs', protects: false },
};

/** What a container may take of its host. */
export const limits: ServiceDifference = ({ before, after }) =>
  (Object.keys(LIMITS) as (keyof LimitFacts)[]).flatMap((key) => {
    const [was, is] = [readable(before.limits[key]), readable(after.limits[key])];
    const { name, protects } = LIMITS[key];
    return was === is ? [] : was === undefined ? [ordinary(`${name} ${is}, was none`)]
      : is === undefined ? [(protects ? risky : ordinary)(`${name} taken away, was ${was}`)] : [ordinary(`${name} ${was} → ${is}`)];
  });

/** `1g` of Compose and `1Gi` of Kubernetes are 1 GiB. */
export function readable(size: string | undefined): string | undefined {
  return size?.replace(/^([\d.]+)([kmgt])(?:b|ib?)?$/i, (_, amount: string, unit: string) => `${amount} ${unit.toUpperCase()}iB`);
}
