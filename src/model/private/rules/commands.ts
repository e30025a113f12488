import { Subject, refusals } from './rule';
import { requireCommand, requireContainerPath, requireMatch, requireText } from '../../../base/checks';

/** What is run in containers. */
export function commands({ service: { id }, spec }: Subject): string[] {
  const {
    command, releaseCommand, testCommand, trialCommand, switchCommand, liveConfiguration, maintenanceCommand, backup, dataCheck,
    dataVersions, passwords,
  } = spec;
  const programs = {
    releaseCommand,
    testCommand,
    trialCommand,
    switchCommand,
    maintenanceCommand,
    dataCheck,
    'apply command': liveConfiguration?.apply,
    'dump command': backup?.dump,
    'restore command': backup?.restore,
    'verify command': backup?.verify,
    'program that says the version': dataVersions?.program,
    'program that prepares an upgrade': dataVersions?.prepare,
    'program that changes a password': passwords?.change,
    'program that adds a password': passwords?.add,
  };
  // an empty command is one: it takes the image's away
  const all = command?.length === 0 ? programs : { command, ...programs };
  const choosesNothing = switchCommand && (spec.routes ?? []).length === 0;
  return [
    ...choosesNothing ? [
      `service "${id}" chooses among the containers of other services (switchCommand), but sends requests to none: pass routes`,
    ] : [],
    ...Object.entries(all).flatMap(([name, words]) => refusals(() => requireCommand(`the ${name} of service "${id}"`, words))),
    ...refusals(() => backup && requireMatch(
      `the file ending of the backup of service "${id}"`, backup.fileEnding, /^(\.[A-Za-z0-9_-]+)+$/, 'endings such as ".archive.gz"',
    )),
    ...refusals(() => liveConfiguration && requireContainerPath(
      `the file of the liveConfiguration of service "${id}"`, liveConfiguration.file,
    )),
    ...Object.values(all).flatMap((words = []) => words).flatMap((word) =>
      refusals(() => requireText(`an argument in a command of service "${id}"`, word))),
  ];
}
