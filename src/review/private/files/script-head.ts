import * as path from 'path';
import { Remark, changed, code, codes, ordinary, risky } from '../finding';

/** What a script that runs a stack says of it. */
export interface ScriptHead {
  /** The Compose file, or the folder of manifests. */
  readonly of: string;
  /** What sets its variables, for a sentence. */
  readonly settings: string;
  readonly environment?: string;
  /** All facts, as they are assigned: lists in one line. */
  readonly facts: { readonly [name: string]: string };
}

/** The facts of a script; `undefined` if it is none of ours. */
export function headOf(file: string, text: string): ScriptHead | undefined {
  const facts = assignmentsIn(text);
  const of = facts.compose_file ?? (facts.jobs_folder === undefined ? undefined : `${facts.folder}/`);
  if (!file.endsWith('.sh') || of === undefined) {
    return undefined;
  }
  const root = path.posix.join(path.posix.dirname(file), /^cd "\$\(dirname "\$self"\)\/(.*)"$/m.exec(text)?.[1] ?? '..');
  const settings = facts.env_file !== undefined ? code(facts.env_file) : `the Secret ${code(facts.secret_name ?? '')}`;
  return { of: path.posix.join(root, of), settings, environment: facts.environment, facts };
}

/** `name=value` and `name=( ... )` at the beginning of a line. */
function assignmentsIn(text: string): { [name: string]: string } {
  return Object.fromEntries([...text.matchAll(/^(\w+)=(?:\(\n([^]*?)^\)|\((.*)\)|(.*))$/gm)].map(([, name, lines, list, value]) =>
    [name, (lines ?? list ?? value).replace(/\s+/g, ' ').trim().replace(/^'([^']*)'$/, '$1')]));
}

/** What the Compose file tells too, and the words of what there is. */
const TOLD = new RegExp(`^(${[
  'self|link|script|copy|compose_file|env_file|state|environment|commands|host|domains?\\w*',
  'folder|jobs_folder|work_folder|namespace|instance|workloads|secret_name|required_secrets|provided_secrets',
  'secrets_example|needed_classes|claims',
  'services|built|build_\\w+|images?|image_\\w+|jobs|data|start_first',
  'replaced_first|replaced_last|blue_green|replicas_\\w+|ending_versions',
  'tested|test_\\w+|shell_service|variables|files|known_values|in_urls|ports|address|endpoints|folders|image_folders|edges|saved',
  'probe_\\w+|readiness_\\w+|slot_variable_\\w+|switch_command_\\w+|external_networks|traffic_to_\\w+|runs_as_host_user',
].join('|')})$`);

const WORDS: { readonly [name: string]: string } = {
  title: 'title',
  settle_seconds: 'seconds that a container has to stay healthy',
  watch_seconds: 'seconds that a release is watched',
  patience_seconds: 'seconds that a deploy waits for health',
  hook_seconds: 'seconds that a hook may take',
  kept_releases: 'releases that are kept',
  kept_backups: 'backups that are kept',
  kept_backup_days: 'days that backups are kept',
  least_free_mebibytes: 'MiB that have to be free',
  min_docker: 'oldest version of Docker',
  min_compose: 'oldest version of Compose',
  smoke_program: 'what tries a release before it gets requests',
  registry: 'registry',
  backup_folder: 'folder of backups',
  placeholders: 'values that stand in the repository are',
};

/** How a service is replaced, by the list that it is in; from what is best for its users to what costs them most. */
const ROLLOUTS: { readonly [list: string]: string } = {
  blue_green: 'beside the one before, and the edge switches from one to the other',
  start_first: 'beside the one before',
  replaced_first: 'in its place: whoever asks meanwhile gets no answer',
  replaced_last: 'in its place, after all others',
  data: 'not at all: only by a command of its own',
  jobs: 'by running it once',
};

/** What a script does otherwise. */
export function headChanges(before: ScriptHead, after: ScriptHead): [subject: string, remark: Remark][] {
  const names = [...new Set([...Object.keys(before.facts), ...Object.keys(after.facts)])];
  const known = (head: ScriptHead) => (head.facts.services ?? '').split(' ');
  const services = known(after).filter((service) => known(before).includes(service));
  const others = [...known(before), ...known(after)].filter((service) => service !== '' && !services.includes(service))
    .map((service) => `_${service.replace(/-/g, '_')}`);
  const moved = services.map((service) => ({ service, was: rolloutOf(service, before), is: rolloutOf(service, after) }))
    .filter(({ was, is }) => was !== is && was !== undefined && is !== undefined);
  return [
    ...moved.map(({ service, was, is }): [string, Remark] =>
      [service, (is === 'replaced_first' ? risky : ordinary)(
        `a release now starts it ${ROLLOUTS[is!]}; before: ${ROLLOUTS[was!].split(':')[0]}`,
      )]),
    ...names.filter((name) => before.facts[name] !== after.facts[name]).filter((name) =>
      !TOLD.test(name) && !others.some((id) => name.endsWith(id))).map((name): [string, Remark] => {
      const [was, is] = [before.facts[name], after.facts[name]];
      const what = WORDS[name] ?? `${code(name)} is`;
      return ['script', ordinary(was === undefined || was === '' ? `${what}: ${code(is)}`
        : is === undefined || is === '' ? `${what}: none, was ${code(was)}`
          : `${what}: ${changed(was, is)}`)];
    }),
    ...commandsOf(before, after),
  ];
}

function rolloutOf(service: string, { facts }: ScriptHead): string | undefined {
  return Object.keys(ROLLOUTS).find((list) => (facts[list] ?? '').split(' ').includes(service));
}

function commandsOf(before: ScriptHead, after: ScriptHead): [string, Remark][] {
  const [were, are] = [before, after].map(({ facts }) => (facts.commands ?? '').split(' '));
  const [come, gone] = [are.filter((name) => !were.includes(name)), were.filter((name) => !are.includes(name))];
  return [
    ...come.length === 0 ? [] : [['script', ordinary(`now also does ${codes(come)}`)] as [string, Remark]],
    ...gone.length === 0 ? [] : [['script', ordinary(`no longer does ${codes(gone)}`)] as [string, Remark]],
  ];
}
