import { GuideFacts, VolumeFacts } from '../facts/guide-facts';
import { PortFacts } from '../facts/service-facts';
import { code, md, plain, table, when } from '../markdown';
import { Text, Voice } from '../section';

/*
 * What several sections show or say.
 */

/** A cell with nothing in it. */
export const NONE = '-';

/** The ports of a service, with the variables that move them. */
export function portsCell(ports: PortFacts[], { say }: Voice): string {
  return ports.map(({ published, port, hostPort, variable }) => published ? `${hostPort} (${code(variable)})`
    : say({ 'en': `${port}, on the internal network only`, 'pt-BR': `${port}, só na rede interna` })).join('<br>') || NONE;
}

/** What any table of services begins with: its id, what it is, its image, where it is reached. */
export function serviceColumns({ say }: Voice): string[] {
  return [
    say({ 'en': 'Service', 'pt-BR': 'Serviço' }),
    say({ 'en': 'What it is', 'pt-BR': 'O que é' }),
    say({ 'en': 'Image', 'pt-BR': 'Imagem' }),
    say({ 'en': 'Port (variable)', 'pt-BR': 'Porta (variável)' }),
  ];
}

/** Every variable that the env file may set, those of ports and of the host's user too. */
export function variableTable({ variables, published, asHostUser }: GuideFacts, { say }: Voice): string {
  const compose = 'Compose';
  const no = say({ 'en': 'no', 'pt-BR': 'não' });
  return table([
    say({ 'en': 'Variable', 'pt-BR': 'Variável' }),
    say({ 'en': 'Read by', 'pt-BR': 'Lida por' }),
    say({ 'en': 'Required', 'pt-BR': 'Obrigatória' }),
    say({ 'en': 'Default', 'pt-BR': 'Padrão' }),
    say({ 'en': 'What it is', 'pt-BR': 'O que é' }),
  ], [
    ...variables.map(({ name, services, required, defaultValue, description }) => [
      code(name),
      // a port that a service is told of, too, stands there once
      [...services.map(code), ...published.some(({ variable }) => variable === name) ? [compose] : []].join(', '),
      required ? say({ 'en': '**yes**', 'pt-BR': '**sim**' }) : no,
      defaultValue === '' ? say({ 'en': 'empty', 'pt-BR': 'vazio' }) : code(defaultValue),
      plain(description) || NONE,
    ]),
    ...published.filter(({ variable }) => !variables.some(({ name }) => name === variable)).map(({ variable, service, port, hostPort }) => [
      code(variable), compose, no, code(`${hostPort}`), say({
        'en': `port of this machine for port ${port} of ${code(service)}`,
        'pt-BR': `porta desta máquina para a porta ${port} de ${code(service)}`,
      }),
    ]),
    ...asHostUser.length === 0 ? [] : [
      [code('HOST_UID'), compose, no, code('1000'), say({
        'en': 'your user id, as `id -u` prints it; the script sets it',
        'pt-BR': 'seu usuário, como em `id -u`; o script define sozinho',
      })],
      [code('HOST_GID'), compose, no, code('1000'), say({
        'en': 'your group id, as `id -g` prints it; the script sets it',
        'pt-BR': 'seu grupo, como em `id -g`; o script define sozinho',
      })],
    ],
  ]);
}

/** Where data is that outlives containers. */
export function volumeTable(volumes: VolumeFacts[], { say }: Voice): string {
  return table([
    'Volume',
    say({ 'en': 'Name in Docker', 'pt-BR': 'Nome no Docker' }),
    say({ 'en': 'Mounted at', 'pt-BR': 'Montado em' }),
  ], volumes.map(({ name, fullName, mounts }) => [
    code(name),
    code(fullName),
    mounts.map(({ service, path }) => code(`${service}:${path}`)).join('<br>'),
  ]));
}

/** How a diagram is read. */
export function legend({ volumes }: GuideFacts, { say }: Voice): string {
  return `${say({ 'en': 'An arrow goes from a service to what it uses', 'pt-BR': 'Uma seta vai de um serviço ao que ele usa' })}${
    when(volumes.length > 0, say({
      'en': '; a dotted line to the volume that holds its data',
      'pt-BR': '; uma linha pontilhada, ao volume em que os dados ficam',
    }))}.`;
}

/** What people wait for when they start the first time. */
export const FIRST_TIME: Text = {
  'en': 'The first time, images are pulled and built, which takes a few minutes. The command ends when everything is healthy.',
  'pt-BR': md`Na primeira vez, as imagens são baixadas e construídas, o que leva alguns minutos. \
    O comando termina quando tudo está saudável.`,
};

/** What it costs to begin with empty volumes. */
export const DELETES_DATA: Text = {
  'en': 'Deletes all data of this project',
  'pt-BR': 'Apaga os dados deste projeto, de todos os serviços',
};
