import { Fault } from '../fault';
import { Place } from '../site';

function stopped(service: string, what: string, isMeant?: RegExp): Fault {
  return {
    what: `${what} (SIGSTOP)`,
    services: [service],
    begin: (site) => site.signal(service, 'STOP', isMeant),
    end: (site) => site.signal(service, 'CONT', isMeant),
  };
}

export const FRONTEND_FAULTS: (place: Place) => Fault[] = (place) => place === Place.DEVELOPMENT
  ? [stopped('frontend', 'the development server is stopped')]
  : [
    stopped('frontend', 'nginx\'s worker processes are stopped', /nginx: worker/),
    stopped('frontend', 'nginx\'s master and worker processes are stopped'),
  ];

export const EDGE_FAULTS: Fault[] = [
  stopped('edge', 'its processes are stopped'),
];
