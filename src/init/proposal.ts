import * as path from 'path';
import { ComposeServiceFound } from './private/detect/compose-files';
import { ExistingFilesFound, existingFilesIn, ignoreFilesIn } from './private/detect/existing-files';
import { Facts, factsOf } from './private/facts';
import { HostPorts, Names, slug } from './private/names';
import { databasesFor } from './private/propose-databases';
import { frontendsFor } from './private/propose-frontends';
import { pythonServicesFor, sentence } from './private/propose-python';
import { pythonOf } from './private/write/python';
import { javascriptOf, Modules, ProjenrcFile, typescriptOf } from './private/write/typescript';
import { literal, prop, Prop, ProposedService, ProposedStack, service, struct, texts } from './private/write/value';
import { Repository } from './repository';

/** A `.projenrc` for a repository that exists, from what is in it. */
export class Proposal {
  /**
   * Reads a repository.
   *
   * @returns `undefined` where nothing was found that could run in a container
   */
  public static of(repository: Repository): Proposal | undefined {
    const facts = factsOf(repository);
    const name = slug(path.basename(path.resolve(repository.folder))) || 'app';
    const names = new Names();
    const ports = new HostPorts();
    const databases = databasesFor(facts, name, names);
    const python = facts.python.map((each) => pythonServicesFor(each, { repository, names, ports, databases }));
    const [backend] = python.flatMap((each) => each.backend ?? []);
    const frontends = frontendsFor(facts, { names, ports, api: backend });
    if (python.length === 0 && frontends.length === 0) {
      return undefined;
    }
    const [entrance, ...others] = frontends.filter(({ pages }) => pages).map((each) => each.service.id);
    const edge = edgeFor(entrance, backend ?? frontends[0]?.service.id, names);
    const unused = python.flatMap((each) => each.backend ?? []).slice(1);
    const services = [
      ...databases.map((each) => each.service),
      ...python.flatMap((each) => each.services),
      ...frontends.map((each) => each.service),
      edge,
    ];
    const contexts = [...python.flatMap((each) => each.contexts), ...frontends.flatMap((each) => each.context ?? [])];
    const toDo = [
      ...[...databases, ...python, ...frontends].flatMap((each) => each.toDo),
      ...[...others, ...unused].map(
        (id) => `production's entrance leads to ${entrance ?? backend}: give ${id} a name of its own with "sites" of the edge, or a route`,
      ),
      ...leftOver(facts, services),
      ...repository.leftOut.map((each) => `not looked at: ${each}`),
      ...(repository.has('.gitmodules')
        ? ['sources of submodules are part of images: run "git submodule update --init" before you build']
        : []),
    ];
    const existing = existingFilesIn(
      repository,
      services.map(({ id }) => id),
    );
    const props = stackProps(existing, ignoreFilesIn(repository, contexts), databases.length > 0);
    return new Proposal(
      { project: name, name, props, services, toDo: [...new Set(toDo)] },
      existing.paths,
      facts.root?.manager.value ?? 'npm',
    );
  }

  private constructor(
    private readonly stack: ProposedStack,
    private readonly paths: ExistingFilesFound['paths'],
    private readonly manager: 'npm' | 'pnpm' | 'yarn' | 'bun',
  ) {}

  /** What could not be found out, each with what to do. */
  public get toDo(): readonly string[] {
    return this.stack.toDo;
  }

  /** The text of a `.projenrc.ts`. */
  public typescript(): string {
    return typescriptOf(this.stack);
  }

  /** The text of a `.projenrc.py`. */
  public python(): string {
    return pythonOf(this.stack);
  }

  /** The same as a program of Node.js, which writes what one of these files would write. */
  public javascript(modules: Modules, file: ProjenrcFile): string {
    return javascriptOf(this.stack, modules, file);
  }

  /** The commands that install what a `.projenrc.ts` needs and run it for the first time. */
  public get firstCommands(): readonly string[] {
    const packages = 'projen constructs tsx projen-container-stack';
    const { install, run } = {
      npm: { install: 'npm install --save-dev', run: 'npx' },
      pnpm: { install: 'pnpm add --save-dev', run: 'pnpm exec' },
      yarn: { install: 'yarn add --dev', run: 'yarn run' },
      bun: { install: 'bun add --dev', run: 'bunx' },
    }[this.manager];
    return [`${install} ${packages}`, `${run} tsx .projenrc.ts`];
  }

  /** The script that starts what is generated. */
  public get script(): string {
    return `${this.pathOf('scripts') ?? 'scripts'}/docker-dev.sh`;
  }

  /** The guide of what is generated. */
  public get guide(): string {
    return this.pathOf('guide') ?? 'docs/DOCKER_SETUP.md';
  }

  private pathOf(name: 'scripts' | 'guide'): string | undefined {
    return this.paths.find((each) => each.name === name)?.value;
  }
}

function stackProps(
  { developmentFile, productionFile, paths }: ExistingFilesFound,
  ignoreFiles: readonly string[],
  hasData: boolean,
): Prop[] {
  const compose = [
    ...prop('developmentFile', developmentFile && literal(developmentFile.value), developmentFile?.because),
    ...prop('productionFile', productionFile && literal(productionFile.value), productionFile?.because),
  ];
  return [
    ...prop('compose', compose.length === 0 ? undefined : struct('ComposeOptions', compose)),
    ...prop(
      'paths',
      paths.length === 0
        ? undefined
        : struct(
          'StackPaths',
          paths.flatMap(({ name, value, because }) => prop(name, literal(value), because)),
        ),
    ),
    ...prop(
      'adopt',
      ignoreFiles.length === 0 ? undefined : texts(ignoreFiles),
      `the generated ${ignoreFiles.length > 1 ? 'files take' : 'file takes'} the place of ${sentence(ignoreFiles)}, of which a copy `
        + 'stays (.orig); take this line away afterwards',
    ),
    ...prop(
      'production',
      hasData
        ? struct('EnvironmentOptions', [{ name: 'dataServices', value: { is: 'member', of: 'DataServices', name: 'IN_STACK' } }])
        : undefined,
      "databases run in production's stack, too; take this line away where they run elsewhere",
    ),
  ];
}

/** What Compose files run that no service of the proposal is. */
function leftOver({ composeServices }: Facts, services: readonly ProposedService[]): string[] {
  const ids = new Set(services.map(({ id }) => id));
  const others = composeServices.filter(
    ({ name }, index) => !ids.has(slug(name)) && index === composeServices.findIndex((each) => each.name === name),
  );
  return others.length === 0
    ? []
    : [
      `${others[0].file} also has ${sentence(others.map(titleOf))}: what is still needed is a `
          + 'GenericService, or has a construct of its own (see the README)',
    ];
}

function titleOf({ name, image, command }: ComposeServiceFound): string {
  return `${name} (${image ?? (command || 'an image of its own')})`;
}

function edgeFor(entrance: string | undefined, backend: string, names: Names): ProposedService {
  return {
    class: 'EdgeProxy',
    id: names.take('edge', 'entrance'),
    because: "Production's entrance, on port 80. With domain: 'shop.example.com' it has certificates, and answers on port 443",
    props: [entrance === undefined ? { name: 'service', value: service(backend) } : { name: 'frontend', value: service(entrance) }],
  };
}
