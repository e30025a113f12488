import { fastApi, Files, found } from '../scene';

function healthPath(files: Files) {
  return found(files).python[0].healthPath;
}

test.each<[string, Files, string]>([
  ['of the application', fastApi({}, '@app.get("/healthz")\ndef health(): ...'), '/healthz'],
  ['of a router, with the prefixes of all that include it', fastApi({
    'app/main.py': 'from fastapi import FastAPI\nfrom app.api import api_router\nfrom app.config import settings\napp = FastAPI()\n'
      + 'app.include_router(api_router, prefix=settings.API)\n',
    'app/config.py': 'class Settings(BaseSettings):\n    API: str = "/api/v1"\nsettings = Settings()',
    'app/api/__init__.py': 'from app.api import utils\napi_router = APIRouter()\napi_router.include_router(utils.router, prefix="/deep")',
    'app/api/utils.py': 'router = APIRouter(\n    prefix="/utils",\n)\n@router.get("/health-check/")\ndef health(): ...',
  }), '/api/v1/deep/utils/health-check/'],
  ['with a relative import and another name', fastApi({
    'app/main.py': 'from .probe import router as probe_router\napp = FastAPI()\napp.include_router(probe_router, prefix="/probe")',
    'app/probe.py': 'router = APIRouter()\n@router.get("/health")\ndef health(): ...',
  }), '/probe/health'],
  ['rather of the application than of what it uses', fastApi({}, '@app.get("/health/redis")\ndef a(): ...\n@app.get("/ping")\ndef b(): ...'), '/ping'],
  ['that a Compose file asks today', fastApi({
    'docker-compose.yml': 'services:\n  web:\n    build: .\n    command: uvicorn app.main:app\n    healthcheck:\n      test: curl -f http://localhost:8000/up || exit 1',
  }), '/up'],
  ['that a Dockerfile asks today', fastApi({ Dockerfile: 'FROM python\nHEALTHCHECK --interval=5s \\\n  CMD curl http://127.0.0.1:8000/alive' }), '/alive'],
  ['of the home page, where there is no other one', fastApi({}, '@app.get("/")\ndef home(): ...'), '/'],
  ['of its documents, where there is none at all', fastApi(), '/docs'],
])('the path %s', (_, files, value) => {
  expect(healthPath(files)?.value).toBe(value);
});

test.each([
  ['turned off', 'FastAPI(docs_url=None)', '/openapi.json'],
  ['moved', 'FastAPI(docs_url="/api/docs")', '/api/docs'],
  ['turned off with all that describes it', 'FastAPI(docs_url=None, openapi_url=None)', undefined],
])('documents that are %s', (_, call, value) => {
  expect(healthPath(fastApi({ 'app/main.py': `app = ${call}\n` }))?.value).toBe(value);
});

test('a router that nobody includes, and a prefix that nobody can tell, have no path', () => {
  expect(healthPath(fastApi({
    'app/main.py': 'from app.one import router\napp = FastAPI(openapi_url=None)\napp.include_router(router, prefix=prefix_of(1))',
    'app/one.py': 'router = APIRouter()\n@router.get("/health")\ndef a(): ...',
    'app/two.py': 'router = APIRouter()\n@router.get("/health")\ndef a(): ...',
  }))).toBeUndefined();
});
