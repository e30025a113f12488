import { Fault } from '../fault';

/** Services of no type of ours: what `HealthCheck` itself promises. */
export const GENERIC_FAULTS: Fault[] = [
  {
    what: 'the path answers 404',
    services: ['generic-http'],
    begin: (site) => site.exec('generic-http', ['rm', '/tmp/site/ready']),
    end: (site) => site.exec('generic-http', ['touch', '/tmp/site/ready']),
  },
  {
    what: 'its processes are stopped (SIGSTOP)',
    services: ['generic-http'],
    begin: (site) => site.signal('generic-http', 'STOP'),
    end: (site) => site.signal('generic-http', 'CONT'),
  },
  {
    what: 'nothing listens on the port',
    services: ['generic-tcp'],
    begin: (site) => site.exec('generic-tcp', ['touch', '/tmp/down']),
    end: (site) => site.exec('generic-tcp', ['rm', '/tmp/down']),
  },
  {
    what: 'the program exits with 1',
    services: ['generic-command'],
    begin: (site) => site.exec('generic-command', ['rm', '/tmp/ready']),
    end: (site) => site.exec('generic-command', ['touch', '/tmp/ready']),
  },
];
