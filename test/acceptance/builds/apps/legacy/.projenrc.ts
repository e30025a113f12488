import { Project, typescript } from 'projen';
import { AngularBuilder, AngularNginxFrontend, ContainerStack, Size } from 'projen-container-stack';

const project = new Project({ name: 'legacy' });
new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.tsx() });

const stack = new ContainerStack(project, 'builds-legacy', {
  production: { publishedOn: '127.0.0.1' },
  compose: { releases: { leastFreeDisk: Size.mebibytes(100) } },
});
new AngularNginxFrontend(stack, 'frontend', { app: 'legacy', builder: AngularBuilder.BROWSER, nodeVersion: '20' });

project.synth();
