import { execFileSync } from 'child_process';
import { mkdirSync, writeFileSync } from 'fs';
import * as path from 'path';
import { Project } from 'projen';
import { NodeProject } from 'projen/lib/javascript';
import { EdgeProxy, EdgeTls, BackendService, SpaNginxFrontend } from '../../../src/services';
import { ContainerStack } from '../../../src/stack';
import { emptyFolder, synthesized } from '../../fixtures/stack';

/** What must leave a machine in no way, and what is a template and may. */
const PRIVATE = [
  '.env', '.env.local', '.env.prod', '.env.prod.backup', '.env.staging', 'secrets/SECRET_KEY', 'backups/mongodb.archive',
  '.releases/current', '.releases-staging/current', 'tls/site.pem', 'tls/site.key', 'tls/site-2025.pem', 'tls/more/authority.key',
];
const TEMPLATES = ['.env.example', '.env.prod.example', '.env.staging.example'];

/** A stack with an environment more and certificates from files, whose backend is built from a folder. */
function scene(project: Project, source: string): ContainerStack {
  const stack = new ContainerStack(project, 'shop');
  stack.addReleases(stack.addEnvironment('staging', { internalPorts: false }));
  new BackendService(stack, 'backend', { app: 'app.main:app', path: source });
  const frontend = new SpaNginxFrontend(stack, 'frontend', { outputPath: 'dist' });
  const tls = EdgeTls.files({ folder: 'tls', certificate: 'site.pem', key: 'site.key' });
  new EdgeProxy(stack, 'edge', { frontend, tls, domain: 'shop.example.com' });
  for (const file of PRIVATE) {
    mkdirSync(path.dirname(path.join(project.outdir, file)), { recursive: true });
    writeFileSync(path.join(project.outdir, file), 'private');
  }
  return stack;
}

test('git ignores what is private, and nothing that is generated', () => {
  const project = new Project({ name: 'shop', outdir: emptyFolder() });
  const stack = scene(project, 'backend');
  synthesized(stack);
  execFileSync('git', ['init', '--quiet'], { cwd: project.outdir });
  execFileSync('git', ['add', '--all'], { cwd: project.outdir });
  const tracked = execFileSync('git', ['ls-files'], { cwd: project.outdir, encoding: 'utf-8' }).split('\n');
  expect(PRIVATE.filter((file) => tracked.includes(file))).toEqual([]);
  expect([...TEMPLATES, ...stack.files.map((file) => file.path)].filter((file) => !tracked.includes(file))).toEqual([]);
});

test('so does a package of npm', () => {
  const project = new NodeProject({ name: 'shop', outdir: emptyFolder(), defaultReleaseBranch: 'main', jest: false, package: false });
  synthesized(scene(project, 'backend'));
  const [{ files }] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: project.outdir, encoding: 'utf-8', stdio: ['ignore', 'pipe', 'ignore'],
  })) as [{ files: { path: string }[] }];
  const packed = files.map((file) => file.path);
  expect(packed).toContain('docker-compose.prod.yml');
  expect(PRIVATE.filter((file) => packed.includes(file))).toEqual([]);
});

test('so does an image that is built from the whole repository', () => {
  const { '.dockerignore': text } = synthesized(scene(new Project({ name: 'shop', outdir: emptyFolder() }), '.'));
  const section = text.split('# Secrets, backups and state\n')[1].trim().split('\n');
  expect(section).toEqual(expect.arrayContaining(['.env', '.env.*', '.releases/', '.releases-staging/', 'backups/', 'secrets/', 'tls/**/*.pem', 'tls/**/*.key']));
});

test('and one that is built from the folder that they are in, by their names there', () => {
  const project = new Project({ name: 'shop', outdir: emptyFolder() });
  const stack = new ContainerStack(project, 'shop', { paths: { secrets: 'backend/secrets' } });
  new BackendService(stack, 'backend', { app: 'app.main:app' });
  const { 'backend/.dockerignore': text } = synthesized(stack);
  expect(text.split('# Secrets, backups and state\n')[1].trim()).toBe('secrets/');
});

test('an image of another folder says nothing of them', () => {
  const { 'frontend/.dockerignore': text } = synthesized(scene(new Project({ name: 'shop', outdir: emptyFolder() }), 'backend'));
  expect(text).not.toContain('Secrets');
});
