/* The rows of synthesis: processor seconds, since they do not depend on what else the machine does. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './harness.mjs';
import { inProcess } from './synth.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BARE = `import { Project, typescript } from 'projen';
const project = new Project({ name: 'conductor-crm' });
new typescript.ProjenrcTs(project, { runner: typescript.TypeScriptRunner.tsx() });
project.synth();
`;

let repositories;

/** The example and the same repository without the stack, in which a synthesis has been. */
async function prepare() {
  repositories = mkdtempSync(path.join(tmpdir(), 'bench-synthesis-'));
  cpSync(path.join(ROOT, 'examples/conductor-crm'), path.join(repositories, 'ours'), {
    recursive: true, filter: (file) => !file.includes('node_modules'),
  });
  mkdirSync(path.join(repositories, 'theirs'));
  writeFileSync(path.join(repositories, 'theirs/.projenrc.ts'), BARE);
  // the library as it is compiled here, beside the packages it is developed with
  mkdirSync(path.join(repositories, 'node_modules'));
  for (const name of ['projen', 'constructs', 'tsx', '.bin', 'typescript', 'esbuild', '@esbuild', 'get-tsconfig', 'resolve-pkg-maps']) {
    const target = path.join(ROOT, 'node_modules', name);
    mkdirSync(path.dirname(path.join(repositories, 'node_modules', name)), { recursive: true });
    symlinkSync(target, path.join(repositories, 'node_modules', name));
  }
  symlinkSync(ROOT, path.join(repositories, 'node_modules/projen-container-stack'));
  for (const side of ['ours', 'theirs']) {
    symlinkSync(path.join(repositories, 'node_modules'), path.join(repositories, side, 'node_modules'));
    await run('npx', ['--no-install', 'tsx', '.projenrc.ts'], { cwd: path.join(repositories, side) });
  }
}

function cleanUp() {
  rmSync(repositories, { recursive: true, force: true });
}

/** Twenty services as Compose text, by this library or by projen's own component, in a process of its own: `node benchmark/synthesis.mjs <side>`. */
function composeText(side) {
  const require = createRequire(import.meta.url);
  const { Project, DockerCompose } = require('projen');
  const { resolve } = require('projen/lib/_resolve');
  const { ContainerStack, EnvValue, GenericService, HealthCheck, ImageSource } = require('../lib/index.js');
  const outdir = mkdtempSync(path.join(tmpdir(), 'bench-compose-'));
  try {
    const before = process.cpuUsage();
    const project = new Project({ name: 'twenty', outdir });
    (side === 'ours' ? ours : theirs)(project);
    const text = project.tryFindFile('docker-compose.yml').synthesizeContent({ resolve });
    const { user, system } = process.cpuUsage(before);
    if (text.split('image').length < 20) {
      throw new Error(`not twenty services: ${text}`);
    }
    return (user + system) / 1e6;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
  function ours(project) {
    const stack = new ContainerStack(project, 'twenty');
    for (let one = 0; one < 20; one++) {
      new GenericService(stack, `service-${one}`, {
        image: ImageSource.reference('nginx:1.26'), healthCheck: HealthCheck.none(), environment: { NAME: EnvValue.of(`service-${one}`) },
      });
    }
  }
  function theirs(project) {
    const compose = new DockerCompose(project, {});
    for (let one = 0; one < 20; one++) {
      compose.addService(`service-${one}`, { image: 'nginx:1.26', environment: { NAME: `service-${one}` } });
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(composeText(process.argv[2]));
}

export const SYNTHESIS = [
  {
    name: 'synth-1000',
    what: 'a synthesis of 1,000 services',
    against: '10 times that of 100',
    unit: 's',
    goal: 1,
    measure: async (side) => (side === 'ours' ? (await inProcess(1000)).seconds : 10 * (await inProcess(100)).seconds),
  },
  {
    name: 'synth-1000-limit',
    what: 'a synthesis of 1,000 services',
    against: 'a limit of 4 s',
    unit: 's',
    goal: 1,
    limit: 4,
    measure: async () => (await inProcess(1000)).seconds,
  },
  {
    name: 'compose-text',
    what: 'the Compose text alone of 20 services',
    against: "projen's `DockerCompose`",
    unit: 's',
    goal: 1.2,
    measure: async (side) => Number((await run('node', [fileURLToPath(import.meta.url), side])).stdout),
  },
  {
    name: 'projen-example',
    what: '`npx projen` in the example',
    against: 'the same repository without the stack',
    unit: 's',
    goal: 1.05,
    prepare,
    cleanUp,
    measure: async (side) => (await run('npx', ['--no-install', 'projen'], {
      cwd: path.join(repositories, side), env: { ...process.env, PROJEN_DISABLE_POST: 'true' },
    })).processor,
  },
];
