import * as path from 'path';
import { AngularFound } from './detect/angular';
import { NodePackageFound } from './detect/node-packages';
import { NodeServerFound } from './detect/node-server';
import { SpaFound } from './detect/vite';
import { Facts } from './facts';
import { HostPorts, Names, slug } from './names';
import { call, literal, prop, Prop, ProposedService, service, texts } from './write/value';

/** What a browser or a program asks, and Node.js builds. */
export interface ProposedFrontend {
  readonly service: ProposedService;
  /** Whether it is an entrance for people. */
  readonly pages: boolean;
  /** The folder whose `.dockerignore` is generated; `undefined` where there is a workspace around it. */
  readonly context?: string;
  readonly toDo: readonly string[];
}

/** Ports of production for what is not behind its edge. */
const FIRST_OWN_PORT = 8080;

interface Around {
  readonly names: Names;
  readonly ports: HostPorts;
  /** The application that answers the API. */
  readonly api?: string;
}

/** All frontends and servers of Node.js: those that programs ask come first, since the others name them. */
export function frontendsFor(facts: Facts, { names, ports, api }: Around): ProposedFrontend[] {
  const apis = facts.servers.filter(({ pages }) => !pages).map((server) => serverFor(server, facts, names, ports));
  const behind = api ?? apis[0]?.service.id;
  const withPages = [
    ...facts.angular.map((found) => angularFor(found, facts, names, ports, behind)),
    ...facts.spas.map((found) => spaFor(found, facts, names, ports, behind)),
    ...facts.servers.filter(({ pages }) => pages).map((server) => serverFor(server, facts, names, ports, behind)),
  ];
  // the first has the edge in front of it
  return [...apis.slice(0, 1), ...apis.slice(1).map(published), ...withPages.slice(0, 1), ...withPages.slice(1).map(published)];

  function published(found: ProposedFrontend): ProposedFrontend {
    const props = prop(
      'hostPort',
      literal(ports.take(FIRST_OWN_PORT)),
      'it is not behind the edge, and has a port of its own in production',
    );
    return { ...found, service: { ...found.service, props: [...found.service.props, ...props] } };
  }
}

function angularFor(found: AngularFound, facts: Facts, names: Names, ports: HostPorts, api?: string): ProposedFrontend {
  const { package: source, app, server, older } = found;
  const isOnly = facts.angular.filter((each) => each.package === source).length === 1;
  const id = idFor(source, facts, names, isOnly ? undefined : slug(app));
  return frontend(
    found.package,
    id,
    [...found.toDo, ...source.toDo],
    true,
    { class: server ? 'AngularSsrFrontend' : 'AngularNginxFrontend', because: `Angular: ${found.because}` },
    [
      { name: 'app', value: literal(app) },
      ...sourceProps(source, id),
      ...prop('builder', older ? { is: 'member', of: 'AngularBuilder', name: 'BROWSER' } : undefined, 'the older builder'),
      ...prop('configuration', found.configuration === undefined ? undefined : literal(found.configuration), 'there is no "production"'),
      ...prop('outputPath', found.outputPath === undefined ? undefined : literal(found.outputPath), 'angular.json says so'),
      ...(server
        ? []
        : [
          ...prop('baseHref', found.baseHref === undefined ? undefined : literal(found.baseHref)),
          ...prop('locales', found.locales.length > 0 ? texts(found.locales) : undefined, 'angular.json translates it'),
          ...prop('prerendered', found.prerendered ? literal(true) : undefined),
        ]),
      ...apiProps(api),
      ...hostPort(ports, 4200),
    ],
  );
}

function spaFor(found: SpaFound, facts: Facts, names: Names, ports: HostPorts, api?: string): ProposedFrontend {
  const id = idFor(found.package, facts, names);
  return frontend(
    found.package,
    id,
    [...found.toDo, ...found.package.toDo],
    true,
    { class: 'SpaNginxFrontend', because: `A single-page application: ${found.because}` },
    [
      ...sourceProps(found.package, id),
      ...prop('buildScript', found.buildScript === undefined ? undefined : literal(found.buildScript)),
      ...prop('buildArguments', found.buildArguments && texts(found.buildArguments), 'it would build into a folder outside of its own'),
      ...prop('outputPath', found.outputPath && literal(found.outputPath.value), found.outputPath?.because),
      ...prop('basePath', found.basePath === undefined ? undefined : literal(found.basePath)),
      ...prop('developmentScript', found.developmentScript === undefined ? undefined : literal(found.developmentScript)),
      ...prop('developmentArguments', found.developmentArguments && texts(found.developmentArguments)),
      ...prop('developmentPort', found.developmentPort === undefined ? undefined : literal(found.developmentPort)),
      ...apiProps(api),
      ...hostPort(ports, found.developmentPort ?? 5173),
    ],
  );
}

function serverFor(found: NodeServerFound, facts: Facts, names: Names, ports: HostPorts, api?: string): ProposedFrontend {
  const id = idFor(found.package, facts, names, found.service?.name, found.pages ? 'frontend' : 'api');
  const inside = (folder: string) =>
    folder.replace(
      /^\/app\b/,
      found.package.workspace === undefined
        ? '/app'
        : path.posix.join('/app', path.posix.relative(found.package.workspace, found.package.folder)),
    );
  const { entryPoint, entryArguments, built, port, healthPath } = found;
  return frontend(
    found.package,
    id,
    [...found.toDo, ...found.package.toDo],
    found.pages,
    { class: 'NodeServerFrontend', because: `Node.js: ${found.because}` },
    [
      { name: 'entryPoint', value: literal(entryPoint.value), because: entryPoint.because },
      ...prop('entryArguments', entryArguments && texts(entryArguments)),
      ...sourceProps(found.package, id),
      ...prop('built', built ? undefined : literal(false), 'no script builds it'),
      ...prop('buildScript', found.buildScript === undefined ? undefined : literal(found.buildScript)),
      ...prop('outputPath', found.outputPath === undefined ? undefined : literal(found.outputPath)),
      ...prop('bundled', found.bundled ? literal(true) : undefined),
      ...prop('runtimeFiles', found.runtimeFiles?.length ? texts(found.runtimeFiles) : undefined),
      ...prop('writablePaths', found.writablePaths && texts(found.writablePaths.map(inside))),
      ...prop('developmentScript', found.developmentScript === undefined ? undefined : literal(found.developmentScript)),
      ...prop('developmentArguments', found.developmentArguments && texts(found.developmentArguments)),
      ...prop('port', port && literal(port.value), port?.because),
      ...prop('healthPath', healthPath && literal(healthPath.value), healthPath?.because),
      ...apiProps(api),
      ...prop('environment', environmentOf(found, facts)),
      ...hostPort(ports, port?.value ?? 3000),
    ],
  );
}

function frontend(
  source: NodePackageFound,
  id: string,
  toDo: readonly string[],
  pages: boolean,
  what: { class: string; because: string },
  props: readonly Prop[],
): ProposedFrontend {
  return { service: { ...what, id, props }, pages, toDo, context: source.workspace === undefined ? source.folder : undefined };
}

/** What a Compose file calls it, its folder, or a name of its own. */
function idFor({ folder }: NodePackageFound, facts: Facts, names: Names, wanted?: string, otherwise = 'frontend'): string {
  const today = facts.composeServices.find(({ context }) => context !== undefined && context === folder)?.name;
  return names.take(wanted ?? today, folder === '.' ? otherwise : path.posix.basename(folder), otherwise);
}

function sourceProps(source: NodePackageFound, id: string): Prop[] {
  const { folder, workspace, manager, managerVersion, nodeVersion } = source;
  return [
    ...prop('path', folder === id ? undefined : literal(folder)),
    ...prop('workspace', workspace === undefined ? undefined : literal(workspace), 'a workspace, with one lock file'),
    ...prop(
      'packageManager',
      manager.value === 'npm'
        ? undefined
        : call('PackageManager', manager.value, managerVersion === undefined ? [] : [literal(managerVersion)]),
      manager.because,
    ),
    ...prop('nodeVersion', nodeVersion && literal(nodeVersion.value), nodeVersion?.because),
  ];
}

function apiProps(api: string | undefined): Prop[] {
  return prop('api', api === undefined ? undefined : service(api), 'a guess: requests for /api, and what is below it, go there');
}

function hostPort(ports: HostPorts, wanted: number): Prop[] {
  const port = ports.take(wanted);
  return prop('developmentHostPort', port === wanted ? undefined : literal(port), `${wanted} is that of another service`);
}

/** Variables with addresses of other services, as a Compose file has them today. */
function environmentOf({ service: today }: NodeServerFound, { composeServices }: Facts) {
  const names = new Set(composeServices.filter(({ context }) => context !== undefined).map(({ name }) => name));
  const entries = Object.entries(today?.environment ?? {})
    .filter(([name, value]) => name !== 'PORT' && names.has(/^https?:\/\/([\w-]+)/.exec(value)?.[1] ?? ''))
    .map(([name, value]): Prop => ({ name, value: call('EnvValue', 'of', [literal(value)]), because: `as in ${today!.file}` }));
  return entries.length === 0 ? undefined : { is: 'map' as const, entries };
}
