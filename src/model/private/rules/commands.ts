import { Subject, refusals } from './rule';
import { requireCommand, requireMatch, requireText } from '../../../base/checks';

/** What is run in containers. */
export function commands({ service: { id }, spec }: Subject): string[] {
  const { command, releaseCommand, trialCommand, switchCommand, backup } = spec;
  const programs = { releaseCommand, trialCommand, switchCommand, 'dump command': backup?.dump, 'restore command': backup?.restore };
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
    ...Object.values(all).flatMap((words = []) => words).flatMap((word) =>
      refusals(() => requireText(`an argument in a command of service "${id}"`, word))),
  ];
}
