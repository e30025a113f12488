import { ServiceDifference } from './difference';
import { Exposure, ExposureKind, ServiceFacts } from '../../facts';
import { Remark, code, ordinary, risky } from '../finding';

/** What makes a container less safe, or does so no longer. Kinds without words here have a difference of their own. */
export const exposures: ServiceDifference = ({ before, after }) => [
  ...missing(after.exposures, before.exposures).flatMap(({ kind, subject }) => say(kind, subject, ([come]) => risky(come))),
  ...missing(before.exposures, after.exposures).flatMap(({ kind, subject }) => say(kind, subject, ([, gone]) => ordinary(gone))),
];

/** What makes a service that is new less safe. That it has no limits or is on a network is nothing that somebody has taken away. */
export function exposuresOfNew({ exposures: all, restart }: ServiceFacts): Remark[] {
  return all.filter(({ kind }) => kind !== ExposureKind.NO_HEALTH_CHECK || restart !== 'no').flatMap(({ kind, subject }) =>
    kind in OF_NEW ? risky(OF_NEW[kind]!(subject)) : say(kind, subject, ([come]) => risky(come.replace(/^now /, ''))));
}

function missing(one: Exposure[], other: Exposure[]): Exposure[] {
  return one.filter(({ kind, subject }) => !other.some((each) => each.kind === kind && each.subject === subject));
}

function say(kind: ExposureKind, subject: string, make: (sentences: [come: string, gone: string]) => Remark): Remark[] {
  const words = WORDS[kind];
  return words === undefined ? [] : [make(words(subject))];
}

/** What is said once it is so, and once it is so no longer. */
const WORDS: { readonly [kind in ExposureKind]?: (subject: string) => [come: string, gone: string] } = {
  [ExposureKind.PRIVILEGED]: () => [
    'now privileged: it may do on the host what root may do there', 'no longer privileged',
  ],
  [ExposureKind.CAPABILITY]: (name) => name === 'DEFAULT'
    ? ['now keeps the capabilities of an engine\'s default', 'now drops all capabilities']
    : [`now keeps the capability ${code(name)}`, `no longer keeps the capability ${code(name)}`],
  [ExposureKind.NEW_PRIVILEGES]: () => [
    'now its processes can gain privileges that they were not started with', 'its processes can no longer gain privileges',
  ],
  [ExposureKind.UNCONFINED]: (option) => [
    `now without a confinement by the kernel (${code(option)})`, `confined by the kernel again (${code(option)} is gone)`,
  ],
  [ExposureKind.HOST_NAMESPACE]: (name) => [`now shares the host's ${name} namespace`, `no longer shares the host's ${name} namespace`],
  [ExposureKind.HOST_PATH]: (path) => [`now sees ${code(path)} of the host`, `no longer sees ${code(path)} of the host`],
  [ExposureKind.DEVICE]: (path) => [`now can use the device ${code(path)}`, `can no longer use the device ${code(path)}`],
  [ExposureKind.WRITABLE_ROOT]: () => ['its root file system can now be written to', 'its root file system is read-only now'],
  [ExposureKind.UNPINNED_IMAGE]: (image) => [
    `now the image ${code(image)} has no version: it is another one tomorrow`, `the image ${code(image)} without a version is gone`,
  ],
};

/** What is compared by its values where a service was there before. */
const OF_NEW: { readonly [kind in ExposureKind]?: (subject: string) => string } = {
  [ExposureKind.ROOT_USER]: () => 'runs as root',
  [ExposureKind.UNSTATED_USER]: () => 'runs as the user of its image, which nothing here says and which is root in most images',
  [ExposureKind.OPEN_PORT]: (port) => `open to the network on ${port}`,
  [ExposureKind.NO_HEALTH_CHECK]: () => 'has no health check: nobody notices when it does not work',
  [ExposureKind.WRITABLE_ROOT]: () => 'its root file system can be written to',
};
