import * as ts from 'typescript';
import { structs } from '../../assets/props.json';
import * as api from '../../src';

/** What the pieces of code on our pages take for granted: the things that a reader of them has. */
const SETTING: { readonly [name: string]: string } = {
  project: "const project = new Project({ name: 'shop' });",
  stack: "const stack = new ContainerStack(project, 'shop');",
  redis: "const redis = new RedisService(stack, 'redis');",
  postgres: "const postgres = new PostgresService(stack, 'postgres', { database: 'shop' });",
  // one that has room for the uploads that a route lets through
  backend: "const backend = new BackendService(stack, 'backend', { app: 'app.main:app', temporaryStorage: Size.gibibytes(4) });",
  worker: "const worker = new CeleryWorker(stack, 'worker', { backend, app: 'app.celery_app', connectTo: [redis] });",
  migrations: `const migrations = new GenericService(stack, 'migrations', {
    kind: ServiceKind.JOB, image: ImageSource.reference('busybox:1'), healthCheck: HealthCheck.none(),
  });`,
  frontend: "const frontend = new AngularNginxFrontend(stack, 'frontend', { app: 'shop', api: backend });",
  shop: "const shop = new AngularNginxFrontend(stack, 'shop', { app: 'shop', api: backend });",
  office: "const office = new AngularNginxFrontend(stack, 'office', { app: 'office', developmentPort: 4300 });",
};

/** A piece of code as the whole program that it belongs to: with the imports that it leaves out, what it takes for granted, and the synthesis. */
export function programOf(code: string): string {
  const before: string[] = [];
  const known = new Set<string>(declaredIn(code));
  const need = (text: string): void => {
    for (const name of usedIn(text)) {
      if (known.has(name)) {
        continue;
      }
      known.add(name);
      if (name in SETTING) {
        need(SETTING[name]);
        before.push(SETTING[name]);
      } else if (name === 'Project' || name in api || name in structs) {
        before.unshift(`import { ${name} } from '${name === 'Project' ? 'projen' : 'projen-container-stack'}';`);
      }
    }
  };
  const synthesis = /\b\w+\.synth\(\);/.test(code) ? '' : 'project.synth();\n';
  need(code + synthesis);
  // a stack has a service at least
  const isEmpty = !/new \w+(?:Service|Frontend|Worker)\(/.test([...before, code.replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '')].join());
  const service = isEmpty ? "new RedisService(stack, 'redis');" : '';
  need(service);
  return [...before, code, service, synthesis].join('\n');
}

function declaredIn(code: string): string[] {
  const names: string[] = [];
  visit(code, (node) => {
    const isDeclaration = ts.isVariableDeclaration(node) || ts.isImportSpecifier(node) || ts.isNamespaceImport(node)
      || ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isFunctionDeclaration(node) || ts.isBindingElement(node);
    if (isDeclaration && node.name && ts.isIdentifier(node.name)) {
      names.push(node.name.text);
    }
  });
  return names;
}

function usedIn(code: string): string[] {
  const names = new Set<string>();
  visit(code, (node) => {
    const { parent } = node;
    const isName = parent && (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)
      || ts.isPropertyDeclaration(parent)) && parent.name === node;
    if (ts.isIdentifier(node) && !isName) {
      names.add(node.text);
    }
  });
  return [...names];
}

function visit(code: string, each: (node: ts.Node) => void): void {
  const walk = (node: ts.Node): void => {
    each(node);
    node.forEachChild(walk);
  };
  walk(ts.createSourceFile('code.ts', code, ts.ScriptTarget.ES2022, true));
}
