import { Project } from 'projen';
import { DataServices, EnvValue } from '../../src/model';
import { IRevision, review } from '../../src/review';
import {
  BackendService, BackendServiceProps, CeleryWorker, CeleryWorkerProps, EdgeProxy, EdgeProxyProps,
  MongoService, MongoServiceProps, RedisService, RedisServiceProps,
  SpaNginxFrontend, SpaNginxFrontendProps,
} from '../../src/services';
import { ContainerStack, ContainerStackProps } from '../../src/stack';
import { emptyFolder } from '../fixtures/stack';

/** What a change says of the services. */
export interface ShopProps {
  readonly stack?: Partial<ContainerStackProps>;
  readonly backend?: Partial<BackendServiceProps>;
  /** The id of the backend. */
  readonly backendId?: string;
  readonly worker?: Partial<CeleryWorkerProps>;
  readonly name?: string;
  readonly mongodb?: Partial<MongoServiceProps>;
  readonly redis?: Partial<RedisServiceProps>;
  readonly frontend?: Partial<SpaNginxFrontendProps>;
  readonly edge?: Partial<EdgeProxyProps>;
  /** The services that are not there. */
  readonly without?: string[];
}

/** A shop as it is synthesized into a folder of its own. */
export class Shop extends ContainerStack {
  public readonly redis: RedisService;
  public readonly mongodb: MongoService;
  public readonly backend: BackendService;
  public readonly worker?: CeleryWorker;
  public readonly frontend: SpaNginxFrontend;
  public readonly edge?: EdgeProxy;

  constructor(props: ShopProps = {}) {
    super(new Project({ name: 'shop', outdir: emptyFolder() }), props.name ?? 'shop', {
      production: { dataServices: DataServices.IN_STACK }, ...props.stack,
    });
    const isThere = (id: string) => !props.without?.includes(id);
    this.mongodb = new MongoService(this, 'mongodb', { database: 'shop', ...props.mongodb });
    this.redis = new RedisService(this, 'redis', props.redis);
    this.backend = new BackendService(this, props.backendId ?? 'backend', {
      app: 'app.main:app',
      path: 'backend',
      connectTo: [this.mongodb, this.redis],
      environment: { LOG_FORMAT: EnvValue.of('json') },
      secrets: ['SECRET_KEY'],
      ...props.backend,
    });
    if (isThere('worker')) {
      this.worker = new CeleryWorker(this, 'worker', { backend: this.backend, app: 'app.celery_app', connectTo: [this.redis], ...props.worker });
    }
    this.frontend = new SpaNginxFrontend(this, 'frontend', { outputPath: 'dist', api: this.backend, ...props.frontend });
    this.edge = !isThere('edge') ? undefined : new EdgeProxy(this, 'edge', { frontend: this.frontend, domain: 'shop.example.com', ...props.edge });
  }

  /** The files of the stack, as they are committed, but for the guide: nobody reads it here. */
  public write(): Files {
    return Object.fromEntries(this.files.filter((file) => file.path !== this.guidePath).map((file) => [file.path, file._text()]));
  }
}

/** The files of a revision, by path. */
export type Files = { readonly [file: string]: string };

/** A revision that has some files. */
export function revisionOf(files: Files, name = 'it'): IRevision {
  return {
    name,
    files: Object.keys(files),
    read: (names) => new Map(names.filter((file) => file in files).map((file) => [file, files[file]])),
  };
}

/** What a review says, a line each: where, about what, and what; with "(!)" where it is risky, and "(to do)" where something is to be done. */
export function saidOf(before: IRevision, after: IRevision): string[] {
  let heading = '';
  return review(before, after).text.split('\n').slice(1).flatMap((line) => {
    if (!line.startsWith('  ')) {
      heading = line;
      return [];
    }
    const isTodo = heading === 'To do before the next deploy';
    return `${isTodo || heading === 'Look at these first' ? '' : `${heading.toLowerCase()}: `}${line.trim()}${isTodo ? ' (to do)' : ''}`;
  });
}
