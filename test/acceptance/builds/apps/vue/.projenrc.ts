import { Project, typescript } from 'projen';
import { AssetRetention, ContainerStack, PackageManager, Size, SpaNginxFrontend } from 'projen-container-stack';

const project = new Project({ name: 'vue' });
new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.tsx() });

const stack = new ContainerStack(project, 'builds-vue', {
  production: { publishedOn: '127.0.0.1' },
  compose: { releases: { leastFreeDisk: Size.mebibytes(100) } },
});
new SpaNginxFrontend(stack, 'frontend', { packageManager: PackageManager.yarn('1'), retention: AssetRetention.none() });

project.synth();
