import { preparations, requiredIn, whole } from './differences/environments';
import { exposuresOfNew } from './differences/exposures';
import { networkChanges, withNewNetworks } from './differences/networks';
import { restChanges } from './differences/rest';
import { renamingsOf, serviceChanges } from './differences/services';
import { volumes } from './differences/volumes';
import { fileChanges } from './files/files';
import { Finding, Remark, code, codes, ordinary, risky, toDo } from './finding';
import { Renaming } from './renaming';
import { WrittenEnvironment, WrittenFiles } from './revision/written-files';

/** What a change means, from all that is written before it and after it. */
export function compare(before: WrittenFiles, after: WrittenFiles): Finding[] {
  const pairs = pairsOf(before.environments, after.environments);
  const renamings = unique(pairs.flatMap(({ was, is }) => was?.facts && is?.facts ? renamingsOf(was.facts, is.facts) : []));
  return [
    ...pairs.flatMap(({ was, is }) => environmentChanges(was, is, renamings)),
    ...fileChanges(before, after, renamings),
  ];
}

interface Pair {
  readonly was?: WrittenEnvironment;
  readonly is?: WrittenEnvironment;
}

/** An environment is the same if its file is, or else its name. */
function pairsOf(before: WrittenEnvironment[], after: WrittenEnvironment[]): Pair[] {
  const pairs: Pair[] = after.map((is) => ({
    is,
    was: before.find(({ file }) => file === is.file)
      ?? before.find(({ name, file }) => name === is.name && !after.some((other) => other.file === file)),
  }));
  return [...pairs, ...before.filter((was) => !pairs.some((pair) => pair.was === was)).map((was) => ({ was }))];
}

function environmentChanges(was: WrittenEnvironment | undefined, is: WrittenEnvironment | undefined, renamings: Renaming[]): Finding[] {
  const { name: where, file, settings } = (is ?? was)!;
  const at = (subject: string, remark: Remark): Finding => ({ where, subject, ...remark });
  if (is === undefined) {
    return [at('environment', risky(`gone with ${code(file)}: what runs of it keeps running, and its volumes stay`))];
  }
  if (is.facts === undefined) {
    return is.problem === was?.problem ? []
      : [at(file, risky(`cannot be read (${code(is.problem)}): what it changes is not known`))];
  }
  const facts = is.facts;
  if (was?.facts === undefined) {
    const required = requiredIn(facts);
    return [
      at('environment', ordinary(was === undefined ? `new, ${code(file)}, with ${codes(facts.services.map(({ id }) => id))}`
        : `${code(file)} can be read again; it could not be read before, so all that is in it is told as if it were new`)),
      ...required.length === 0 ? [] : [at('variables', toDo(
        `${codes(required)} ${required.length > 1 ? 'have' : 'has'} to be set in ${settings} before the first deploy`,
      ))],
      ...facts.services.flatMap((service) => exposuresOfNew(service).map((remark) => at(service.id, remark))),
    ];
  }
  const { facts: before, renamed } = withNewNetworks(was.facts, facts);
  return [
    ...was.file === file ? [] : [at('environment', ordinary(`written to ${code(file)}, was ${code(was.file)}`))],
    ...was.name === where ? [] : [at('environment', ordinary(`called ${code(was.name)} before`))],
    ...renamed.map(({ from, to }) => at(`network ${to}`, ordinary(`called ${code(from)} before`))),
    ...[
      ...whole(before, facts), ...serviceChanges(before, facts, renamings), ...volumes(before, facts), ...networkChanges(before, facts),
      ...preparations(settings)(before, facts),
    ].map(([subject, remark]) => at(subject, remark)),
    ...restChanges(before.rest, facts.rest).map((sentence) => at(file, ordinary(sentence))),
  ];
}

function unique(renamings: Renaming[]): Renaming[] {
  return renamings.filter(({ from, to }, index) => renamings.findIndex((other) => other.from === from && other.to === to) === index);
}
