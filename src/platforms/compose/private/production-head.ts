import { list, ofService, scriptHead, value } from './script-head';
import { shellPath } from './shell';
import { Language, Stack } from '../../../model';
import { ComposePlan, PlannedService } from '../plan/compose-plan';
import { connectable } from '../plan/ports';
import { Rollout, startsFirst } from '../plan/rollout';

/** The programs that the script consists of. */
export const PRODUCTION_PROGRAMS = [
  'messages', 'common', 'checks', 'ledger', 'lock', 'facts', 'state', 'health', 'replace', 'data', 'look', 'attempt', 'release',
];

const ABOUT: Record<Language, (script: string, title: string) => string> = {
  [Language.EN]: (script, title) => `Releases ${title} and looks after what runs. What it can do: ${script} help`,
  [Language.PT_BR]: (script, title) => `Script para gerenciar o ambiente de produção de ${title}. O que ele faz: ${script} help`,
};

/** The script that releases an environment. */
export function productionScript(plan: ComposePlan): string {
  const { stack, files, services, releases, variables } = plan;
  const ids = (chosen: PlannedService[]) => chosen.map(({ id }) => id).join(' ');
  const by = (...rollouts: Rollout[]) => services.filter(({ rollout }) => rollouts.includes(rollout));
  const saved = services.filter(({ isSaved }) => isSaved);
  return scriptHead(plan, {
    about: ABOUT[stack.language](shellPath(files.script), stack.title),
    settings: [
      value('state', files.state),
      value('backup_folder', files.backups),
      value('min_docker', plan.least.docker),
      value('min_compose', plan.least.compose),
      value('least_free_mebibytes', releases.leastFreeMebibytes),
      value('settle_seconds', releases.settleSeconds),
      value('watch_seconds', releases.watchSeconds),
      value('patience_seconds', releases.patienceSeconds),
      value('kept_releases', releases.keep),
    ],
    facts: [
      [
        '# Services, by how they are replaced: new containers next to the old ones; one after the other, before or after the rest; not at',
        '# all; or run once. Blue/green are those with two sets of containers, among which the edges choose.',
        value('services', ids(services)),
        value('start_first', ids(services.filter(({ rollout }) => startsFirst(rollout)))),
        value('replaced_first', ids(by(Rollout.IN_PLACE))),
        value('replaced_last', ids(by(Rollout.LAST, Rollout.CLOCK))),
        value('data', ids(by(Rollout.NEVER))),
        value('jobs', ids(services.filter(({ runsForRelease }) => runsForRelease))),
        value('blue_green', ids(by(Rollout.BLUE_GREEN))),
        value('edges', ids(services.filter(({ chooses }) => chooses.length > 0))),
        value('saved', ids(saved)),
        value('images', services.flatMap(({ image }) => image.build ? [image.name] : []).join(' ')),
      ],
      [
        '# Variables: name, need and meaning. Files that have to be there. Values that stand in the repository, and so are no secrets.',
        list('variables', variables.map(({ variable }) => variable).filter(({ required, secret }) => required || secret)
          .map(({ name, required, description = '' }) => `${name} ${required ? 'required' : 'optional'} ${description}`.trimEnd())),
        list('files', [
          ...plan.secrets.map((secret) => `${files.secrets}/${secret}`),
          ...services.flatMap(({ providedFiles }) => providedFiles),
        ]),
        list('known_values', knownValues(stack)),
        value('placeholders', 'refused'),
        value('in_urls', plan.inUrls.join(' ')),
      ],
      [
        '# Ports of this machine, by the variables that move them.',
        value('address', connectable(plan.environment.publishedOn)),
        list('ports', plan.ports.map(({ variable, hostPort }) => `${variable} ${hostPort}`)),
      ],
      ...services.map((service) => ofService(service.id, factsOf(service))),
    ],
    commands: ['deploy', 'rollback', 'status', 'history', 'logs', 'lock', ...saved.length > 0 ? ['backup', 'restore'] : []],
    programs: PRODUCTION_PROGRAMS,
  });
}

function factsOf(service: PlannedService): Parameters<typeof ofService>[1] {
  const { spec, rollout, image, replicas, slotVariable, chooses, archivedPaths } = service;
  return {
    // of those that are replaced only, to know when they have changed
    image: [Rollout.JOB, Rollout.NEVER].includes(rollout) ? undefined : image.pulled ?? `${image.name}:<release>`,
    replicas: replicas === 1 ? undefined : replicas,
    probe: spec.healthCheck.probe(),
    readiness: spec.readiness?.probe(),
    slot_variable: slotVariable,
    release_command: spec.releaseCommand,
    trial_command: spec.trialCommand,
    traffic_to: chooses.length === 0 ? undefined : chooses.map(({ id }) => id),
    switch_command: chooses.length === 0 ? undefined : spec.switchCommand,
    backup_command: spec.backup?.dump,
    restore_command: spec.backup?.restore,
    backup_ending: spec.backup?.fileEnding,
    data_paths: archivedPaths.length === 0 ? undefined : archivedPaths,
  };
}

/** The values of secrets that stand in the repository for development. */
function knownValues(stack: Stack): string[] {
  const secrets = stack.variablesIn(stack.development).map(({ variable }) => variable).filter(({ secret }) => secret);
  return [...new Set(secrets.flatMap(({ defaultValue }) => defaultValue ? [defaultValue] : []))];
}
