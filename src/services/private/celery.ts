import { requireMatch } from '../../base/checks';
import { Service } from '../../model';
import { MongoService } from '../mongo-service';
import { PostgresService } from '../postgres-service';

/** The Celery application, as `celery --app` names it. */
export function requireCeleryApp(id: string, app: string): void {
  requireMatch(
    `the app of service "${id}"`, app, /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*(:[A-Za-z_]\w*)?$/,
    'a module, or a module and a variable in it, such as "app.celery_app" or "app.celery_app:celery"',
  );
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
