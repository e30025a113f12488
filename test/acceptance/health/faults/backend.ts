import { Fault } from '../fault';
import { Site } from '../site';

/** Asks the API from inside its container: in production it is published nowhere. */
function post(site: Site, path: string, patienceSeconds = 30) {
  const script = `import http.client, sys
backend = http.client.HTTPConnection("127.0.0.1", 8000, timeout=${patienceSeconds})
backend.request("POST", "/api/trouble/${path}")
sys.exit(backend.getresponse().status != 200)`;
  return site.exec('backend', ['python', '-c', script]);
}

export const BACKEND_FAULTS: Fault[] = [
  {
    what: 'the health path answers 500',
    services: ['backend'],
    begin: (site) => post(site, 'health/error'),
    end: (site) => post(site, 'health/none'),
  },
  {
    what: 'the health path hangs',
    services: ['backend'],
    begin: (site) => post(site, 'health/hang'),
    end: (site) => post(site, 'health/none'),
  },
  {
    what: 'the event loop is blocked for 15 s',
    services: ['backend'],
    begin: async (site) => {
      // the answer comes when the loop turns again
      await post(site, 'block?seconds=15', 0.5).catch(() => undefined);
    },
  },
  {
    what: 'its processes are stopped (SIGSTOP)',
    services: ['backend'],
    begin: (site) => site.signal('backend', 'STOP'),
    end: (site) => site.signal('backend', 'CONT'),
  },
];
