import { Problem } from './messages';
import { Language } from '../../../model';

/** What the usage of the production script tells about itself. */
export interface ProductionUsageOptions {
  readonly script: string;
  readonly title: string;
  readonly services: string[];
  /** The services whose data can be saved. */
  readonly saved: string[];
}

/** All that the production script says. In the texts, `$name` is a variable of the script. */
export interface ProductionMessages {
  readonly productionHeader: (script: string, title: string) => string;
  readonly productionUsage: (options: ProductionUsageOptions) => string;

  readonly variablePlaceholder: (envFile: string) => Problem;
  readonly fileMissing: Problem;
  readonly diskFull: Problem;
  readonly stateUnwritable: Problem;
  readonly locked: Problem;
  readonly lockTakenOver: string;
  readonly leftoversRemoved: string;

  readonly releaseInvalid: Problem;
  readonly releaseIdMissing: string;
  readonly dryRun: string;
  readonly deploying: string;
  readonly deployed: string;
  readonly rollingBack: string;
  readonly rolledBack: string;
  readonly noReleaseBefore: (script: string) => Problem;
  readonly releaseUnknown: Problem;
  readonly releaseImageGone: (script: string) => Problem;

  readonly runningJob: string;
  readonly nothingChanged: string;
  readonly changedServices: string;
  readonly startingBeside: string;
  readonly replacingInPlace: string;
  readonly switching: string;
  readonly watching: string;
  readonly retiring: string;

  readonly buildFailedRelease: string;
  readonly jobFailed: string;
  readonly startFailedOf: string;
  readonly neverHealthy: string;
  readonly becameUnhealthy: string;
  readonly switchFailed: string;
  readonly interrupted: string;
  readonly lastLinesOf: string;
  readonly undoing: string;
  readonly releaseFailed: (script: string) => Problem;
  readonly firstReleaseFailed: Problem;

  readonly inCharge: string;
  readonly nothingReleased: (script: string) => string;

  readonly dataServiceNotRunning: Problem;
  readonly noBackupOf: (services: string) => Problem;
  readonly backupFailed: Problem;
  readonly backedUp: string;
  readonly restoreFileMissing: string;
  readonly backupMissing: (folder: string) => Problem;
  readonly backupOfNothing: Problem;
  readonly restoreNoTerminal: (script: string) => Problem;
  readonly restoreQuestion: string;
  readonly restoreRefused: string;
  readonly restoreFailed: Problem;
  readonly restored: string;
}

const ENGLISH: ProductionMessages = {
  productionHeader: (script, title) => `Releases ${title} and looks after what runs. What it can do: ${script} help`,
  productionUsage: ({ script, title, services, saved }) => `\
Usage: ${script} <command>

Releases ${title} and looks after what runs.

  deploy [--release id] [--dry-run]
                     builds a release and brings it into service; if anything fails, the one before it keeps serving.
                     The id is the git revision unless you give one. With --dry-run it only checks
  rollback [release] brings an earlier release back, by default the last one that was in service before this one
  status             shows the release in service, the containers and their health
  history            lists the releases; * marks the one in service
  logs [service]     shows logs and follows them; Ctrl+C ends it
${saved.length === 0 ? '' : `  backup [service]   saves data (${saved.join(', ')})
  restore <file> [--yes]
                     replaces data with a backup, after a question
`}\
  help               shows this text

SETTLE_SECONDS and WATCH_SECONDS say how long new containers must be healthy before they get work, and how long they are
watched after that; PATIENCE_SECONDS how long they may take to become healthy.

Services: ${services.join(', ')}`,

  variablePlaceholder: (envFile) => ({
    what: 'The variable $name has a value that is only a placeholder, or known to everybody$about.',
    todo: `Set it in ${envFile} to a value of your own; for a secret: openssl rand -hex 32`,
  }),
  fileMissing: {
    what: 'The file $file is missing or empty.',
    todo: 'Put it there: the guide says what belongs into it.',
  },
  diskFull: {
    what: 'Only $free MiB are free in $root, and at least $need are needed for a release.',
    todo: 'Make room, for example with "docker builder prune" and "docker image prune". Nothing was changed.',
  },
  stateUnwritable: {
    what: 'The folder $state, where releases are recorded, cannot be written to.',
    todo: 'Make it yours, or run this as the user who released before. Nothing was changed.',
  },
  locked: {
    what: 'Another release is being made since $since by process $pid on $host.',
    todo: 'Wait until it is done. If it is certain that none is: rm -r $state/lock',
  },
  lockTakenOver: '🔓 The release before this one was killed: its lock is taken over.',
  leftoversRemoved: '🧹 Removed what a release that was killed had left behind.',

  releaseInvalid: {
    what: '"$release" cannot be the id of a release.',
    todo: 'Allowed are letters, digits and _ . -, not starting with . or -, at most 120.',
  },
  releaseIdMissing: '--release needs an id.',
  dryRun: '✅ Checked: release $release could be made now. Nothing was changed.',
  deploying: '🚀 Release $release: building images...',
  deployed: '✅ Release $release is in service.',
  rollingBack: '⏪ Bringing release $release back...',
  rolledBack: '✅ Release $release is in service again.',
  noReleaseBefore: (script) => ({
    what: 'There is no earlier release that was in service.',
    todo: `What there is: ${script} history`,
  }),
  releaseUnknown: {
    what: 'There is no release "$release" that was in service and is still kept.',
    todo: 'Kept are: $known',
  },
  releaseImageGone: (script) => ({
    what: 'The image $image:$release is not on this engine any more.',
    todo: `Check the revision out and release it anew: ${script} deploy`,
  }),

  runningJob: '📦 Running the job of $service...',
  nothingChanged: '💤 No service has changed.',
  changedServices: '🔎 Changed:$changed',
  startingBeside: '🌱 Starting the new $service...',
  replacingInPlace: '🔁 Replacing $service...',
  switching: '🔀 Requests go to the new $service.',
  watching: '👀 Watching for $watch s...',
  retiring: '🍂 The old containers finish what they have begun...',

  buildFailedRelease: 'an image could not be built',
  jobFailed: 'the job of $service failed',
  startFailedOf: '$service could not be started',
  neverHealthy: '$service did not become healthy within $patience s',
  becameUnhealthy: '$service did not stay healthy ($condition)',
  switchFailed: 'requests could not be sent to the new $service',
  interrupted: 'it was interrupted',
  lastLinesOf: 'Last lines of the new $service:',
  undoing: '⏪ Taking back what was begun...',
  releaseFailed: (script) => ({
    what: '❌ Release $release failed: $reason. Release $before keeps serving.',
    todo: `Fix what is shown above and deploy again; ${script} status shows what runs.`,
  }),
  firstReleaseFailed: {
    what: '❌ Release $release failed: $reason. No release is in service.',
    todo: 'Fix what is shown above and deploy again.',
  },

  inCharge: 'Release in service: $current',
  nothingReleased: (script) => `Nothing has been released yet: ${script} deploy`,

  dataServiceNotRunning: {
    what: '$service is not running.',
    todo: 'Deploy first: data is saved from a running service.',
  },
  noBackupOf: (services) => ({
    what: '$service keeps no data that could be saved.',
    todo: `Allowed are: ${services}`,
  }),
  backupFailed: {
    what: 'The data of $service could not be saved.',
    todo: 'See what is shown above. No file was written.',
  },
  backedUp: '💾 $service: $file',
  restoreFileMissing: 'restore needs the file of a backup.',
  backupMissing: (folder) => ({
    what: 'The file $file is missing or empty.',
    todo: `Backups are in ${folder}/`,
  }),
  backupOfNothing: {
    what: 'The name of $file does not say which service it belongs to.',
    todo: 'Keep the name that "backup" gave it.',
  },
  restoreNoTerminal: (script) => ({
    what: 'There is no terminal to ask on, so nothing was restored.',
    todo: `To restore without a question: ${script} restore $file --yes`,
  }),
  restoreQuestion: 'Replace all data of $service with $file? [y/N] ',
  restoreRefused: 'Nothing was restored.',
  restoreFailed: {
    what: 'The data of $service could not be restored from $file.',
    todo: 'See what is shown above, and restore again: what is there now may be incomplete.',
  },
  restored: '✅ $service has the data of $file.',
};

const BRAZILIAN_PORTUGUESE: ProductionMessages = {
  productionHeader: (script, title) => `Script para gerenciar o ambiente de produção de ${title}. O que ele faz: ${script} help`,
  productionUsage: ({ script, title, services, saved }) => `\
Uso: ${script} <comando>

Publica releases de ${title} e cuida do que está rodando.

  deploy [--release id] [--dry-run]
                     constrói um release e o coloca em serviço; se algo falhar, o anterior continua servindo.
                     O id é a revisão do git, se outro não for informado. Com --dry-run, só verifica
  rollback [release] traz de volta um release anterior; sem o id, o último que esteve em serviço antes deste
  status             mostra o release em serviço, os containers e a saúde deles
  history            lista os releases; * marca o que está em serviço
  logs [serviço]     mostra os logs e os acompanha; Ctrl+C encerra
${saved.length === 0 ? '' : `  backup [serviço]   salva os dados (${saved.join(', ')})
  restore <arquivo> [--yes]
                     substitui os dados pelos de um backup, após confirmação
`}\
  help               mostra esta ajuda

SETTLE_SECONDS e WATCH_SECONDS dizem por quanto tempo containers novos precisam estar saudáveis antes de receber trabalho,
e por quanto tempo são observados depois; PATIENCE_SECONDS, quanto podem demorar até ficarem saudáveis.

Serviços: ${services.join(', ')}`,

  variablePlaceholder: (envFile) => ({
    what: 'A variável $name tem um valor que é só um exemplo, ou que todos conhecem$about.',
    todo: `Defina um valor seu em ${envFile}; para um segredo: openssl rand -hex 32`,
  }),
  fileMissing: {
    what: 'O arquivo $file não existe ou está vazio.',
    todo: 'Coloque-o ali: o guia diz o que vai nele.',
  },
  diskFull: {
    what: 'Há só $free MiB livres em $root, e um release precisa de pelo menos $need.',
    todo: 'Libere espaço, por exemplo com "docker builder prune" e "docker image prune". Nada foi mudado.',
  },
  stateUnwritable: {
    what: 'A pasta $state, em que os releases são registrados, não permite escrita.',
    todo: 'Torne-se dono dela ou use o usuário que fez os releases anteriores. Nada foi mudado.',
  },
  locked: {
    what: 'Outro release está em andamento desde $since, no processo $pid em $host.',
    todo: 'Espere que termine. Se é certo que não há nenhum: rm -r $state/lock',
  },
  lockTakenOver: '🔓 O release anterior foi interrompido à força: a trava dele foi assumida.',
  leftoversRemoved: '🧹 Removido o que um release interrompido havia deixado.',

  releaseInvalid: {
    what: '"$release" não pode ser o id de um release.',
    todo: 'São permitidos letras, dígitos e _ . -, sem . ou - no início, até 120.',
  },
  releaseIdMissing: '--release precisa de um id.',
  dryRun: '✅ Verificado: o release $release poderia ser feito agora. Nada foi mudado.',
  deploying: '🚀 Release $release: construindo imagens...',
  deployed: '✅ O release $release está em serviço.',
  rollingBack: '⏪ Trazendo de volta o release $release...',
  rolledBack: '✅ O release $release está em serviço de novo.',
  noReleaseBefore: (script) => ({
    what: 'Não há um release anterior que tenha estado em serviço.',
    todo: `O que há: ${script} history`,
  }),
  releaseUnknown: {
    what: 'Não há um release "$release" que tenha estado em serviço e ainda esteja guardado.',
    todo: 'Guardados: $known',
  },
  releaseImageGone: (script) => ({
    what: 'A imagem $image:$release não está mais neste Docker.',
    todo: `Faça checkout da revisão e publique-a de novo: ${script} deploy`,
  }),

  runningJob: '📦 Executando a tarefa de $service...',
  nothingChanged: '💤 Nenhum serviço mudou.',
  changedServices: '🔎 Mudaram:$changed',
  startingBeside: '🌱 Iniciando o novo $service...',
  replacingInPlace: '🔁 Substituindo $service...',
  switching: '🔀 As requisições vão para o novo $service.',
  watching: '👀 Observando por $watch s...',
  retiring: '🍂 Os containers antigos terminam o que começaram...',

  buildFailedRelease: 'não foi possível construir uma imagem',
  jobFailed: 'a tarefa de $service falhou',
  startFailedOf: 'não foi possível iniciar $service',
  neverHealthy: '$service não ficou saudável em $patience s',
  becameUnhealthy: '$service não continuou saudável ($condition)',
  switchFailed: 'não foi possível enviar as requisições ao novo $service',
  interrupted: 'foi interrompido',
  lastLinesOf: 'Últimas linhas do novo $service:',
  undoing: '⏪ Desfazendo o que foi começado...',
  releaseFailed: (script) => ({
    what: '❌ O release $release falhou: $reason. O release $before continua servindo.',
    todo: `Corrija o que aparece acima e faça o deploy de novo; ${script} status mostra o que está rodando.`,
  }),
  firstReleaseFailed: {
    what: '❌ O release $release falhou: $reason. Nenhum release está em serviço.',
    todo: 'Corrija o que aparece acima e faça o deploy de novo.',
  },

  inCharge: 'Release em serviço: $current',
  nothingReleased: (script) => `Nenhum release foi feito ainda: ${script} deploy`,

  dataServiceNotRunning: {
    what: '$service não está rodando.',
    todo: 'Faça o deploy primeiro: os dados são salvos de um serviço que está rodando.',
  },
  noBackupOf: (services) => ({
    what: '$service não guarda dados que possam ser salvos.',
    todo: `São permitidos: ${services}`,
  }),
  backupFailed: {
    what: 'Não foi possível salvar os dados de $service.',
    todo: 'Veja o que aparece acima. Nenhum arquivo foi criado.',
  },
  backedUp: '💾 $service: $file',
  restoreFileMissing: 'restore precisa do arquivo de um backup.',
  backupMissing: (folder) => ({
    what: 'O arquivo $file não existe ou está vazio.',
    todo: `Os backups estão em ${folder}/`,
  }),
  backupOfNothing: {
    what: 'O nome de $file não diz a qual serviço ele pertence.',
    todo: 'Mantenha o nome que "backup" deu a ele.',
  },
  restoreNoTerminal: (script) => ({
    what: 'Não há um terminal para perguntar, então nada foi restaurado.',
    todo: `Para restaurar sem perguntar: ${script} restore $file --yes`,
  }),
  restoreQuestion: 'Substituir todos os dados de $service por $file? [s/N] ',
  restoreRefused: 'Nada foi restaurado.',
  restoreFailed: {
    what: 'Não foi possível restaurar os dados de $service a partir de $file.',
    todo: 'Veja o que aparece acima e restaure de novo: o que está lá agora pode estar incompleto.',
  },
  restored: '✅ $service tem os dados de $file.',
};

const CATALOGUE: Record<Language, ProductionMessages> = {
  [Language.EN]: ENGLISH,
  [Language.PT_BR]: BRAZILIAN_PORTUGUESE,
};

/** What the production script says in a language. */
export function productionMessagesIn(language: Language): ProductionMessages {
  return CATALOGUE[language];
}
