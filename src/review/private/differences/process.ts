import { ServiceDifference } from './difference';
import { restChanges } from './rest';
import { changed, code, ordinary, risky } from '../finding';

/** What is run. */
export const command: ServiceDifference = ({ before, after }) => (['entrypoint', 'command'] as const).flatMap((key) => {
  const [was, is] = [before[key], after[key]];
  return was === is ? [] : [ordinary(was === '' ? `${key} ${code(is)} in place of its image's`
    : is === '' ? `its image's ${key}, was ${code(was)}`
      : `${key} ${changed(was, is)}`)];
});

/** How many containers there are of it. */
export const replicas: ServiceDifference = ({ before, after }) => before.replicas === after.replicas ? []
  : [ordinary(`containers ${before.replicas} → ${after.replicas}`)];

/** What is done once it ends. */
export const restart: ServiceDifference = ({ before, after }) => before.restart === after.restart ? []
  : [(after.restart === 'no' ? risky : ordinary)(`restart ${code(before.restart)} → ${code(after.restart)}`
    + (after.restart === 'no' ? ': what ends stays down' : ''))];

/** What kind of workload it is. */
export const workload: ServiceDifference = ({ before, after }) => before.workload === after.workload ? []
  : [ordinary(`${code(before.workload)} → ${code(after.workload)}`)];

const CONDITIONS: { readonly [condition: string]: string } = {
  service_started: 'to be started', service_healthy: 'to be healthy', service_completed_successfully: 'to be done',
};

/** What it waits for. */
export const dependencies: ServiceDifference = ({ before, after }) => {
  const names = [...new Set([...Object.keys(before.dependsOn), ...Object.keys(after.dependsOn)])];
  return names.flatMap((name) => {
    const [was, is] = [before.dependsOn[name], after.dependsOn[name]];
    return was === is ? []
      : [ordinary(is === undefined ? `no longer waits for ${code(name)}` : `waits for ${code(name)} ${CONDITIONS[is] ?? is}`)];
  });
};

/** What others read of it. */
export const labels: ServiceDifference = ({ before, after }) => restChanges(before.labels, after.labels, 'label ').map(ordinary);

/** Where its log goes. */
export const logging: ServiceDifference = ({ before, after }) => restChanges(before.logging, after.logging, 'log, ').map(ordinary);
