import { eventually } from '../../eventually';
import { patiently } from '../../mongo-address';
import { inspect } from '../engine-state';
import { Expected, Fault } from '../fault';
import { Place, Site } from '../site';

/** mongosh, as MongoDB's administrator. */
function asAdministrator(site: Site, service: string, database: string, ...argv: string[]) {
  const login = '--username=admin --password="$MONGO_INITDB_ROOT_PASSWORD" --authenticationDatabase=admin';
  return site.exec(service, ['sh', '-c', `exec mongosh --quiet --norc ${login} "${patiently(database)}" "$@"`, 'sh', ...argv]);
}

export const MONGO_FAULTS: Fault[] = [
  {
    what: 'its processes are stopped (SIGSTOP)',
    services: ['mongodb'],
    begin: (site) => site.signal('mongodb', 'STOP'),
    end: (site) => site.signal('mongodb', 'CONT'),
  },
  {
    what: 'the application\'s user is gone',
    services: ['mongodb'],
    begin: (site) => asAdministrator(site, 'mongodb', 'conductor', '--eval', 'db.dropUser("conductor")'),
    end: (site) => asAdministrator(site, 'mongodb', 'conductor', '--eval', 'db.createUser({ user: "conductor", pwd: process.env.MONGO_APP_PASSWORD, roles: [{ role: "readWrite", db: "conductor" }] })'),
  },
  {
    what: 'the application\'s password is another one',
    services: ['mongodb'],
    begin: (site) => asAdministrator(site, 'mongodb', 'conductor', '--eval', 'db.updateUser("conductor", { pwd: "another" })'),
    end: (site) => asAdministrator(site, 'mongodb', 'conductor', '--eval', 'db.updateUser("conductor", { pwd: process.env.MONGO_APP_PASSWORD })'),
  },
];

/** Copies of MongoDB whose first start is not as it should be; they are created by the fault. */
export const MONGO_INIT_FAULTS: Fault[] = [
  {
    what: 'its init script fails, also while the image\'s temporary server runs',
    services: ['mongodb-failing-init'],
    expected: Expected.NEVER_GREEN,
    looksFor: 22,
    begin: (site) => site.compose(['up', '--detach', '--no-deps', 'mongodb-failing-init']),
    // by hand, once the image has given up and started the server as if all were well
    end: async (site) => {
      await eventually('the container ended and was started again', 60, async () => (await inspect(site.container('mongodb-failing-init'))).RestartCount > 0);
      await eventually('the whole script runs', 60, () => asAdministrator(site, 'mongodb-failing-init', 'test', '/tmp/whole/mongo-init.js'));
    },
  },
  {
    what: 'its init script takes its time, with the user already there on the temporary server',
    services: ['mongodb-slow-init'],
    expected: Expected.NEVER_GREEN,
    looksFor: 14,
    begin: (site) => site.compose(['up', '--detach', '--no-deps', 'mongodb-slow-init']),
  },
];

/** A command to Redis, with the password that it was started with, if any. */
function redis(site: Site, ...argv: string[]) {
  return site.exec('cache', ['redis-cli', '-e', ...argv]);
}

const isLoading = async (site: Site) => (await site.tryExec('cache', ['redis-cli', 'ping'])).output.includes('LOADING');

export const REDIS_FAULTS: (place: Place) => Fault[] = (place) => [
  {
    what: place === Place.DEVELOPMENT ? 'it asks for a password that the check does not have (NOAUTH)' : 'its password is another one (WRONGPASS)',
    services: ['cache'],
    begin: (site) => redis(site, 'config', 'set', 'requirepass', 'another'),
    end: (site) => site.exec('cache', ['sh', '-c', 'REDISCLI_AUTH= exec redis-cli -e --no-auth-warning -a another config set requirepass "$REDIS_PASSWORD"']),
  },
  {
    what: 'it cannot save and refuses writes (MISCONF)',
    services: ['cache'],
    begin: async (site) => {
      await site.exec('cache', ['chmod', '555', '/data']);
      await redis(site, 'bgsave', 'schedule');
    },
    end: async (site) => {
      await site.exec('cache', ['chmod', '755', '/data']);
      await redis(site, 'bgsave', 'schedule');
    },
  },
  {
    what: 'it starts and loads its data for 12 s (LOADING)',
    services: ['cache'],
    begin: async (site) => {
      // 120 keys, a tenth of a second each: see the override
      await redis(site, 'eval', 'for i = 1, 120 do redis.call("set", "key:" .. i, string.rep("x", 4096)) end', '0');
      await redis(site, 'bgrewriteaof');
      await eventually('the data are written', 60, async () => (await redis(site, 'info', 'persistence')).stdout.includes('aof_rewrite_in_progress:0'));
      await site.compose(['restart', '--no-deps', '--timeout', '5', 'cache']);
      await eventually('it loads', 60, () => isLoading(site));
    },
    end: (site) => eventually('its data are loaded', 60, async () => !await isLoading(site)),
  },
  {
    what: 'its processes are stopped (SIGSTOP)',
    services: ['cache'],
    begin: (site) => site.signal('cache', 'STOP'),
    end: (site) => site.signal('cache', 'CONT'),
  },
];
