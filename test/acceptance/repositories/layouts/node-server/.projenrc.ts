import { Project, typescript } from 'projen';
import { ContainerStack, EdgeProxy, EdgeTls, NodeServerFrontend, NodeServerProps, PackageManager, Size } from 'projen-container-stack';

const project = new Project({ name: 'node-server' });
new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.tsx() });

const stack = new ContainerStack(project, 'layout-node', {
  production: { publishedOn: '127.0.0.1' },
  compose: { releases: { leastFreeDisk: Size.mebibytes(100) } },
});
const workspace: NodeServerProps = { workspace: '.', packageManager: PackageManager.pnpm() };
const orders = new NodeServerFrontend(stack, 'orders', { ...workspace, entryPoint: 'server.mjs', built: false, port: 3001 });
const site = new NodeServerFrontend(stack, 'site', { ...workspace, entryPoint: 'dist/server.mjs', api: orders });
new EdgeProxy(stack, 'edge', {
  frontend: site,
  domain: 'shop.example.com',
  aliases: ['www.shop.example.com'],
  sites: [{ domain: 'orders.example.com', service: orders }],
  tls: EdgeTls.off(),
});

project.synth();
