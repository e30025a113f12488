import { Language } from '../../../model';
import { list, ofService, scriptText, value } from '../../compose/private/script-head';
import { shellPath } from '../../compose/private/shell';
import { KubernetesPlan, PlannedWorkload, WorkloadKind } from '../plan/kubernetes-plan';

/** The programs that the script consists of. */
export const CLUSTER_PROGRAMS = [
  'messages', 'common', 'progress', 'smoke', 'cluster', 'cluster-look', 'backup-files', 'cluster-data', 'cluster-release',
];

const COMMANDS = ['deploy', 'rollback', 'status', 'history', 'diff', 'logs', 'exec', 'run', 'backup', 'restore', 'doctor', 'unlock'];

/** Since when a container's end can be put off without a program of its own (preStop with sleep). */
const LEAST_KUBERNETES = '1.30';

const ABOUT = {
  [Language.EN]: (script: string, title: string) =>
    `Releases ${title} to a Kubernetes cluster and looks after what runs. What it can do: ${script} help`,
  [Language.PT_BR]: (script: string, title: string) =>
    `Leva ${title} a um cluster Kubernetes e cuida do que roda nele. O que ele faz: ${script} help`,
};

/** The script that releases an environment to a cluster. */
export function clusterScript(plan: KubernetesPlan): string {
  const { stack, environment, files, workloads, options, secrets } = plan;
  const running = workloads.filter(({ kind }) => kind !== WorkloadKind.JOB);
  const ids = (chosen: PlannedWorkload[]) => chosen.map(({ id }) => id).join(' ');
  return scriptText({
    about: ABOUT[stack.language](shellPath(files.script), stack.title),
    script: files.script,
    folder: files.programs,
    programs: CLUSTER_PROGRAMS,
    commands: COMMANDS,
    facts: [
      [
        value('title', stack.title),
        value('script', shellPath(files.script)),
        value('environment', environment.name),
        value('folder', files.folder),
        value('jobs_folder', files.jobs),
        value('work_folder', files.work),
        value('least_kubernetes', LEAST_KUBERNETES),
        value('patience_seconds', plan.patienceSeconds),
        value('watch_seconds', plan.watchSeconds),
        value('kept_releases', plan.keep),
      ],
      [
        '# What belongs to this environment in the cluster: its namespace, and the label of everything in it.',
        value('namespace', plan.namespace),
        value('instance', plan.instance),
      ],
      [
        '# Services, and as what they run; those that keep data; those that are backed up, and where to; those with a job each release;',
        '# images that are built.',
        value('services', ids(running)),
        value('workloads', running.map(({ id, kind }) => `${kind.toLowerCase()}/${id}`).join(' ')),
        value('data', ids(workloads.filter(({ isReleased }) => !isReleased))),
        value('saved', ids(running.filter(({ spec }) => spec.backup !== undefined))),
        value('backup_folder', files.backups),
        value('jobs', ids(workloads.filter(({ job }) => job !== undefined))),
        value('images', [...new Set(workloads.flatMap(({ image }) => image.built === undefined ? [] : [image.reference]))].join(' ')),
        value('images_by_digest', options.imagesByDigest === false ? '' : 'yes'),
      ],
      [
        '# What has to be there: the Secret with its keys, Secrets with files, what is asked of the cluster by name. Claims, and sizes.',
        value('secret_name', plan.secretName),
        value('secrets_example', `${files.folder}/secrets.example.yaml`),
        value('required_secrets', secrets.filter(({ required }) => required).map(({ name }) => name).join(' ')),
        value('provided_secrets', ids(workloads.filter(({ storage }) => storage.providedFiles.length > 0)).replace(/\S+/g, '$&-files')),
        value('needed_classes', classesOf(plan).join(' ')),
        list('claims', workloads.flatMap((workload) => [
          ...workload.storage.sharedClaims.map(({ name, size }) => `${name} ${size}`),
          ...workload.storage.ownClaims.flatMap(({ name, size }) =>
            Array.from({ length: workload.replicas }, (_, index) => `${name}-${workload.id}-${index} ${size}`)),
        ])),
      ],
      ...workloads.map((workload) => ofService(workload.id, { ...smokeTestOf(workload), ...backupOf(workload) })),
    ],
  });
}

/** How the data of a service is saved and brought back, by programs of its own. */
function backupOf({ spec: { backup, dataCheck, dataVersions } }: PlannedWorkload): Parameters<typeof ofService>[1] {
  return backup === undefined ? {} : {
    backup_command: backup.dump,
    restore_command: backup.restore,
    backup_ending: backup.fileEnding,
    verify_command: backup.verify,
    data_check: dataCheck,
    version_command: dataVersions?.program,
  };
}

/** Classes that are named, by the kind that they are of. */
function classesOf({ options, workloads }: KubernetesPlan): string[] {
  const claims = workloads.flatMap(({ storage: { ownClaims, sharedClaims } }) => [...ownClaims, ...sharedClaims]);
  const priorities = workloads.map((workload) => workload.options.priorityClass);
  const named = (kind: string, names: (string | undefined)[]) => names.flatMap((name) => name === undefined ? [] : [`${kind}/${name}`]);
  return [...new Set([
    ...named('storageclass', claims.map(({ storageClass }) => storageClass)),
    ...named('priorityclass', priorities),
    ...named('ingressclass', [options.ingress?.className]),
  ])];
}

function smokeTestOf({ requests, asking }: PlannedWorkload): Parameters<typeof ofService>[1] {
  return requests.length === 0 || !asking ? {} : {
    requests: requests.flatMap(({ path, statuses, seconds, headers, text }) => [
      `${path} ${statuses.length > 0 ? statuses.join(',') : '2xx'} ${seconds} -`,
      ...headers.map((header) => `header ${header}`),
      ...text === undefined ? [] : [`text ${text}`],
    ]),
    asks: [asking.tool, 'http', `${asking.port}`, ...asking.host ? [asking.host] : []],
  };
}
