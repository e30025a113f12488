import {
  Exposure, ExposureKind, MountFacts, MountKind, PortFacts, ServiceFacts, byDefault, isSecretVariable, readableSize,
} from '../../../review';
import { code, each, md, plain, table } from '../markdown';
import { Section, Text, Voice } from '../section';
import { NONE } from './parts';

/**
 * What is written, a row a service: a change that matters to security is one changed line of the guide, whatever brought it in. Bold is
 * what makes a container less safe than it can be.
 */
export const asWritten: Section = ({ written, ...voice }) => written.length > 0 && md`
## ${voice.say({ 'en': 'For reviewers: what is written', 'pt-BR': 'Para quem revisa: o que está escrito' })}

${voice.say({
  'en': md`Read from the Compose files as they are, with overrides and patches. Each service is one row, so that a change of it is one \
    changed line in a pull request. **Bold** is what makes a container less safe than it can be.`,
  'pt-BR': md`Lido dos arquivos do Compose como eles são, com overrides e patches. Cada serviço é uma linha, então uma mudança nele é \
    uma linha alterada no pull request. Em **negrito**, o que deixa um container menos seguro do que poderia ser.`,
})}

${each(written, ({ environment, file, facts }) => `${plain(environment)} (${file}):\n\n${table([
  voice.say({ 'en': 'Service', 'pt-BR': 'Serviço' }),
  voice.say({ 'en': 'Image', 'pt-BR': 'Imagem' }),
  voice.say({ 'en': 'User and rights', 'pt-BR': 'Usuário e direitos' }),
  voice.say({ 'en': 'Ports', 'pt-BR': 'Portas' }),
  voice.say({ 'en': 'Mounts', 'pt-BR': 'Montagens' }),
  voice.say({ 'en': 'Networks', 'pt-BR': 'Redes' }),
  voice.say({ 'en': 'Secrets', 'pt-BR': 'Segredos' }),
  voice.say({ 'en': 'Limits', 'pt-BR': 'Limites' }),
  'Health check',
], facts.services.map((service) => row(service, voice)))}\n`)}
`;

function row(service: ServiceFacts, voice: Voice): string[] {
  const { say } = voice;
  const subjectsOf = (kind: ExposureKind) => service.exposures.filter((exposure) => exposure.kind === kind).map(({ subject }) => subject);
  return [
    code(service.id),
    [code(byDefault(service.image)), ...subjectsOf(ExposureKind.UNPINNED_IMAGE).map((image) =>
      bold(say({ 'en': `${code(image)} without a version`, 'pt-BR': `${code(image)} sem versão` })))].join(', '),
    [userCell(service, voice), ...service.exposures.flatMap((exposure) => rightOf(exposure, voice))].join(', '),
    cell(service.ports.map((port) => portCell(port, voice))),
    cell([
      ...service.mounts.filter(({ kind }) => kind !== MountKind.MEMORY)
        .map((mount) => mountCell(mount, subjectsOf(ExposureKind.HOST_PATH))),
      ...subjectsOf(ExposureKind.WRITABLE_ROOT).map(() => bold(say({ 'en': 'root can be written to', 'pt-BR': 'raiz pode ser escrita' }))),
    ]),
    cell(service.networks.map(({ name }) => code(name))),
    cell([...service.secrets, ...Object.keys(service.variables).filter((name) => isSecretVariable(name, service.variables[name]))]
      .map((name) => code(name))),
    limitsCell(service, voice),
    service.healthCheck ? `${code(inShort(service.healthCheck.test))}${interval(service.healthCheck.timing.interval, voice)}`
      : bold(say({ 'en': 'none', 'pt-BR': 'nenhum' })),
  ];
}

function cell(parts: string[]): string {
  return parts.join(', ') || NONE;
}

function bold(text: string): string {
  return `**${text}**`;
}

function userCell({ user, exposures }: ServiceFacts, { say }: Voice): string {
  const name = user === '' ? say({ 'en': 'of its image', 'pt-BR': 'o da imagem' }) : code(byDefault(user));
  const isExposed = exposures.some(({ kind }) => kind === ExposureKind.ROOT_USER || kind === ExposureKind.UNSTATED_USER);
  return isExposed ? bold(name) : name;
}

/** What a container may do beyond its user, in few words; what has a cell of its own is not among them. */
const RIGHTS: { readonly [kind in ExposureKind]?: (subject: string) => Text } = {
  [ExposureKind.PRIVILEGED]: () => ({ 'en': 'privileged', 'pt-BR': 'privilegiado' }),
  [ExposureKind.CAPABILITY]: (name) => ({ 'en': `capability ${code(name)}`, 'pt-BR': `capability ${code(name)}` }),
  [ExposureKind.NEW_PRIVILEGES]: () => ({ 'en': 'can gain privileges', 'pt-BR': 'pode ganhar privilégios' }),
  [ExposureKind.UNCONFINED]: (option) => ({ 'en': code(option), 'pt-BR': code(option) }),
  [ExposureKind.HOST_NAMESPACE]: (name) => ({ 'en': `${name} of the host`, 'pt-BR': `${name} da máquina` }),
  [ExposureKind.DEVICE]: (path) => ({ 'en': `device ${code(path)}`, 'pt-BR': `dispositivo ${code(path)}` }),
};

function rightOf({ kind, subject }: Exposure, { say }: Voice): string[] {
  const words = RIGHTS[kind];
  return words === undefined ? [] : [bold(say(words(subject)))];
}

function portCell({ address, published, target, open }: PortFacts, { say }: Voice): string {
  const from = `${address === '' ? '' : `${address}:`}${published || '*'}:${target}`;
  return open ? bold(say({ 'en': `${code(from)}, open to the network`, 'pt-BR': `${code(from)}, aberta na rede` })) : code(from);
}

function mountCell({ source, target, readOnly }: MountFacts, ofHost: string[]): string {
  const text = code([...source === '' ? [] : [source], target, ...readOnly ? ['ro'] : []].join(':'));
  return ofHost.includes(source) ? bold(text) : text;
}

function limitsCell({ limits: { cpus, memory, pids } }: ServiceFacts, { say }: Voice): string {
  return cell([
    ...cpus === undefined ? [] : [`${plain(cpus)} CPU`],
    ...memory === undefined ? [] : [plain(readableSize(memory))],
    ...pids === undefined ? [] : [say({ 'en': `${plain(pids)} processes`, 'pt-BR': `${plain(pids)} processos` })],
  ]);
}

function interval(time: string | undefined, { say }: Voice): string {
  return time === undefined ? '' : say({ 'en': ` every ${plain(time)}`, 'pt-BR': ` a cada ${plain(time)}` });
}

/** A check that fits into a cell: of a longer program, the address or the path that it asks, or its beginning. */
function inShort(test: string): string {
  const [asked] = /https?:\/\/[^\s"']+|"\/[^"]*"|(?<=GET )\/\S*/.exec(test) ?? [];
  return test.length <= 40 ? test
    : asked === undefined ? `${test.slice(0, 39)}…` : `${test.split(' ')[0]} … ${asked.replace(/"/g, '')}`;
}

