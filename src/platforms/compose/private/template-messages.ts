import { Language } from '../../../model';

/** All that the template of an env file says. A message that a language lacks does not compile. */
export interface TemplateMessages {
  readonly header: (title: string, environment: string, copy: string, envFile: string) => string[];
  readonly settingsOf: (services: string) => string;
  readonly ports: string;
  readonly portsNote: string;
  readonly port: (service: string, port: number) => string;
  readonly hostUser: string;
  readonly hostUserNote: string[];
  readonly readBy: (services: string) => string;
  readonly required: string;
  readonly optional: string;
  readonly default: (value: string) => string;
  readonly developmentValue: string;
}

const ENGLISH: TemplateMessages = {
  header: (title, environment, copy, envFile) => [
    `Settings of ${title}, environment "${environment}".`,
    '',
    'Copy this file and fill in the copy:',
    '',
    `  ${copy}`,
    '',
    `${envFile} is yours: git ignores it, and secrets belong there only. A line that starts with # shows a default;`,
    'take the # away to change it.',
  ],
  settingsOf: (services) => `Settings of ${services}`,
  ports: 'Ports',
  portsNote: 'Ports on this machine. Change one when another program uses it.',
  port: (service, port) => `port ${port} of ${service}`,
  hostUser: 'Your user',
  hostUserNote: [
    'Containers write to mounted folders as this user, so that the files belong to you. The script sets both by itself.',
    'For "docker compose" without the script, set them if "id -u" and "id -g" do not say 1000.',
  ],
  readBy: (services) => `read by: ${services}`,
  required: 'required',
  optional: 'optional',
  default: (value) => `default: ${value}`,
  developmentValue: 'secret; unless it is set, a value for development is used',
};

const BRAZILIAN_PORTUGUESE: TemplateMessages = {
  header: (title, environment, copy, envFile) => [
    `Configuração de ${title}, ambiente "${environment}".`,
    '',
    'Copie este arquivo e preencha a cópia:',
    '',
    `  ${copy}`,
    '',
    `${envFile} é só seu: o git o ignora, e segredos só podem ficar nele. Uma linha que começa com # mostra um valor padrão;`,
    'remova o # para mudá-lo.',
  ],
  settingsOf: (services) => `Configuração de ${services}`,
  ports: 'Portas',
  portsNote: 'Portas nesta máquina. Mude uma porta quando outro programa a estiver usando.',
  port: (service, port) => `porta ${port} de ${service}`,
  hostUser: 'Seu usuário',
  hostUserNote: [
    'Os containers escrevem nas pastas montadas com este usuário, para que os arquivos pertençam a você. O script define os dois sozinho.',
    'Para usar "docker compose" sem o script, defina-os se "id -u" e "id -g" não responderem 1000.',
  ],
  readBy: (services) => `lida por: ${services}`,
  required: 'obrigatória',
  optional: 'opcional',
  default: (value) => `padrão: ${value}`,
  developmentValue: 'segredo; se não for definida, vale um valor de desenvolvimento',
};

const CATALOGUE: Record<Language, TemplateMessages> = {
  [Language.EN]: ENGLISH,
  [Language.PT_BR]: BRAZILIAN_PORTUGUESE,
};

/** What the template of an env file says in a language. */
export function templateMessagesIn(language: Language): TemplateMessages {
  return CATALOGUE[language];
}
