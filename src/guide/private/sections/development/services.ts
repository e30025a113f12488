import { Condition } from '../../../../model';
import { ServiceFacts } from '../../facts/service-facts';
import { code, md, plain, table } from '../../markdown';
import { Section, Voice } from '../../section';
import { NONE, portsCell, serviceColumns } from '../parts';

/** What runs, and where it is reached. */
export const services: Section = (page) => {
  const { facts: f, say } = page;
  return md`
## ${say({ 'en': 'Services', 'pt-BR': 'Serviços' })}

${serviceTable(f.services, page)}

${[
  ...f.published.length > 0 ? [say({
    'en': `The port is that of this machine; the variable, in ${f.envFile.code}, moves it.`,
    'pt-BR': `A porta é a desta máquina; a variável, em ${f.envFile.code}, muda a porta.`,
  })] : [],
  ...f.published.length > 0 && f.onThisMachineOnly ? [say({
    'en': 'Ports are open on this machine only: nobody else on the network can reach them.',
    'pt-BR': 'As portas só abrem nesta máquina: ninguém mais na rede chega a elas.',
  })] : [],
  say({ 'en': `All of this is in ${f.links.composeFile}.`, 'pt-BR': `Tudo isso está em ${f.links.composeFile}.` }),
].join(' ')}
`;
};

function serviceTable(rows: ServiceFacts[], voice: Voice): string {
  const { say } = voice;
  return table([
    ...serviceColumns(voice),
    'Health check',
    say({ 'en': 'Waits for', 'pt-BR': 'Espera por' }),
  ], rows.map((service) => [
    code(service.id),
    plain(service.description),
    imageCell(service, voice),
    portsCell(service.ports, voice),
    service.healthCheck ? healthCell(service.healthCheck, voice) : NONE,
    service.waitsFor.map((waited) => `${code(waited.service)} (${say(CONDITIONS[waited.condition])})`).join(', ') || NONE,
  ]));
}

const CONDITIONS = {
  [Condition.STARTED]: { 'en': 'started', 'pt-BR': 'iniciado' },
  [Condition.HEALTHY]: { 'en': 'healthy', 'pt-BR': 'saudável' },
  [Condition.COMPLETED]: { 'en': 'completed', 'pt-BR': 'concluído' },
};

function imageCell({ sharedWith, dockerfile, image }: ServiceFacts, { say }: Voice): string {
  return sharedWith !== undefined ? say({ 'en': `the same as ${code(sharedWith)}`, 'pt-BR': `a mesma de ${code(sharedWith)}` })
    : dockerfile ?? code(image ?? '');
}

/** The command is shown if it is short enough for a cell. */
function healthCell({ command, interval, retries }: Required<ServiceFacts>['healthCheck'], { say }: Voice): string {
  return (command.length <= 40 ? `${code(command)} ` : '') + say({
    'en': `every ${interval}; unhealthy after ${retries} ${retries === 1 ? 'failure' : 'failures'}`,
    'pt-BR': `a cada ${interval}; unhealthy após ${retries} ${retries === 1 ? 'falha' : 'falhas'}`,
  });
}
