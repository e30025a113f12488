import { Project, typescript } from 'projen';
import { AngularNginxFrontend, ContainerStack, Size } from 'projen-container-stack';

const project = new Project({ name: 'backoffice' });
new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.tsx() });

const stack = new ContainerStack(project, 'builds-backoffice', {
  production: { publishedOn: '127.0.0.1' },
  compose: { releases: { leastFreeDisk: Size.mebibytes(100) } },
});
new AngularNginxFrontend(stack, 'frontend', { app: 'backoffice', baseHref: '/crm/', deployUrl: '/static/' });

project.synth();
