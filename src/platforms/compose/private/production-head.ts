import { list, ofService, scriptHead, value } from './script-head';
import { shellPath } from './shell';
import { Language, Stack, VersionSteps } from '../../../model';
import { releaseCommands } from '../plan/commands';
import { ComposePlan, PlannedService } from '../plan/compose-plan';
import { connectable } from '../plan/ports';
import { Rollout, startsFirst } from '../plan/rollout';

/** The programs that the script consists of. */
export const PRODUCTION_PROGRAMS = [
  'messages', 'common', 'progress', 'checks', 'ledger', 'lock', 'facts', 'state', 'health', 'hooks', 'smoke', 'registry', 'replace',
  'in-place', 'edge', 'one-off', 'data', 'backup-files', 'backup', 'restore', 'upgrade', 'rotate', 'look', 'logs', 'inside', 'running',
  'removing', 'maintenance', 'doctor', 'drift', 'attempt', 'release',
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
  const versions = stack._versionsIn(plan.environment);
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
      value('kept_backups', releases.keepBackups),
      value('kept_backup_days', releases.keepBackupDays),
      value('environment', plan.environment.name),
      value('hooks', releases.hooks),
      value('hook_seconds', releases.hookSeconds),
      value('smoke_program', releases.smokeProgram),
      value('registry', releases.registry?.address ?? ''),
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
      ...versions.length === 0 ? [] : [[
        '# Versions of images: the last day with security fixes, what ends, and whose it is.',
        list('ending_versions', versions.map(({ title, ends, services: users }) =>
          `${ends} ${title} (${users.map(({ id }) => id).join(', ')})`)),
      ]],
      ...services.map((service) => ofService(service.id, { ...factsOf(service), ...smokeTestOf(service, services) })),
      releases.registry === undefined ? [] : [
        '# The images that are built, each with its service, and how, as "docker buildx bake --set" takes it; {image} is the name of each.',
        list('builds', services.flatMap(({ id, image }) => image.build ? [`${image.name} ${id}`] : [])),
        list('build_options', releases.registry.options),
      ],
    ],
    commands: releaseCommands(plan),
    programs: PRODUCTION_PROGRAMS,
  });
}

function factsOf(service: PlannedService): Parameters<typeof ofService>[1] {
  const { spec, rollout, image, replicas, slotVariable, chooses, dataPaths } = service;
  return {
    // of those that are replaced only, and of data, to know when they have changed
    image: rollout === Rollout.JOB ? undefined : image.pulled ?? `${image.name}:<release>`,
    replicas: replicas === 1 ? undefined : replicas,
    probe: spec.healthCheck.probe(),
    readiness: spec.readiness?.probe(),
    slot_variable: slotVariable,
    release_command: spec.releaseCommand,
    release_timeout: service.runsForRelease ? Math.ceil(service.releaseTimeout.toSeconds()) : undefined,
    trial_command: spec.trialCommand,
    traffic_to: chooses.length === 0 ? undefined : chooses.map(({ id }) => id),
    switch_command: chooses.length === 0 ? undefined : spec.switchCommand,
    configuration_file: service.liveConfiguration?.file,
    configuration_command: service.liveConfiguration?.apply,
    maintenance_command: spec.maintenanceCommand,
    backup_command: spec.backup?.dump,
    restore_command: spec.backup?.restore,
    backup_ending: spec.backup?.fileEnding,
    verify_command: spec.backup?.verify,
    data_paths: dataPaths.length === 0 ? undefined : dataPaths,
    data_check: spec.dataCheck,
    version_command: spec.dataVersions?.program,
    version_steps: spec.dataVersions && (spec.dataVersions.steps ?? VersionSteps.ANY),
    prepare_command: spec.dataVersions?.prepare,
    passwords: spec.passwords?.variables,
    change_password: spec.passwords?.change,
    add_password: spec.passwords?.add,
  };
}

/** What a service is asked for when a release is tried, and who asks: from inside, and where users come in. */
function smokeTestOf({ id, requests, asking, entrance }: PlannedService, services: PlannedService[]): Parameters<typeof ofService>[1] {
  const leadsSomewhere = services.some((service) => service.requests.some(({ through }) => through === id));
  return {
    requests: requests.length === 0 ? undefined : requests.flatMap(({ path, statuses, seconds, through = '-', headers, text }) => [
      `${path} ${statuses.length > 0 ? statuses.join(',') : '2xx'} ${seconds} ${through}`,
      ...headers.map((header) => `header ${header}`),
      ...text === undefined ? [] : [`text ${text}`],
    ]),
    asks: requests.length === 0 || !asking ? undefined : [asking.tool, 'http', `${asking.port}`, ...asking.host ? [asking.host] : []],
    entrance: !leadsSomewhere || !asking || !entrance ? undefined
      : [asking.tool, entrance.tls ? 'https' : 'http', `${entrance.port}`, ...entrance.domain ? [entrance.domain] : []],
  };
}

/** The values of secrets that stand in the repository for development. */
function knownValues(stack: Stack): string[] {
  const secrets = stack.variablesIn(stack.development).map(({ variable }) => variable).filter(({ secret }) => secret);
  return [...new Set(secrets.flatMap(({ defaultValue }) => defaultValue ? [defaultValue] : []))];
}
