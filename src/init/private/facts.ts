import { AngularFound, angularIn } from './detect/angular';
import { AsgiApplicationFound, asgiApplicationIn } from './detect/asgi-application';
import { CeleryFound, celeryIn } from './detect/celery';
import { ComposeServiceFound, composeServicesIn } from './detect/compose-files';
import { DatabaseFound, databasesOf } from './detect/databases';
import { healthPathOf } from './detect/health-path';
import { NodePackageFound, nodePackagesIn } from './detect/node-packages';
import { NodeServerFound, nodeServerIn } from './detect/node-server';
import { PythonModules } from './detect/python-modules';
import { PythonPackagesFound, pythonPackagesIn } from './detect/python-packages';
import { SettingFound, settingsOf } from './detect/settings';
import { SpaFound, spaIn } from './detect/vite';
import { Found } from './found';
import { Repository } from '../repository';

/** What runs in Python from one folder of packages. */
export interface PythonFound {
  readonly packages: PythonPackagesFound;
  readonly modules: PythonModules;
  readonly application?: AsgiApplicationFound;
  readonly healthPath?: Found<string>;
  readonly celery?: CeleryFound;
  readonly settings: readonly SettingFound[];
  readonly databases: readonly DatabaseFound[];
}

/** All that was found in a repository. */
export interface Facts {
  readonly python: readonly PythonFound[];
  readonly angular: readonly AngularFound[];
  readonly spas: readonly SpaFound[];
  readonly servers: readonly NodeServerFound[];
  /** Packages of Node.js at the root: projen is installed among them. */
  readonly root?: NodePackageFound;
  readonly composeServices: readonly ComposeServiceFound[];
}

/** Reads a repository. */
export function factsOf(repository: Repository): Facts {
  const composeServices = composeServicesIn(repository);
  const nodePackages = nodePackagesIn(repository);
  const ofAngular = nodePackages.filter(({ folder }) => repository.has(folder === '.' ? 'angular.json' : `${folder}/angular.json`));
  const others = nodePackages.filter((each) => !ofAngular.includes(each));
  const servers = others.flatMap((each) => nodeServerIn(repository, each, composeServices) ?? []);
  return {
    composeServices,
    servers,
    python: pythonIn(repository, composeServices),
    angular: ofAngular.flatMap((each) => angularIn(repository, each)),
    spas: others.filter((each) => !servers.some((server) => server.package === each)).flatMap((each) => spaIn(repository, each) ?? []),
    root: nodePackages.find(({ folder }) => folder === '.'),
  };
}

function pythonIn(repository: Repository, services: readonly ComposeServiceFound[]): PythonFound[] {
  const all = pythonPackagesIn(repository);
  return all.flatMap((packages): PythonFound[] => {
    const inner = all
      .map(({ folder }) => folder)
      .filter((folder) => folder !== packages.folder && (packages.folder === '.' || folder.startsWith(`${packages.folder}/`)));
    const modules = new PythonModules(repository, packages.folder, inner);
    const application = asgiApplicationIn(repository, packages, modules, services);
    const celery = celeryIn(repository, packages, modules, services, application?.base);
    if (!application && !celery) {
      return [];
    }
    const settings = settingsOf(repository, modules, services);
    return [
      {
        packages,
        modules,
        application,
        celery,
        settings,
        healthPath: application && healthPathOf(repository, application),
        databases: databasesOf({ names: packages.names, settings, application, celery }, services),
      },
    ];
  });
}
