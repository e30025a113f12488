import { GuideWords } from './guide-text';
import { code } from './markdown';
import { shortCommand } from './tables';
import { Condition } from '../../model';

/** The words of tables and diagrams in English. */
export const WORDS: GuideWords = {
  serviceTable: { service: 'Service', what: 'What it is', image: 'Image', port: 'Port (variable)', health: 'Health check', waits: 'Waits for' },
  variableTable: { variable: 'Variable', readBy: 'Read by', required: 'Required', value: 'Default', what: 'What it is' },
  volumeTable: { volume: 'Volume', fullName: 'Name in Docker', where: 'Mounted at' },
  sourceTable: { service: 'Service', folder: 'Folder of the repository', path: 'In the container' },
  yes: '**yes**',
  no: 'no',
  none: '-',
  empty: 'empty',
  sharedImage: (service) => `the same as ${service}`,
  unpublished: ({ port }) => `${port}, on the internal network only`,
  health: ({ command, interval, retries }) => `${shortCommand(command)}every ${interval}; unhealthy after ${retries} ${retries === 1 ? 'failure' : 'failures'}`,
  condition: {
    [Condition.STARTED]: 'started',
    [Condition.HEALTHY]: 'healthy',
    [Condition.COMPLETED]: 'completed',
  },
  portOf: ({ service, port }) => `port of this machine for port ${port} of ${code(service)}`,
  hostUser: 'your user, as in `id -u`; the script sets it by itself',
  hostGroup: 'your group, as in `id -g`; the script sets it by itself',
  compose: 'Compose',
  host: 'your machine',
};
