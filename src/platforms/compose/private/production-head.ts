import { list, ofService, scriptHead, value } from './script-head';
import { shellPath, shellWord } from './shell';
import { Backup, Language, ServiceKind } from '../../../model';

/** How a service is replaced. */
export enum Replacement {
  /** The new containers start next to the old ones, which stop when the new ones do their work. */
  START_FIRST = 'start-first',
  /** The old container stops before the new one starts: there must never be two. */
  STOP_FIRST = 'stop-first',
  /** It is started if it does not run, and never touched otherwise. */
  NEVER = 'never',
  /** It runs once for each release, to its end, before the release takes over. */
  JOB = 'job',
}

/** One service, as far as releases are concerned. */
export interface ReleasedService {
  readonly id: string;
  readonly kind: ServiceKind;
  readonly replacement: Replacement;
  readonly replicas: number;
  /** The image; `<release>` in it is the release's id. */
  readonly image: string;
  /** Its health check, as it runs in the container. */
  readonly probe?: string[];
  /** What more it has to be before it takes over. */
  readonly readiness?: string[];
  /** The variable that says to which set its new containers belong, where another service chooses among them. */
  readonly slotVariable?: string;
  readonly releaseCommand?: string[];
  readonly trialCommand?: string[];
  /** Services among whose containers it chooses, and the program in it that makes the choice. */
  readonly trafficTo: string[];
  readonly switchCommand?: string[];
  readonly backup?: Backup;
  /** Folders with its data, for a service that has no backup of its own. */
  readonly dataPaths: string[];
}

/** What the script has to know of its stack. */
export interface ProductionScriptFacts {
  readonly title: string;
  readonly language: Language;
  /** The oldest major version of Docker that will do. */
  readonly minDockerVersion: number;
  /** The script itself, relative to the repository's root. */
  readonly script: string;
  /** The folder of the programs that it consists of. */
  readonly programFolder: string;
  readonly composeFile: string;
  readonly envFile: string;
  readonly stateFolder: string;
  readonly backupFolder: string;
  readonly services: ReleasedService[];
  /** The names of images that are built here, without their tags. */
  readonly images: string[];
  readonly variables: { readonly name: string; readonly description: string; readonly required: boolean; readonly secret: boolean }[];
  /** Values that stand in the repository and so are no secrets. */
  readonly knownValues: string[];
  /** Files that have to be there. */
  readonly files: string[];
  readonly ports: { readonly variable: string; readonly port: number }[];
  readonly address: string;
  readonly settleSeconds: number;
  readonly watchSeconds: number;
  readonly patienceSeconds: number;
  readonly keptReleases: number;
  readonly leastFreeMebibytes: number;
}

/** The programs that it consists of. */
export const PRODUCTION_PROGRAMS = ['messages', 'common', 'checks', 'state', 'lock', 'health', 'replace', 'data', 'release'];

const ABOUT: Record<Language, (script: string, title: string) => string> = {
  [Language.EN]: (script, title) => `Releases ${title} and looks after what runs. What it can do: ${script} help`,
  [Language.PT_BR]: (script, title) => `Script para gerenciar o ambiente de produção de ${title}. O que ele faz: ${script} help`,
};

/** The script that releases a stack. */
export function productionScript(facts: ProductionScriptFacts): string {
  const script = shellPath(facts.script);
  const { services } = facts;
  const ids = (chosen: ReleasedService[]) => chosen.map(({ id }) => id).join(' ');
  const of = (replacement: Replacement) => services.filter((service) => service.replacement === replacement);
  const stopFirst = of(Replacement.STOP_FIRST);
  const saved = services.filter(({ backup, dataPaths }) => backup || dataPaths.length > 0);
  return scriptHead({
    script: facts.script,
    about: ABOUT[facts.language](script, facts.title),
    facts: [
      [
        value('title', facts.title),
        value('script', script),
        value('copy', `cp ${shellWord(`${facts.envFile}.example`)} ${shellWord(facts.envFile)}`),
        value('compose_file', facts.composeFile),
        value('env_file', facts.envFile),
        value('state', facts.stateFolder),
        value('backup_folder', facts.backupFolder),
        value('min_docker', facts.minDockerVersion),
        value('least_free_mebibytes', facts.leastFreeMebibytes),
        value('settle_seconds', facts.settleSeconds),
        value('watch_seconds', facts.watchSeconds),
        value('patience_seconds', facts.patienceSeconds),
        value('kept_releases', facts.keptReleases),
      ],
      [
        '# Services, by how they are replaced: new containers next to the old ones; one after the other, before or after the rest; not at',
        '# all; or run once. Blue/green are those with two sets of containers, among which the edges choose.',
        value('services', ids(services)),
        value('start_first', ids(of(Replacement.START_FIRST))),
        value('replaced_first', ids(stopFirst.filter(({ kind }) => kind === ServiceKind.HTTP))),
        value('replaced_last', ids(stopFirst.filter(({ kind }) => kind !== ServiceKind.HTTP))),
        value('data', ids(of(Replacement.NEVER))),
        value('jobs', ids(services.filter(({ releaseCommand, replacement }) => releaseCommand || replacement === Replacement.JOB))),
        value('blue_green', ids(services.filter(({ slotVariable }) => slotVariable !== undefined))),
        value('edges', ids(services.filter(({ trafficTo }) => trafficTo.length > 0))),
        value('saved', ids(saved)),
        value('images', facts.images.join(' ')),
      ],
      [
        '# Variables: name, need and meaning. Files that have to be there. Values that stand in the repository, and so are no secrets.',
        list('variables', facts.variables.filter(({ required, secret }) => required || secret)
          .map(({ name, required, description }) => `${name} ${required ? 'required' : 'optional'} ${description}`.trimEnd())),
        list('files', facts.files),
        list('known_values', facts.knownValues),
        value('placeholders', 'refused'),
      ],
      [
        '# Ports of this machine, by the variables that move them.',
        value('address', facts.address),
        list('ports', facts.ports.map(({ variable, port }) => `${variable} ${port}`)),
      ],
      ...services.map((service) => ofService(service.id, {
        // of those that are replaced only, to know when they have changed
        image: [Replacement.START_FIRST, Replacement.STOP_FIRST].includes(service.replacement) ? service.image : undefined,
        replicas: service.replicas === 1 ? undefined : service.replicas,
        probe: service.probe,
        readiness: service.readiness,
        slot_variable: service.slotVariable,
        release_command: service.releaseCommand,
        trial_command: service.trialCommand,
        traffic_to: service.trafficTo.length === 0 ? undefined : service.trafficTo,
        switch_command: service.trafficTo.length === 0 ? undefined : service.switchCommand,
        backup_command: service.backup?.dump,
        restore_command: service.backup?.restore,
        backup_ending: service.backup?.fileEnding,
        data_paths: service.dataPaths.length === 0 ? undefined : service.dataPaths,
      })),
    ],
    commands: ['deploy', 'rollback', 'status', 'history', 'logs', ...saved.length > 0 ? ['backup', 'restore'] : []],
    folder: facts.programFolder,
    programs: PRODUCTION_PROGRAMS,
  });
}
