import { mkdirSync, writeFileSync } from 'fs';
import * as path from 'path';
import { Match } from '../../src/assertions';
import { BackendService, PythonPackages, PythonServer } from '../../src/services';
import { composeService, expectService } from '../fixtures/compose';
import { HOSTILE } from '../fixtures/hostile';
import { emptyStack, synthesized } from '../fixtures/stack';

const call = { app: 'app.main:app', port: 8000, gracefulSeconds: 25, reload: false };
const commandOf = (server: PythonServer, changes = {}) => server.command({ ...call, ...changes }).join(' ');

test.each<[string, PythonServer, string]>([
  ['uvicorn', PythonServer.uvicorn(), 'uvicorn app.main:app --host 0.0.0.0 --port 8000 --timeout-graceful-shutdown 25'],
  ['an older uvicorn', PythonServer.uvicorn({ version: '0.21.1' }), 'uvicorn app.main:app --host 0.0.0.0 --port 8000'],
  ['uvicorn with every option', PythonServer.uvicorn({ workers: 4, factory: true, rootPath: '/api', proxyHeaders: false, options: ['--loop', 'uvloop'] }),
    'uvicorn app.main:app --host 0.0.0.0 --port 8000 --timeout-graceful-shutdown 25 --workers 4 --factory --root-path /api --no-proxy-headers --loop uvloop'],
  ['gunicorn', PythonServer.gunicorn(),
    'gunicorn app.main:app --bind 0.0.0.0:8000 --worker-class uvicorn.workers.UvicornWorker --workers 1 --graceful-timeout 25 --worker-tmp-dir /dev/shm --access-logfile -'],
  ['gunicorn with every option', PythonServer.gunicorn({ workers: 4, factory: true, workerClass: 'gthread', options: ['--threads=8'] }),
    'gunicorn app.main:app() --bind 0.0.0.0:8000 --worker-class gthread --workers 4 --graceful-timeout 25 --worker-tmp-dir /dev/shm --access-logfile - --threads=8'],
  ['granian', PythonServer.granian({ workers: 2, factory: true, interface: 'wsgi', rootPath: '/api', options: ['--http', '1'] }),
    'granian app.main:app --interface wsgi --host 0.0.0.0 --port 8000 --workers 2 --workers-kill-timeout 25 --factory --url-path-prefix /api --http 1'],
  ['an older granian', PythonServer.granian({ version: '1.7' }), 'granian app.main:app --interface asgi --host 0.0.0.0 --port 8000 --workers 1'],
  ['hypercorn', PythonServer.hypercorn({ workers: 2, factory: true, rootPath: '/api', options: ['--keep-alive', '9'] }),
    'hypercorn app.main:app() --bind 0.0.0.0:8000 --workers 2 --graceful-timeout 25 --root-path /api --access-logfile - --keep-alive 9'],
])('the command line of %s', (_, server, expected) => {
  expect(commandOf(server)).toBe(expected);
});

test.each([
  PythonServer.uvicorn({ workers: 4 }), PythonServer.gunicorn({ workers: 4 }),
  PythonServer.granian({ workers: 4 }), PythonServer.hypercorn({ workers: 4 }),
])('with live reload there is one process: $name', (server) => {
  expect(commandOf(server, { reload: true })).toMatch(/--reload$/);
  expect(commandOf(server, { reload: true })).not.toMatch(/--workers [^1]/);
});

test('a backend runs the server that was chosen, in the image and in development, and stops it by its signal', () => {
  const backend = new BackendService(emptyStack(), 'backend', { app: 'app.main:app', server: PythonServer.gunicorn() });
  expectService(backend, { command: Match.arrayWith(['gunicorn', '--reload']), stop_signal: 'SIGTERM' }, backend.stack.development);
  expect(backend.describe(backend.stack.production).description).toBe('FastAPI, gunicorn');
  expect(synthesized(backend.stack)['docker/backend/Dockerfile']).toMatch(/CMD \["gunicorn", "app\.main:app".*"-"\]\n$/);
  expect(composeService(new BackendService(emptyStack(), 'backend', { app: 'app.main:app' })).stop_signal).toBe('SIGINT');
});

test.each(Object.values(HOSTILE))('%j is no option and no path', (text) => {
  expect(() => PythonServer.uvicorn({ options: [text] })).toThrow('cannot be used: allowed are');
  expect(() => PythonServer.hypercorn({ rootPath: text })).toThrow('the rootPath of hypercorn is ');
  expect(() => PythonServer.gunicorn({ workerClass: text })).toThrow('the workerClass of gunicorn is ');
  expect(() => PythonServer.granian({ interface: text })).toThrow('the interface of granian is ');
  expect(() => PythonServer.granian({ version: text })).toThrow('the version of granian is ');
});

test('an unknown option is refused with the nearest name', () => {
  expect(() => PythonServer.uvicorn({ worker: 2 } as any)).toThrow(/the server uvicorn.*"worker".*"workers"/);
});

describe('the version that is installed decides what it is told', () => {
  const uv = (...versions: string[]) => `version = 1\n${versions.map((version) => `\n[[package]]\nname = "uvicorn"\nversion = "${version}"\nsource = { registry = "https://pypi.example.com/simple" }\n`).join('')}`;
  const { REQUIREMENTS, UV, POETRY } = PythonPackages;

  test.each<[PythonPackages, { [file: string]: string }, boolean]>([
    [REQUIREMENTS, { 'requirements.txt': 'uvicorn==0.20.0\n' }, false],
    [REQUIREMENTS, { 'requirements.txt': 'Uvicorn[standard] ~= 0.20 ; python_version > "3.8"  # old\n' }, false],
    [REQUIREMENTS, { 'requirements.txt': 'uvicorn\n-c constraints.txt\n', 'constraints.txt': 'uvicorn==0.21.1\n' }, false],
    [REQUIREMENTS, { 'requirements.txt': '-r base.txt\n', 'base.txt': 'uvicorn==0.17.6 --hash=sha256:00\n' }, false],
    [REQUIREMENTS, { 'requirements.txt': 'uvicorn==0.35.0\n' }, true],
    [REQUIREMENTS, { 'requirements.txt': 'uvicorn>=0.20\n' }, true],
    [REQUIREMENTS, { 'requirements.txt': 'fastapi[standard]\n' }, true],
    [REQUIREMENTS, {}, true],
    [UV, { 'uv.lock': uv('0.20.0') }, false],
    [UV, { 'uv.lock': uv('0.35.0') }, true],
    // for different versions of Python
    [UV, { 'uv.lock': uv('0.20.0', '0.35.0') }, true],
    [POETRY, { 'poetry.lock': '[[package]]\nname = "uvicorn"\nversion = "0.20.0"\ndescription = ""\n' }, false],
  ])('%s, %j', (packages, files, isCurrent) => {
    const stack = emptyStack();
    Object.entries(files).forEach(([file, text]) => {
      mkdirSync(path.join(stack.project.outdir, 'api'), { recursive: true });
      writeFileSync(path.join(stack.project.outdir, 'api', file), text);
    });
    const api = new BackendService(stack, 'api', { app: 'app.main:app', packages });
    const command = api.describe(stack.development).command;
    expect(command!.includes('--timeout-graceful-shutdown')).toBe(isCurrent);
  });

  test('but what is said counts', () => {
    expect(commandOf(PythonServer.uvicorn({ version: '0.35' }), { installedVersion: '0.20.0' })).toContain('--timeout-graceful-shutdown');
  });
});
