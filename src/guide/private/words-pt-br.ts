import { GuideWords } from './guide-text';
import { code } from './markdown';
import { shortCommand } from './tables';
import { Condition } from '../../model';

/** The words of tables and diagrams in Brazilian Portuguese. */
export const WORDS: GuideWords = {
  serviceTable: { service: 'Serviço', what: 'O que é', image: 'Imagem', port: 'Porta (variável)', health: 'Health check', waits: 'Espera por' },
  variableTable: { variable: 'Variável', readBy: 'Lida por', required: 'Obrigatória', value: 'Padrão', what: 'O que é' },
  volumeTable: { volume: 'Volume', fullName: 'Nome no Docker', where: 'Montado em' },
  sourceTable: { service: 'Serviço', folder: 'Pasta do repositório', path: 'No container' },
  yes: '**sim**',
  no: 'não',
  none: '-',
  empty: 'vazio',
  sharedImage: (service) => `a mesma de ${service}`,
  unpublished: ({ port }) => `${port}, só na rede interna`,
  health: ({ command, interval, retries }) => `${shortCommand(command)}a cada ${interval}; unhealthy após ${retries} ${retries === 1 ? 'falha' : 'falhas'}`,
  condition: {
    [Condition.STARTED]: 'iniciado',
    [Condition.HEALTHY]: 'saudável',
    [Condition.COMPLETED]: 'concluído',
  },
  portOf: ({ service, port }) => `porta desta máquina para a porta ${port} de ${code(service)}`,
  hostUser: 'seu usuário, como em `id -u`; o script define sozinho',
  hostGroup: 'seu grupo, como em `id -g`; o script define sozinho',
  compose: 'Compose',
  host: 'sua máquina',
};
