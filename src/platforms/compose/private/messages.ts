import { Language } from '../../../model';

/**
 * A problem: what is wrong, and what to do about it. In the texts for scripts, `$name` is a variable of the script.
 */
export interface Problem {
  readonly what: string;
  readonly todo: string;
}

/** What the usage of a script tells about itself. */
export interface UsageOptions {
  readonly script: string;
  readonly title: string;
  readonly services: string[];
  readonly shellService: string;
}

/** All that scripts and env templates say. A message that a language lacks does not compile. */
export interface Messages {
  readonly developmentHeader: (script: string, title: string) => string;
  readonly developmentUsage: (options: UsageOptions) => string;

  readonly dockerMissing: Problem;
  readonly enginePermission: Problem;
  readonly engineUnreachable: Problem;
  readonly engineOld: (least: string) => Problem;
  readonly composeMissing: Problem;
  readonly composeOld: (least: string) => Problem;
  readonly envFileMissing: (envFile: string, copy: string) => Problem;
  readonly variableMissing: (envFile: string) => Problem;
  readonly portInvalid: (envFile: string) => Problem;
  readonly portTwice: (envFile: string) => Problem;
  readonly portTaken: (envFile: string) => Problem;
  readonly byContainer: string;
  readonly byProcess: string;
  readonly byAnother: string;
  readonly folderForeign: Problem;

  readonly unknownCommand: string;
  readonly tooManyArguments: string;
  readonly serviceUnknown: (services: string) => Problem;
  readonly serviceNotBuilt: (script: string) => Problem;
  readonly serviceNotRunning: (script: string) => Problem;
  readonly nothingRuns: (script: string) => Problem;
  readonly nothingRunsOf: (script: string) => Problem;

  readonly starting: string;
  readonly started: string;
  readonly startFailed: (script: string) => Problem;
  readonly buildFailed: Problem;
  readonly lastLines: string;
  readonly healthCheckSaid: string;
  readonly stopping: string;
  readonly stopped: string;
  readonly restarting: string;
  readonly restarted: string;
  readonly restartFailed: (script: string) => Problem;
  readonly rebuilding: string;

  readonly cleanNothing: string;
  readonly cleanList: string;
  readonly cleanContainer: string;
  readonly cleanNetwork: string;
  readonly cleanVolume: string;
  readonly cleanImage: string;
  readonly cleanQuestion: string;
  /** Patterns of the shell for an answer that agrees. */
  readonly cleanAgreed: string;
  readonly cleanRefused: string;
  readonly cleanNoTerminal: (script: string) => Problem;
  readonly cleaning: string;
  readonly cleaned: string;
  readonly cleanImageKept: string;

  readonly templateHeader: (title: string, environment: string, copy: string, envFile: string) => string[];
  readonly templateSettingsOf: (services: string) => string;
  readonly templatePorts: string;
  readonly templatePortsNote: string;
  readonly templatePort: (service: string, port: number) => string;
  readonly templateHostUser: string;
  readonly templateHostUserNote: string[];
  readonly templateReadBy: (services: string) => string;
  readonly templateRequired: string;
  readonly templateOptional: string;
  readonly templateDefault: (value: string) => string;
  readonly templateDevelopmentValue: string;
}

const ENGLISH: Messages = {
  developmentHeader: (script, title) => `Manages the development environment of ${title}. What it can do: ${script} help`,
  developmentUsage: ({ script, title, services, shellService }) => `\
Usage: ${script} <command>

Manages the development environment of ${title}.

  start              builds what has changed, starts everything and waits until it is healthy
  stop               stops everything; data is kept
  restart [service]  restarts, and waits until healthy again
  logs [service]     shows logs and follows them; Ctrl+C ends it
  status             shows the containers and their health
  shell [service]    opens a shell in a container (${shellService} unless you name another)
  rebuild [service]  builds images from scratch, then starts everything
  clean [--yes]      removes this project's containers, networks, volumes and images, after a question
  help               shows this text

Services: ${services.join(', ')}`,

  dockerMissing: {
    what: 'The command "docker" was not found.',
    todo: 'Install Docker 24 or newer with Compose: https://docs.docker.com/get-docker/',
  },
  enginePermission: {
    what: 'You are not allowed to use the Docker engine: permission denied on its socket.',
    todo: 'Join the group "docker", then log out and in again: sudo usermod -aG docker $user',
  },
  engineUnreachable: {
    what: 'The Docker engine does not answer.',
    todo: 'Start Docker Desktop; on Linux: sudo systemctl start docker',
  },
  engineOld: (least) => ({
    what: `The Docker engine is version $version, but ${least} or newer is needed.`,
    todo: 'Update Docker: https://docs.docker.com/engine/install/',
  }),
  composeMissing: {
    what: 'Docker has no Compose plugin: "docker compose" does not work.',
    todo: 'Install the package docker-compose-plugin, or update Docker Desktop: https://docs.docker.com/compose/install/',
  },
  composeOld: (least) => ({
    what: `Docker Compose is version $version, but ${least} or newer is needed.`,
    todo: 'Update the package docker-compose-plugin, or Docker Desktop: https://docs.docker.com/compose/install/',
  }),
  envFileMissing: (envFile, copy) => ({
    what: `The file ${envFile} is missing.`,
    todo: `Create it from its template, then fill it in: ${copy}`,
  }),
  variableMissing: (envFile) => ({
    what: 'The variable $name has no value$about.',
    todo: `Set it in ${envFile}: $name=...`,
  }),
  portInvalid: (envFile) => ({
    what: '$variable is "$port", which is no port.',
    todo: `Set it in ${envFile} to a number from 1 to 65535.`,
  }),
  portTwice: (envFile) => ({
    what: 'Port $port is wanted twice: by $variable and by another service of this stack.',
    todo: `Set $variable in ${envFile} to another port: $variable=<port>`,
  }),
  portTaken: (envFile) => ({
    what: 'Port $port is in use by $owner.',
    todo: `Stop that, or set $variable in ${envFile} to a free port: $variable=<port>`,
  }),
  byContainer: 'the container $names',
  byProcess: 'the program $names',
  byAnother: 'another program',
  folderForeign: {
    what: 'The folder $folder does not belong to you, or you cannot write to it: containers that run as you may fail.',
    todo: 'Make it yours: sudo chown -R $owner "$folder"',
  },

  unknownCommand: 'Unknown command: $command',
  tooManyArguments: 'Too many arguments, or an unknown one: $arguments',
  serviceUnknown: (services) => ({
    what: 'There is no service "$service".',
    todo: `The services are: ${services}`,
  }),
  serviceNotBuilt: (script) => ({
    what: 'The image of $service is not built here, so there is nothing to rebuild.',
    todo: `To start the service anew: ${script} restart $service`,
  }),
  serviceNotRunning: (script) => ({
    what: '$service is not running.',
    todo: `Start the environment with ${script} start, or see why with ${script} logs $service`,
  }),
  nothingRuns: (script) => ({
    what: 'There are no containers: the environment has not been started.',
    todo: `Start it: ${script} start`,
  }),
  nothingRunsOf: (script) => ({
    what: 'There is no container of $service: it has not been started.',
    todo: `Start the environment: ${script} start`,
  }),

  starting: '🚀 Starting the development environment...',
  started: '✅ The environment is running!',
  startFailed: (script) => ({
    what: 'The environment did not start: not everything became healthy.',
    todo: `Fix what is shown above and run ${script} start again; all lines: ${script} logs <service>`,
  }),
  buildFailed: {
    what: 'An image could not be built. What was running still runs.',
    todo: 'Fix what is shown above and try again.',
  },
  lastLines: 'Last lines of $service ($status):',
  healthCheckSaid: 'Its health check said:',
  stopping: '🛑 Stopping the environment...',
  stopped: '✅ The environment has stopped. Data is kept.',
  restarting: '🔄 Restarting...',
  restarted: '✅ Restarted.',
  restartFailed: (script) => ({
    what: 'Not everything became healthy after the restart.',
    todo: `Fix what is shown above; all lines: ${script} logs <service>`,
  }),
  rebuilding: '🔨 Building images from scratch...',

  cleanNothing: 'There is nothing to remove.',
  cleanList: 'This will be removed, with all data in it:',
  cleanContainer: 'container',
  cleanNetwork: 'network',
  cleanVolume: 'volume',
  cleanImage: 'image',
  cleanQuestion: 'Remove all of this? [y/N] ',
  cleanAgreed: '[yY] | [yY][eE][sS]',
  cleanRefused: 'Nothing was removed.',
  cleanNoTerminal: (script) => ({
    what: 'There is no terminal to ask on, so nothing was removed.',
    todo: `To remove without a question: ${script} clean --yes`,
  }),
  cleaning: '🧹 Removing containers, networks, volumes and images...',
  cleaned: '✅ Everything is clean!',
  cleanImageKept: 'The image $image was kept, because something else still uses it.',

  templateHeader: (title, environment, copy, envFile) => [
    `Settings of ${title}, environment "${environment}".`,
    '',
    'Copy this file and fill in the copy:',
    '',
    `  ${copy}`,
    '',
    `${envFile} is yours: git ignores it, and secrets belong there only. A line that starts with # shows a default;`,
    'take the # away to change it.',
  ],
  templateSettingsOf: (services) => `Settings of ${services}`,
  templatePorts: 'Ports',
  templatePortsNote: 'Ports on this machine. Change one when another program uses it.',
  templatePort: (service, port) => `port ${port} of ${service}`,
  templateHostUser: 'Your user',
  templateHostUserNote: [
    'Containers write to mounted folders as this user, so that the files belong to you. The script sets both by itself.',
    'For "docker compose" without the script, set them if "id -u" and "id -g" do not say 1000.',
  ],
  templateReadBy: (services) => `read by: ${services}`,
  templateRequired: 'required',
  templateOptional: 'optional',
  templateDefault: (value) => `default: ${value}`,
  templateDevelopmentValue: 'secret; unless it is set, a value for development is used',
};

const BRAZILIAN_PORTUGUESE: Messages = {
  developmentHeader: (script, title) => `Script para gerenciar o ambiente de desenvolvimento de ${title}. O que ele faz: ${script} help`,
  developmentUsage: ({ script, title, services, shellService }) => `\
Uso: ${script} <comando>

Gerencia o ambiente de desenvolvimento de ${title}.

  start              constrói o que mudou, inicia tudo e espera até que esteja saudável
  stop               para tudo; os dados são mantidos
  restart [serviço]  reinicia e espera até que esteja saudável de novo
  logs [serviço]     mostra os logs e os acompanha; Ctrl+C encerra
  status             mostra os containers e a saúde deles
  shell [serviço]    abre um shell em um container (${shellService}, se outro não for informado)
  rebuild [serviço]  reconstrói as imagens do zero e inicia tudo
  clean [--yes]      remove containers, redes, volumes e imagens deste projeto, após confirmação
  help               mostra esta ajuda

Serviços: ${services.join(', ')}`,

  dockerMissing: {
    what: 'O comando "docker" não foi encontrado.',
    todo: 'Instale o Docker 24 ou mais novo, com o Compose: https://docs.docker.com/get-docker/',
  },
  enginePermission: {
    what: 'Você não tem permissão para usar o Docker: acesso negado ao socket.',
    todo: 'Entre no grupo "docker", depois saia da sessão e entre de novo: sudo usermod -aG docker $user',
  },
  engineUnreachable: {
    what: 'O Docker não está respondendo.',
    todo: 'Inicie o Docker Desktop; no Linux: sudo systemctl start docker',
  },
  engineOld: (least) => ({
    what: `A versão do Docker é $version, mas é necessária a ${least} ou mais nova.`,
    todo: 'Atualize o Docker: https://docs.docker.com/engine/install/',
  }),
  composeMissing: {
    what: 'O Docker está sem o plugin Compose: "docker compose" não funciona.',
    todo: 'Instale o pacote docker-compose-plugin ou atualize o Docker Desktop: https://docs.docker.com/compose/install/',
  },
  composeOld: (least) => ({
    what: `A versão do Docker Compose é $version, mas é necessária a ${least} ou mais nova.`,
    todo: 'Atualize o pacote docker-compose-plugin ou o Docker Desktop: https://docs.docker.com/compose/install/',
  }),
  envFileMissing: (envFile, copy) => ({
    what: `O arquivo ${envFile} não existe.`,
    todo: `Crie-o a partir do modelo e preencha-o: ${copy}`,
  }),
  variableMissing: (envFile) => ({
    what: 'A variável $name está sem valor$about.',
    todo: `Defina-a em ${envFile}: $name=...`,
  }),
  portInvalid: (envFile) => ({
    what: '$variable é "$port", que não é uma porta.',
    todo: `Defina-a em ${envFile} com um número de 1 a 65535.`,
  }),
  portTwice: (envFile) => ({
    what: 'A porta $port é usada duas vezes: por $variable e por outro serviço deste projeto.',
    todo: `Defina outra porta para $variable em ${envFile}: $variable=<porta>`,
  }),
  portTaken: (envFile) => ({
    what: 'A porta $port está em uso: $owner.',
    todo: `Encerre quem a usa ou defina uma porta livre em ${envFile}: $variable=<porta>`,
  }),
  byContainer: 'container $names',
  byProcess: 'programa $names',
  byAnother: 'outro programa',
  folderForeign: {
    what: 'A pasta $folder não pertence a você ou não permite escrita: containers que rodam com o seu usuário podem falhar.',
    todo: 'Torne-se dono dela: sudo chown -R $owner "$folder"',
  },

  unknownCommand: 'Comando desconhecido: $command',
  tooManyArguments: 'Argumentos demais, ou um argumento desconhecido: $arguments',
  serviceUnknown: (services) => ({
    what: 'O serviço "$service" não existe.',
    todo: `Os serviços são: ${services}`,
  }),
  serviceNotBuilt: (script) => ({
    what: 'A imagem de $service não é construída aqui, então não há o que reconstruir.',
    todo: `Para reiniciar o serviço: ${script} restart $service`,
  }),
  serviceNotRunning: (script) => ({
    what: '$service não está rodando.',
    todo: `Inicie o ambiente com ${script} start ou veja o motivo com ${script} logs $service`,
  }),
  nothingRuns: (script) => ({
    what: 'Não há containers: o ambiente ainda não foi iniciado.',
    todo: `Inicie-o: ${script} start`,
  }),
  nothingRunsOf: (script) => ({
    what: 'Não há container de $service: ele ainda não foi iniciado.',
    todo: `Inicie o ambiente: ${script} start`,
  }),

  starting: '🚀 Iniciando ambiente de desenvolvimento...',
  started: '✅ Ambiente iniciado!',
  startFailed: (script) => ({
    what: 'O ambiente não iniciou: nem todos os serviços ficaram saudáveis.',
    todo: `Corrija o que aparece acima e rode ${script} start de novo; para ver todas as linhas: ${script} logs <serviço>`,
  }),
  buildFailed: {
    what: 'Não foi possível construir uma imagem. O que estava rodando continua rodando.',
    todo: 'Corrija o que aparece acima e tente de novo.',
  },
  lastLines: 'Últimas linhas de $service ($status):',
  healthCheckSaid: 'O health check disse:',
  stopping: '🛑 Parando ambiente...',
  stopped: '✅ Ambiente parado! Os dados foram mantidos.',
  restarting: '🔄 Reiniciando...',
  restarted: '✅ Reiniciado!',
  restartFailed: (script) => ({
    what: 'Nem todos os serviços ficaram saudáveis depois de reiniciar.',
    todo: `Corrija o que aparece acima; para ver todas as linhas: ${script} logs <serviço>`,
  }),
  rebuilding: '🔨 Reconstruindo imagens do zero...',

  cleanNothing: 'Não há nada para remover.',
  cleanList: 'Isto será removido, com todos os dados:',
  cleanContainer: 'container',
  cleanNetwork: 'rede',
  cleanVolume: 'volume',
  cleanImage: 'imagem',
  cleanQuestion: 'Remover tudo isso? [s/N] ',
  cleanAgreed: '[sS] | [sS][iI][mM]',
  cleanRefused: 'Nada foi removido.',
  cleanNoTerminal: (script) => ({
    what: 'Não há um terminal para perguntar, então nada foi removido.',
    todo: `Para remover sem perguntar: ${script} clean --yes`,
  }),
  cleaning: '🧹 Removendo containers, redes, volumes e imagens...',
  cleaned: '✅ Limpeza completa!',
  cleanImageKept: 'A imagem $image foi mantida, porque ainda está em uso.',

  templateHeader: (title, environment, copy, envFile) => [
    `Configuração de ${title}, ambiente "${environment}".`,
    '',
    'Copie este arquivo e preencha a cópia:',
    '',
    `  ${copy}`,
    '',
    `${envFile} é só seu: o git o ignora, e segredos só podem ficar nele. Uma linha que começa com # mostra um valor padrão;`,
    'remova o # para mudá-lo.',
  ],
  templateSettingsOf: (services) => `Configuração de ${services}`,
  templatePorts: 'Portas',
  templatePortsNote: 'Portas nesta máquina. Mude uma porta quando outro programa a estiver usando.',
  templatePort: (service, port) => `porta ${port} de ${service}`,
  templateHostUser: 'Seu usuário',
  templateHostUserNote: [
    'Os containers escrevem nas pastas montadas com este usuário, para que os arquivos pertençam a você. O script define os dois sozinho.',
    'Para usar "docker compose" sem o script, defina-os se "id -u" e "id -g" não responderem 1000.',
  ],
  templateReadBy: (services) => `lida por: ${services}`,
  templateRequired: 'obrigatória',
  templateOptional: 'opcional',
  templateDefault: (value) => `padrão: ${value}`,
  templateDevelopmentValue: 'segredo; se não for definida, vale um valor de desenvolvimento',
};

const CATALOGUE: Record<Language, Messages> = {
  [Language.EN]: ENGLISH,
  [Language.PT_BR]: BRAZILIAN_PORTUGUESE,
};

/** What scripts and env templates say in a language. */
export function messagesIn(language: Language): Messages {
  return CATALOGUE[language];
}
