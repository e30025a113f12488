import { fastApi, Files, found } from '../scene';

function application(files: Files) {
  return found(files).python[0]?.application;
}

test('the variable that is an application, named from where its modules are', () => {
  expect(application(fastApi())).toMatchObject({
    framework: 'FastAPI',
    app: { value: 'app.main:app', because: '`app = FastAPI()` in app/main.py' },
    base: '.',
    factory: false,
    server: { value: 'uvicorn', because: 'uvicorn is among the packages' },
  });
});

test.each<[string, Files, string, string]>([
  ['beside its packages', { 'requirements.txt': 'fastapi', 'main.py': 'import worker\napp = FastAPI()', 'worker.py': '' }, 'main:app', '.'],
  ['in a folder that is no package by its files', { 'requirements.txt': 'fastapi', 'server/app.py': 'app = FastAPI()' }, 'server.app:app', '.'],
  ['in src', { 'uv.lock': '', 'pyproject.toml': '[project]\ndependencies = ["fastapi"]', 'src/shop/main.py': 'app = FastAPI()' }, 'shop.main:app', 'src'],
  ['in src, as its imports name it', { 'requirements.txt': 'fastapi', 'src/main.py': 'from src.config import x\napp = FastAPI()', 'src/config.py': '' },
    'src.main:app', '.'],
  ['in a folder from which its modules are named', {
    'requirements.txt': 'fastapi', 'service/main.py': 'from core.config import x\napp = FastAPI()', 'service/core/config.py': '',
  }, 'main:app', 'service'],
  ['in a package that imports from within', {
    'requirements.txt': 'fastapi', 'src/app/main.py': 'from .core import x\napp = FastAPI()', 'src/app/core.py': '', 'src/app/__init__.py': '',
  }, 'app.main:app', 'src'],
  ['with a type, in a package of another name', { 'requirements.txt': 'fastapi', 'web/asgi.py': 'application: FastAPI = fastapi.FastAPI(title="x")' },
    'web.asgi:application', '.'],
  ['around which the modules are named', {
    'backend/requirements.txt': 'fastapi', 'backend/main.py': 'from backend.config import x\napp = FastAPI()', 'backend/config.py': '', 'backend/__init__.py': '',
  }, 'backend.main:app', '.'],
])('an application %s', (_, files, app, base) => {
  expect(application(files)).toMatchObject({ app: { value: app }, base });
});

test.each<[string, Files, object]>([
  ['a Compose file', { 'docker-compose.yml': 'services:\n  web:\n    build: .\n    command: uvicorn app.other:api --port 9000\n    ports: ["8004:9000"]' },
    { app: { value: 'app.other:api' }, port: { value: 9000 }, hostPort: 8004, service: { name: 'web' } }],
  ['a Dockerfile', { Dockerfile: 'FROM python\nCMD ["uvicorn", "app.other:api", \\\n  "--port", "9000"]' }, { app: { value: 'app.other:api' }, port: { value: 9000 } }],
  ['a Procfile', { Procfile: 'web: gunicorn -k uvicorn.workers.UvicornWorker app.other:api --bind 0.0.0.0:9000' }, { app: { value: 'app.other:api' }, port: { value: 9000 } }],
  ['a command that names a file', { Dockerfile: 'CMD ["fastapi", "run", "app/other.py"]' }, { app: { value: 'app.other:api' } }],
  ['a command with the folders of a container', { Dockerfile: 'CMD uvicorn other:api' }, { app: { value: 'other:api' }, base: 'app' }],
  ['pyproject.toml', { 'pyproject.toml': '[tool.fastapi]\nentrypoint = "app.other:api"' }, { app: { value: 'app.other:api', because: 'pyproject.toml names it' } }],
])('%s says which of several it is', (_, files, expected) => {
  expect(application(fastApi({ 'app/other.py': 'api = FastAPI()', ...files }))).toMatchObject(expected);
});

test('a function that makes it, and the variable that it is made for', () => {
  const factory = 'def create_app(\n    settings=None,\n) -> FastAPI:\n    """One."""\n\n    app = FastAPI()\n    return app\n';
  expect(application({ 'requirements.txt': 'fastapi', 'app/factory.py': factory })).toMatchObject({ app: { value: 'app.factory:create_app' }, factory: true });
  expect(application({ 'requirements.txt': 'fastapi', 'app/factory.py': factory, 'app/main.py': 'from app.factory import create_app\napp = create_app()' }))
    .toMatchObject({ app: { value: 'app.main:app' }, factory: false });
});

test('tests and documents have no application', () => {
  expect(application({ 'requirements.txt': 'fastapi', 'tests/app.py': 'app = FastAPI()', 'docs/main.py': 'app = FastAPI()', 'test_app.py': 'app = FastAPI()' })).toBeUndefined();
});

test('another server than uvicorn', () => {
  expect(application(fastApi({ 'requirements.txt': 'fastapi\nhypercorn' }))?.server?.value).toBe('hypercorn');
  expect(application(fastApi({ 'requirements.txt': 'fastapi[standard]' }))?.server).toEqual({ value: 'uvicorn', because: 'fastapi[standard] brings it' });
  expect(application(fastApi({ 'requirements.txt': 'fastapi' }))?.server).toBeUndefined();
  expect(application({ 'requirements.txt': 'flask\ngunicorn', 'wsgi.py': 'app = Flask(__name__)' })).toMatchObject({ framework: 'Flask', server: { value: 'gunicorn' } });
});
