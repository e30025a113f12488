import { Language } from '../../model';
import { PythonPackages } from '../../services';

/** What a new repository begins with. */
export interface FirstStackShape {
  /** The name of the repository. */
  readonly name: string;
  /** The name of its stack. */
  readonly stack: string;
  /** What `projen new` was told to install. */
  readonly devDeps: string[];
  readonly postgres: boolean;
  readonly frontend: boolean;
  readonly celery: boolean;
  readonly packages: PythonPackages;
  readonly language: Language;
}

/** The application of a new repository: what is different where it has a frontend, Celery, another database, and where it has not. */
export class FirstStack {
  constructor(public readonly shape: FirstStackShape) {}

  /** The text of `.projenrc.ts`. */
  public projenrc(): string {
    const body = this.body();
    const used = EXPORTS.filter((name) => new RegExp(`\\b${name}\\b`).test(body));
    return `import {\n${wrapped(used)}\n} from 'projen-container-stack';\n\n${body}`;
  }

  /** What `pip` installs for the application, and for its tests besides. */
  public requirements(): { readonly application: string[]; readonly development: string[] } {
    const { postgres, celery } = this.shape;
    return {
      application: [
        ...celery ? ['celery[redis]==5.7.0'] : [],
        'fastapi==0.165.0',
        postgres ? 'psycopg[binary,pool]==3.3.9' : 'pymongo==4.20.1',
        'uvicorn[standard]==0.54.0',
      ],
      development: ['httpx2==2.16.2', 'pytest==9.2.0'],
    };
  }

  /** The folders of `assets/samples` that its backend consists of. */
  public backendSamples(): string[] {
    return [
      'backend', this.shape.postgres ? 'backend-postgres' : 'backend-mongodb', this.shape.celery ? 'backend-celery' : 'backend-plain',
    ];
  }

  private body(): string {
    const { name, stack, devDeps, language, celery, frontend } = this.shape;
    const options = [`name: ${quoted(name)}`, ...devDeps.length > 0 ? [`devDeps: [${devDeps.map(quoted).join(', ')}]`] : []];
    return [
      `const project = new ContainerStackProject({ ${options.join(', ')} });`,
      `const stack = new ContainerStack(project, '${stack}'${language === Language.EN ? '' : ', { language: Language.PT_BR }'});`,
      '',
      ...this.database(),
      ...celery ? ["const redis = new RedisService(stack, 'redis');"] : [],
      ...this.backend(),
      ...celery ? [
        "new CeleryWorker(stack, 'celery-worker', { backend, app: 'app.celery_app' });",
        "new CeleryBeat(stack, 'celery-beat', { backend, app: 'app.celery_app' });",
      ] : [],
      ...frontend ? [
        "const frontend = new AngularNginxFrontend(stack, 'frontend', { app: 'frontend', api: backend });",
        "new EdgeProxy(stack, 'edge', { frontend });",
      ] : ["new EdgeProxy(stack, 'edge', { service: backend });"],
      '',
      'project.synth();',
      '',
    ].join('\n');
  }

  private database(): string[] {
    return this.shape.postgres ? ["const database = new PostgresService(stack, 'postgres', { database: 'app' });"] : [
      "const database = new MongoService(stack, 'mongodb', {",
      "  database: 'app',",
      "  collections: [{ name: 'contacts', indexes: [{ keys: { email: 1 }, unique: true }] }],",
      '});',
    ];
  }

  private backend(): string[] {
    const { packages, postgres, celery } = this.shape;
    return [
      "const backend = new BackendService(stack, 'backend', {",
      "  app: 'app.main:app',",
      "  readinessPath: '/health/ready',",
      packages === PythonPackages.UV
        ? "  packages: PythonPackages.UV,\n  developmentGroups: ['dev'],"
        : "  developmentRequirementsFile: 'requirements-dev.txt',",
      ...postgres ? ["  releaseCommand: ['python', '-m', 'app.migrate'],"] : [],
      `  connectTo: [${['database', ...celery ? ['redis'] : []].join(', ')}],`,
      '});',
    ];
  }
}

/** What a `.projenrc.ts` may import, in order. */
const EXPORTS = [
  'AngularNginxFrontend', 'BackendService', 'CeleryBeat', 'CeleryWorker', 'ContainerStack', 'ContainerStackProject', 'EdgeProxy',
  'Language', 'MongoService', 'PostgresService', 'PythonPackages', 'RedisService',
];

function quoted(text: string): string {
  return /['\\]/.test(text) ? JSON.stringify(text) : `'${text}'`;
}

/** Names with commas, in lines that are not too long. */
function wrapped(names: string[]): string {
  return names.reduce<string[]>((lines, name) => {
    const last = lines.at(-1);
    return last === undefined || last.length + name.length > 116 ? [...lines, `  ${name},`] : [...lines.slice(0, -1), `${last} ${name},`];
  }, []).join('\n');
}
