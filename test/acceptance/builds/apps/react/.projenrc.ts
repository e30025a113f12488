import { Project, typescript } from 'projen';
import { AssetRetention, ContainerStack, PackageManager, Size, SpaNginxFrontend } from 'projen-container-stack';

const project = new Project({ name: 'react' });
new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.tsx() });

const stack = new ContainerStack(project, 'builds-react', {
  production: { publishedOn: '127.0.0.1' },
  compose: { releases: { leastFreeDisk: Size.mebibytes(100) } },
});
new SpaNginxFrontend(stack, 'frontend', { packageManager: PackageManager.pnpm('10'), retention: AssetRetention.keep({ releases: 1 }) });

project.synth();
