import { Project } from 'projen';
import { Stack } from '../../model';

/** Where versions are decided. */
const SOURCES = ['/(^|/)\\.projenrc\\.(ts|js|mjs|cjs|py)$/', '/(^|/)projenrc/.+\\.(ts|js|mjs|py)$/'];

const QUOTE = '[\'"`]';
/** A registry and a path, a tag, and the digest if there is one. */
const IMAGE = `${QUOTE}(?<depName>(?:[a-z0-9.-]+(?::\\d+)?/)?[a-z0-9._/-]+):(?<currentValue>[A-Za-z0-9_][A-Za-z0-9_.-]*)`
  + `(?:@(?<currentDigest>sha256:[a-f0-9]{64}))?${QUOTE}`;
const VERSION = `${QUOTE}(?<currentValue>\\d+(?:\\.\\d+)*)${QUOTE}`;
/** `version: '8'` in TypeScript, `version="8"` in Python, with or without quotes around the name. */
const named = (...names: string[]) => `\\b(?:${names.join('|')})['"]?\\s*[:=]\\s*`;

/** Options whose value is the version of an image that is known. */
const VERSION_OPTIONS: { readonly [image: string]: string[] } = {
  'node': ['nodeVersion', 'node_version'],
  'python': ['pythonVersion', 'python_version'],
  'nginxinc/nginx-unprivileged': ['nginxVersion', 'nginx_version'],
};

/** Services whose option `version` is that of an image. */
const SERVICES: { readonly [service: string]: { readonly image: string; readonly keepsData: boolean } } = {
  EdgeProxy: { image: 'caddy', keepsData: false },
  MongoService: { image: 'mongo', keepsData: true },
  PostgresService: { image: 'postgres', keepsData: true },
  RabbitMqService: { image: 'rabbitmq', keepsData: true },
  RedisService: { image: 'redis', keepsData: true },
  ValkeyService: { image: 'valkey/valkey', keepsData: true },
};

/** Files that Renovate would read by itself, and that are generated. */
const READ_BY_RENOVATE = [/Dockerfile[^/]*$/, /compose[^/]*\.ya?ml$/, /^\.gitlab-ci\.yml$/, /^\.(github\/workflows|gitlab|devcontainer)\//];

/** The configuration as JSON. */
export function renovateConfig(stack: Stack, presets: string[], runsProjen: boolean): string {
  const generated = stack.node.root.node.findAll().filter((each): each is Stack => Stack.isStack(each))
    .filter((each) => Project.of(each).root === Project.of(stack).root)
    .flatMap((each) => each.files.map((file) => pathFromRoot(each, file.path)))
    .filter((file) => READ_BY_RENOVATE.some((pattern) => pattern.test(file)));
  return `${JSON.stringify({
    $schema: 'https://docs.renovatebot.com/renovate-schema.json',
    ...presets.length > 0 && { extends: presets },
    ignorePaths: ['**/node_modules/**', ...generated.sort()],
    customManagers: customManagers(),
    packageRules: [{
      description: 'data of one major version is read by no other one: docker-prod.sh upgrade brings it over',
      matchDatasources: ['docker'],
      matchPackageNames: Object.values(SERVICES).filter(({ keepsData }) => keepsData).map(({ image }) => image),
      matchUpdateTypes: ['major'],
      enabled: false,
    }],
    ...runsProjen && {
      postUpgradeTasks: { commands: ['npx projen'], fileFilters: ['**/*'], executionMode: 'branch' },
    },
  }, undefined, 2)}\n`;
}

function customManagers(): object[] {
  const manager = (description: string, matchStrings: string[], more: object) => ({
    customType: 'regex', description, managerFilePatterns: SOURCES, matchStrings, datasourceTemplate: 'docker', ...more,
  });
  return [
    manager('images by name', [
      named('image', 'baseImage', 'base_image', 'buildImage', 'build_image') + IMAGE,
      `\\bImageSource\\.reference\\(\\s*${IMAGE}`,
    ], {}),
    manager('lists of images', [
      `${named('baseImages', 'base_images')}\\[[^\\]]*\\]`,
      IMAGE,
    ], { matchStringsStrategy: 'recursive' }),
    ...Object.entries(VERSION_OPTIONS).map(([image, options]) =>
      manager(`versions of ${image}`, [named(...options) + VERSION], { depNameTemplate: image })),
    ...Object.entries(SERVICES).map(([service, { image }]) =>
      // as far as the end of the call: an option in it may have calls and objects of its own
      manager(`versions of ${service}`, [
        `\\b${service}\\((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*?${named('version')}${VERSION}`,
      ], { depNameTemplate: image })),
    manager('actions of workflows', [
      `${QUOTE}(?<depName>[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+)${QUOTE}\\s*:\\s*`
        + `${QUOTE}(?<currentDigest>[a-f0-9]{40}) # (?<currentValue>v?\\d+(?:\\.\\d+)*)${QUOTE}`,
    ], { datasourceTemplate: 'github-tags' }),
  ];
}

function pathFromRoot(stack: Stack, file: string): string {
  const project = Project.of(stack);
  const folder = project === project.root ? '' : `${project.outdir.slice(project.root.outdir.length + 1).replaceAll('\\', '/')}/`;
  return `${folder}${file}`;
}
