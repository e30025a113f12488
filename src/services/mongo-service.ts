import { Construct } from 'constructs';
import { Connection, ConnectionVariables } from './connection';
import { MongoCollection } from './mongo-index';
import { Duration } from '../base';
import {
  Backup, Binding, CommentStyle, ContainerUser, EnvValue, Environment, HealthCheck, ImageSource, Language, Resources, Service,
  ServiceKind, ServiceOption, ServiceSpec, StackFile, VersionSteps, Volume,
} from '../model';
import { BASE_IMAGES } from './private/base-images';
import { baseImage, requireVersion } from './private/checks';
import { Told, connectionTo } from './private/connections';
import { requireCollections } from './private/mongo-checks';
import { mongoInitScript } from './private/mongo-init';
import { requireMatch, requirePort, shown } from '../base/checks';
import { variableOf, volumeOf } from '../base/names';
import { requireProps } from '../base/props';
import { ProgramFile } from '../model/program-file';

/** The server, for mongosh in the same container. By default mongosh waits 2 seconds, too little on a busy machine. */
const ITSELF = 'mongodb://127.0.0.1/?directConnection=true&serverSelectionTimeoutMS=30000';

/** Options of a {@link MongoService}. */
export interface MongoServiceProps {
  /** The application's database. */
  readonly database: string;

  /**
   * The version of MongoDB.
   *
   * @default "7.0"
   */
  readonly version?: string;

  /**
   * The image. It must contain Perl, as every Debian and Ubuntu image does: the health check is a Perl script.
   *
   * @default - `mongo:<version>`
   */
  readonly image?: string;

  /**
   * Collections and their indexes, created before the application first starts.
   *
   * @default - none
   */
  readonly collections?: MongoCollection[];

  /**
   * The user that applications log in as. It may read and write this database only.
   *
   * @default - the name of the database
   */
  readonly user?: string;

  /**
   * The name of a replica set with this server as its only member: `rs0`. Transactions and change streams need one. A client on the host
   * has to add `directConnection=true` to its URL, since the member's name resolves only in the stack.
   *
   * @default - a standalone server
   */
  readonly replicaSet?: string;

  /**
   * The variable in which consumers get its URL.
   *
   * @default "MONGO_URL"; none if `variables` is given
   */
  readonly urlVariable?: string;

  /**
   * Variables in which consumers get the parts of the connection, for applications that read them separately.
   *
   * @default - consumers get the URL only
   */
  readonly variables?: ConnectionVariables;

  /**
   * The Linux user that it runs as, if the image's differs from the official one.
   *
   * @default - 999, as in the official image
   */
  readonly runAs?: ContainerUser;

  /**
   * The host port on which it is published; the variable `<ID>_PORT` overrides it.
   *
   * @default 27017
   */
  readonly hostPort?: number;

  /**
   * CPU and memory limits and reservations, in environments that limit resources.
   *
   * @default - no limits and no reservations
   */
  readonly resources?: Resources;
}

/**
 * MongoDB with a database, its collections and indexes, and a user for the application. Its consumers get `MONGO_URL`.
 *
 * Writes `scripts/mongo-init.js` (a second one: `scripts/<id>-init.js`), `docker/<id>/mongo-health.pl`, the health check,
 * and, for a replica set, `docker/<id>/mongo-replica-set.sh`.
 */
export class MongoService extends Service {
  /** The application's database. */
  public readonly database: string;
  /** The user that applications log in as. */
  public readonly user: string;
  /** The init script, relative to the repository's root. */
  public readonly initScriptPath: string;
  /** The parts of the connection, for a consumer's own variables. */
  public readonly connection: Connection;

  private readonly image: string;
  private readonly told: Told;
  private readonly replicaSet?: string;
  private readonly runAs: ContainerUser;
  private readonly hostPort: number;
  private readonly resources?: Resources;
  private readonly password: EnvValue;
  private readonly rootPassword: EnvValue;

  /**
   * @param scope the stack
   * @param id its name, and its DNS name on every platform
   * @param props its options
   * @throws if a value is invalid
   */
  public constructor(scope: Construct, id: string, props: MongoServiceProps) {
    super(scope, id);
    requireProps('MongoServiceProps', props, `service "${id}"`);
    requireVersion(`the version of service "${id}"`, props.version);
    this.image = baseImage(`the image of service "${id}"`, props.image, BASE_IMAGES.mongo(props.version));
    this.database = props.database;
    this.user = props.user ?? props.database;
    this.told = new Told(id, props.urlVariable, props.variables, 'MONGO_URL');
    this.replicaSet = props.replicaSet;
    // mongodb, in the official image
    this.runAs = props.runAs ?? ContainerUser.of(999);
    this.hostPort = props.hostPort ?? 27017;
    this.resources = props.resources;
    requireMatch(
      `the database of service "${id}"`, this.database, /^[A-Za-z0-9_-]{1,63}$/, 'letters, digits, _ and -, at most 63 characters',
    );
    if (['admin', 'config', 'local'].includes(this.database.toLowerCase())) {
      throw new Error(
        `the database of service "${id}" is "${this.database}", which is MongoDB's own: allowed are names other than "admin", `
        + '"config" and "local"',
      );
    }
    requireMatch(`the user of service "${id}"`, this.user, /^[A-Za-z0-9_-]+$/, 'letters, digits, _ and -');
    if (this.replicaSet !== undefined) {
      requireMatch(
        `the replicaSet of service "${id}"`, this.replicaSet, /^[A-Za-z0-9_-]{1,63}$/, 'letters, digits, _ and -, at most 63 characters',
      );
    }
    requirePort(`the hostPort of service "${id}"`, this.hostPort);
    const collections = (props.collections ?? []).map((collection) => ({ ...collection, indexes: [...collection.indexes ?? []] }));
    requireCollections(id, collections);

    this.node.addValidation({ validate: () => this.stack.environments.flatMap((each) => this.commandWithoutPasswords(each)) });

    const words = WORDS[this.stack.language];
    this.password = EnvValue.secret(variableOf(id, 'PASSWORD'), {
      developmentValue: 'development-only',
      description: words.password(this.user),
    });
    this.rootPassword = EnvValue.secret(variableOf(id, 'ROOT_PASSWORD'), {
      developmentValue: 'development-only',
      description: words.rootPassword,
    });
    this.connection = connectionTo(
      this, EnvValue.secret(this.told.elsewhere ?? variableOf(id, 'URL'), { description: words.url(this.database) }), {
        port: 27017, user: this.user, password: this.password, database: this.database, url: this.url(),
      },
    );
    new ProgramFile(this, this.pathOf(HEALTH_PROGRAM), { asset: 'perl/mongo-health.pl', comment: CommentStyle.HASH });
    if (this.replicaSet !== undefined) {
      new ProgramFile(this, this.pathOf(REPLICA_SET_PROGRAM), { asset: 'sh/mongo-replica-set.sh', comment: CommentStyle.HASH });
    }
    const first = !this.stack.services.some((service) => service !== this && service instanceof MongoService);
    if (!first && id === 'mongo') {
      throw new Error(
        `service id "mongo" is taken in stack "${this.stack.name}" by the script that prepares the first MongoDB: choose another id`,
      );
    }
    this.initScriptPath = `${this.stack.scriptsFolder}/${first ? 'mongo' : id}-init.js`;
    new StackFile(this, this.initScriptPath, {
      comment: CommentStyle.SLASHES,
      content: {
        render: () => mongoInitScript({
          database: this.database, user: this.user, passwordVariable: 'MONGO_APP_PASSWORD', collections, language: this.stack.language,
        }),
      },
    });
  }

  public describe(environment: Environment): ServiceSpec {
    void environment;
    return {
      kind: ServiceKind.DATA,
      description: 'MongoDB',
      image: ImageSource.reference(this.image),
      command: this.replicaSet === undefined ? undefined : ['sh', REPLICA_SET_PROGRAM, this.replicaSet, `${this.id}:27017`],
      environment: {
        MONGO_INITDB_ROOT_USERNAME: EnvValue.of('admin'),
        MONGO_INITDB_ROOT_PASSWORD: this.rootPassword,
        MONGO_APP_PASSWORD: this.password,
        // the image asks its own server with mongosh, which would ask a proxy for it
        NO_PROXY: EnvValue.of('*'),
        no_proxy: EnvValue.of('*'),
      },
      user: this.runAs,
      ports: [{ port: 27017, hostPort: this.hostPort }],
      mounts: [
        Volume.named(volumeOf(this.id, 'data')).mountAt('/data/db'),
        Volume.repositoryFile(this.initScriptPath).mountReadOnlyAt('/docker-entrypoint-initdb.d/mongo-init.js'),
        ...(this.replicaSet === undefined ? [HEALTH_PROGRAM] : [HEALTH_PROGRAM, REPLICA_SET_PROGRAM]).map((program) =>
          Volume.repositoryFile(this.pathOf(program)).mountReadOnlyAt(program)),
      ],
      // the image declares /data/configdb as a volume: kept in memory, it does not leave a nameless one behind
      writablePaths: ['/tmp', '/data/configdb'],
      // each answer has five seconds of its own; what takes longer is the first login, on a machine that is busy
      healthCheck: HealthCheck.command(
        ['perl', HEALTH_PROGRAM, this.user, this.database, ...this.replicaSet === undefined ? [] : ['primary']],
        { interval: Duration.seconds(10), timeout: Duration.seconds(60), retries: 5, startPeriod: Duration.seconds(30) },
      ),
      init: true,
      resources: this.resources,
      backup: this.backup(),
      dataCheck: ['sh', '-c', this.asAdministrator(
        'const d = db.getSiblingDB(process.env.DATA); const names = d.getCollectionNames(); '
        + 'names.forEach((name) => d.getCollection(name).findOne()); names.length > 0 || quit(1)',
      )],
      dataVersions: {
        // the official image has the variable
        program: ['sh', '-c', 'echo "${MONGO_VERSION:-$(timeout 5 mongod --version)}"'],
        steps: VersionSteps.NEXT_MAJOR,
        // the next version reads data only if this one has taken it to its own feature compatibility version
        prepare: ['sh', '-c', this.asAdministrator(
          'const want = db.version().split(".").slice(0, 2).join("."); '
          + 'const has = db.adminCommand({ getParameter: 1, featureCompatibilityVersion: 1 }).featureCompatibilityVersion.version; '
          + 'const set = { setFeatureCompatibilityVersion: want }; if (parseInt(want) >= 7) set.confirm = true; '
          + 'has === want || db.adminCommand(set).ok || quit(1)',
        )],
      },
      passwords: {
        variables: [variableOf(this.id, 'PASSWORD'), variableOf(this.id, 'ROOT_PASSWORD')], change: this.changePassword(),
      },
      stopGracePeriod: Duration.seconds(30),
      unsupported: [ServiceOption.SECRET_FILES, ...this.replicaSet === undefined ? [] : [ServiceOption.COMMAND]],
      ownVariables: ['MONGO_INITDB_ROOT_USERNAME', 'MONGO_INITDB_ROOT_PASSWORD', 'MONGO_APP_PASSWORD'],
    };
  }

  public override bindTo(consumer: Service, environment: Environment): Binding {
    void [consumer, environment];
    return this.told.binding(this.connection);
  }

  /** The path in the repository of a program that runs in the container. */
  private pathOf(program: string): string {
    return `${this.stack.dockerFolder}/${this.id}/${program.split('/').pop()}`;
  }

  private url(): EnvValue {
    const set = this.replicaSet === undefined ? '' : `&replicaSet=${this.replicaSet}`;
    return EnvValue.join(
      EnvValue.of(`mongodb://${this.user}:`),
      this.password,
      EnvValue.of(`@${this.id}:27017/${this.database}?authSource=${this.database}${set}`),
    );
  }

  /** The image's entrypoint sets up passwords only if it recognizes that the command starts the server with access control. */
  private commandWithoutPasswords(environment: Environment): string[] {
    const { command } = environment.configurationOf(this);
    const open = command?.find((word, index) => index === 0 ? !/^(mongod$|-)/.test(word) : /^--(noauth|transitionToAuth)$/.test(word));
    return open === undefined ? [] : [
      `service "${this.id}" in environment "${environment.name}" has the command ${shown(command)}, with which it would let everybody in: `
      + 'allowed are "mongod" and its options, without "--noauth" and "--transitionToAuth"',
    ];
  }

  /** A shell command that runs a script as the administrator. In the script, `DATA` is the database. */
  private asAdministrator(script: string): string {
    const login = 'db.getSiblingDB("admin").auth("admin", process.env.MONGO_INITDB_ROOT_PASSWORD)';
    return `HOME=/nonexistent DATA=${this.database} exec mongosh --quiet --norc "${ITSELF}" --eval '${login}; ${script}'`;
  }

  /** A user has one password. The administrator's current one may differ from the one that the container was started with. */
  private changePassword(): string[] {
    const change = this.asAdministrator(
      'db.getSiblingDB(process.env.OF).changeUserPassword(process.env.USER, process.env.NEXT)',
    );
    return ['sh', '-c', 'IFS= read -r PRESENT; IFS= read -r NEXT; '
      + `if [ "$1" = ${variableOf(this.id, 'PASSWORD')} ]; then USER=${this.user} OF=${this.database}; `
      + 'else USER=admin OF=admin MONGO_INITDB_ROOT_PASSWORD=$PRESENT; fi; '
      + `export NEXT USER OF MONGO_INITDB_ROOT_PASSWORD; ${change}`, 'change'];
  }

  /** The application's database, as the administrator sees it. */
  private backup(): Backup {
    const login = '--username=admin --password="$MONGO_INITDB_ROOT_PASSWORD" --authenticationDatabase=admin';
    const program = (name: string, options = '') => ['sh', '-c', `exec ${name} --quiet ${login} --db=${this.database} --archive `
      + `--gzip${options}`];
    return {
      dump: program('mongodump'),
      restore: program('mongorestore', ' --drop'),
      fileEnding: '.archive.gz',
      // whole, and with the name of the database in its beginning; every part reads to its end, so that none before it is cut off
      verify: ['bash', '-c', 'set -o pipefail; gzip -dc | { head -c 65536 | '
        + `{ LC_ALL=C grep -aqwF ${this.database} && cat > /dev/null; } && cat > /dev/null; }`],
    };
  }
}

const HEALTH_PROGRAM = '/usr/local/bin/mongo-health.pl';
const REPLICA_SET_PROGRAM = '/usr/local/bin/mongo-replica-set.sh';

const WORDS = {
  [Language.EN]: {
    password: (user: string) => `password of the MongoDB user "${user}": letters and digits, because it becomes part of a URL`,
    rootPassword: 'password of the MongoDB administrator "admin"',
    url: (database: string) => `where MongoDB is, as in mongodb://user:password@host:27017/${database}`,
  },
  [Language.PT_BR]: {
    password: (user: string) => `senha do usuário "${user}" do MongoDB: letras e dígitos, porque faz parte de uma URL`,
    rootPassword: 'senha do administrador "admin" do MongoDB',
    url: (database: string) => `endereço do MongoDB, como em mongodb://usuario:senha@servidor:27017/${database}`,
  },
};
