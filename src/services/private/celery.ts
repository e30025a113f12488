import { RELOAD_VENV } from './python-image';
import { requireMatch } from '../../base/checks';
import { Environment, Service } from '../../model';
import { BackendService } from '../backend-service';
import { Debugger } from '../debugger';
import { MongoService } from '../mongo-service';
import { PostgresService } from '../postgres-service';

/** The Celery application, as `celery --app` names it. */
export function requireCeleryApp(id: string, app: string): void {
  requireMatch(
    `the app of service "${id}"`, app, /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*(:[A-Za-z_]\w*)?$/,
    'a module, or a module and a variable in it, such as "app.celery_app" or "app.celery_app:celery"',
  );
}

/** The command, which is restarted whenever sources change where changes show at once. */
export function celeryCommand(environment: Environment, backend: BackendService, command: string[], debugging?: Debugger): string[] {
  if (!environment.liveReload) {
    return command;
  }
  const watching = (watched: string[]) =>
    ['--filter', 'python', '--sigint-timeout', '30', watched.join(' '), ...backend._reloadFolders];
  // what restarts is the child of what is debugged: editors stay attached
  return debugging?._run(`${RELOAD_VENV}/bin/python`, ['watchfiles', ...watching(['python', '-m', ...command])])
    ?? [`${RELOAD_VENV}/bin/watchfiles`, ...watching(command)];
}

/** What runs the image of a backend is connected to what the backend is connected to. */
export function connectionsWith(own: Service[], backend: BackendService): Service[] {
  return [...new Set([...backend.connections, ...own])];
}

/** Names of variables that may say where a broker is. */
const OF_BROKERS = /BROKER|CELERY_(?!GRACEFUL_|BEAT_)|REDIS|RABBIT|AMQP|QUEUE|SQS|KAFKA|_UR[LI]$|^UR[LI]$|DSN|HOST/i;

/** What is wrong if nothing tells a worker or a beat where its tasks come from; a database is no broker. */
export function missingBroker(service: Service): string[] {
  const environment = service.stack.development;
  const databases = service.connections.filter((provider) =>
    provider instanceof MongoService || provider instanceof PostgresService);
  const ofDatabases = databases.flatMap((provider) => Object.keys(provider.bindTo(service, environment).environment ?? {}));
  const names = Object.keys(service.specIn(environment).environment ?? {}).filter((name) => !ofDatabases.includes(name));
  return databases.length < service.connections.length || names.some((name) => OF_BROKERS.test(name)) ? [] : [
    `service "${service.id}" has no broker, from which it gets its tasks: connect it or its backend to one (connectTo: [redis]), or pass a `
    + 'variable with its address, such as CELERY_BROKER_URL',
  ];
}
