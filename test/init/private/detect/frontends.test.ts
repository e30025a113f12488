import { Files, found } from '../scene';

function json(value: unknown): string {
  return JSON.stringify(value);
}

function angular(build: object, project: object = {}, more: Files = {}) {
  return found({
    'web/package.json': json({ scripts: { build: 'ng build', start: 'ng serve' } }),
    'web/package-lock.json': '{}',
    'web/angular.json': `// Angular's\n${json({ projects: { shop: { projectType: 'application', architect: { build }, ...project } } })}`,
    ...more,
  }).angular;
}

test.each<[string, object, object]>([
  ['the application builder', { builder: '@angular/build:application', configurations: { production: {} } },
    { app: 'shop', older: false, server: false, outputPath: undefined, configuration: undefined, toDo: [] }],
  ['the older one', { builder: '@angular-devkit/build-angular:browser', options: { outputPath: 'dist/shop' } }, { older: true, outputPath: undefined }],
  ['another output folder', { builder: '@angular/build:application', options: { outputPath: { base: 'www', browser: '' } } }, { outputPath: 'www' }],
  ['another output folder, as a text', { builder: '@angular/build:application', options: { outputPath: 'dist/other' } }, { outputPath: 'dist/other/browser' }],
  ['rendering on the server', { builder: '@angular/build:application', options: { outputMode: 'server', ssr: { entry: 'src/server.ts' } } }, { server: true }],
  ['prerendered pages', { builder: '@angular/build:application', options: { outputMode: 'static', ssr: true } }, { server: false, prerendered: true }],
  ['a configuration of its own', { builder: '@angular/build:application', configurations: { live: {} }, defaultConfiguration: 'live' }, { configuration: 'live' }],
])('Angular with %s', (_, build, expected) => {
  expect(angular(build)).toMatchObject([expected]);
});

test('several applications of a workspace, without its libraries', () => {
  const build = { builder: '@angular/build:application' };
  expect(found({
    'package.json': '{}',
    'angular.json': json({
      projects: {
        shop: { architect: { build } }, admin: { targets: { build } }, ui: { projectType: 'library', architect: { build: { builder: '@angular/build:ng-packagr' } } },
      },
    }),
  }).angular.map(({ app }) => app)).toEqual(['shop', 'admin']);
});

test('languages of Angular', () => {
  expect(angular({ builder: '@angular/build:application', options: { localize: true } }, { i18n: { sourceLocale: 'en', locales: { de: 'x' } } })[0].locales).toEqual(['en', 'de']);
});

test('scripts that are not Angular\'s own are said', () => {
  expect(angular({ builder: '@angular/build:application' }, {}, { 'web/package.json': json({ scripts: { build: 'nx build', start: 'ng serve' } }) })[0].toDo)
    .toEqual(['the script "build" of "web/package.json" has to be "ng build" without a project of its own, to which options are added']);
});

test('an angular.json that is no JSON says nothing', () => {
  expect(found({ 'package.json': '{}', 'angular.json': '{' }).angular).toEqual([]);
});

function vite(config: string, scripts: object = { dev: 'vite', build: 'vite build' }) {
  return found({ 'web/package.json': json({ scripts, devDependencies: { vite: '8' } }), 'web/index.html': '', 'web/vite.config.ts': config, 'web/yarn.lock': '' }).spas;
}

test.each<[string, string, object]>([
  ['as it is by default', '', { because: 'web/package.json has vite, and there is web/index.html', outputPath: undefined, developmentScript: undefined, toDo: [] }],
  ['with folder, base and port', 'export default { base: "/shop/", build: { outDir: "build" }, server: { host: true, port: 3000 } }',
    { outputPath: { value: 'build' }, basePath: '/shop/', developmentPort: 3000 }],
  ['that builds into another folder', 'export default { build: { outDir: "../api/static" } }', { buildArguments: ['--outDir', 'dist', '--emptyOutDir'], toDo: [expect.any(String)] }],
])('Vite %s', (_, config, expected) => {
  expect(vite(config)).toMatchObject([{ ...expected, package: { manager: { value: 'yarn' } } }]);
});

test.each<[string, object, object]>([
  ['react-scripts', { start: 'react-scripts start', build: 'react-scripts build' }, { outputPath: { value: 'build' }, developmentScript: 'start', developmentPort: 3000, developmentArguments: [] }],
  ['@vue/cli-service', { serve: 'vue-cli-service serve', build: 'vue-cli-service build' }, { outputPath: undefined, developmentScript: 'serve', developmentPort: 8080 }],
])('%s', (tool, scripts, expected) => {
  expect(found({ 'package.json': json({ scripts, dependencies: { [tool]: '5' } }), 'public/index.html': '' }).spas).toMatchObject([expected]);
});

test('a library that Vite builds, and a package of tools, are no frontends', () => {
  expect(found({ 'package.json': json({ scripts: { dev: 'vite', build: 'vite build' }, devDependencies: { vite: '8' } }) }).spas).toEqual([]);
  expect(found({ 'package.json': json({ scripts: { lint: 'eslint .' } }), 'index.html': '' }).spas).toEqual([]);
});

test.each<[string, object, Files, object]>([
  ['Next.js', { dependencies: { next: '15' }, scripts: { dev: 'next dev', build: 'next build' } }, { 'web/next.config.mjs': '', 'web/public/a.svg': '' },
    { entryPoint: { value: 'node_modules/next/dist/bin/next' }, entryArguments: ['start'], outputPath: '.next', runtimeFiles: ['public', 'next.config.mjs'], pages: true }],
  ['NestJS', { dependencies: { '@nestjs/core': '11' }, scripts: { 'build': 'nest build', 'start:dev': 'nest start --watch', 'start:prod': 'node dist/main' } }, {},
    { entryPoint: { value: 'dist/main.js' }, built: true, developmentScript: 'start:dev', pages: false }],
  ['Express, with its port and health', { dependencies: { express: '5' }, scripts: { start: 'node index.js' } },
    { 'web/index.js': 'app.get("/api/health", f); app.listen(process.env.PORT || 4000)' },
    { entryPoint: { value: 'index.js' }, built: false, port: { value: 4000 }, healthPath: { value: '/api/health' }, developmentScript: 'start' }],
  ['Nuxt', { dependencies: { nuxt: '4' }, scripts: { dev: 'nuxt dev', build: 'nuxt build' } }, {}, { entryPoint: { value: '.output/server/index.mjs' }, bundled: true }],
])('%s is served by Node.js', (_, content, more, expected) => {
  expect(found({ 'web/package.json': json(content), 'web/package-lock.json': '{}', ...more }).servers).toMatchObject([expected]);
});

test('a script that listens on no port is no server', () => {
  expect(found({ 'package.json': json({ scripts: { dev: 'node tool.js' } }), 'tool.js': 'console.log(1)' }).servers).toEqual([]);
});

test.each<[string, Files, object]>([
  ['a lock file', { 'package.json': '{}', 'pnpm-lock.yaml': '' }, { manager: { value: 'pnpm', because: 'pnpm-lock.yaml is there' } }],
  ['a field, of several lock files', { 'package.json': json({ packageManager: 'pnpm@9.1.0' }), 'pnpm-lock.yaml': '', 'package-lock.json': '' },
    { manager: { value: 'pnpm' }, managerVersion: '9' }],
  ['the lock file of the newer Yarn', { 'package.json': '{}', 'yarn.lock': '__metadata:\n  version: 8' }, { manager: { value: 'yarn' }, managerVersion: '4' }],
  ['nothing', { 'package.json': '{}' }, { toDo: ['there is no "package-lock.json": write it with "npm install" and commit it, the image installs what it names'] }],
  ['Bun\'s older lock file', { 'package.json': '{}', 'bun.lockb': 'x' }, { toDo: ['"bun.lockb" is Bun\'s older format: write "bun.lock" with "bun install --save-text-lockfile"'] }],
  ['a version of Node.js', { 'package.json': '{}', 'package-lock.json': '', '.nvmrc': 'v22.1.0' }, { nodeVersion: { value: '22', because: '.nvmrc says so' }, toDo: [] }],
])('%s says what installs packages', (_, files, expected) => {
  expect(found(files).root).toMatchObject(expected);
});

test.each<[string, Files]>([
  ['package.json', { 'package.json': json({ workspaces: ['apps/*'] }), 'package-lock.json': '' }],
  ['pnpm', { 'package.json': '{}', 'pnpm-workspace.yaml': 'packages:\n  # all\n  - "apps/*"\n  - \'!apps/no\'\n', 'pnpm-lock.yaml': '' }],
])('a member of a workspace of %s', (_, files) => {
  const [server] = found({ ...files, 'apps/web/package.json': json({ dependencies: { next: '15' }, scripts: { dev: 'next dev' } }) }).servers;
  expect(server.package).toMatchObject({ workspace: '.', toDo: [] });
});
