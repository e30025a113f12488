import { Project, typescript } from 'projen';
import { AngularNginxFrontend, ContainerStack, EnvValue, RuntimeValue, Size } from 'projen-container-stack';

const project = new Project({ name: 'portal' });
new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.tsx() });

const stack = new ContainerStack(project, 'builds-portal', {
  production: { publishedOn: '127.0.0.1' },
  compose: { releases: { leastFreeDisk: Size.mebibytes(100) } },
});
new AngularNginxFrontend(stack, 'frontend', {
  app: 'portal',
  locales: ['pt-BR', 'en'],
  runtimeConfig: {
    title: RuntimeValue.text(EnvValue.variable('PORTAL_TITLE')),
    pageSize: RuntimeValue.number(EnvValue.variable('PORTAL_PAGE_SIZE')),
    beta: RuntimeValue.boolean(EnvValue.variable('PORTAL_BETA', { defaultValue: 'false' })),
  },
});

project.synth();
