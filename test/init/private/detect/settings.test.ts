import { Proposal } from '../../../../src/init';
import { isSecret } from '../../../../src/init/private/detect/settings';
import { fastApi, Files, found, repositoryOf } from '../scene';

function settings(code: string, more: Files = {}) {
  return found(fastApi({ 'app/config.py': code, ...more })).python[0].settings;
}

test.each<[string, string, object]>([
  ['os.environ', 'os.environ["KEY"]', { name: 'KEY', required: true, hasDefault: false, because: 'read in app/config.py' }],
  ['os.environ.get', 'os.environ.get("KEY")', { name: 'KEY', required: false, hasDefault: false }],
  ['os.getenv with a fallback', "os.getenv('KEY', 'x')", { name: 'KEY', required: false, hasDefault: true, fallback: 'x' }],
  ['a number without a fallback', 'bool(int(os.environ.get("KEY")))', { name: 'KEY', required: true, type: 'int' }],
  ['dotenv_values', 'values = dotenv_values(".env")\nvalues["KEY"]', { name: 'KEY', required: true, hasDefault: false }],
  ['Starlette\'s Config', 'config("KEY", cast=bool)', { name: 'KEY', required: true, type: 'bool' }],
  ['decouple', 'config("KEY", default="x")', { name: 'KEY', required: false, fallback: 'x' }],
  ['pydantic\'s settings', 'class S(BaseSettings):\n    key: str\n', { name: 'KEY', required: true, type: 'str' }],
  ['a field that may be left out', 'class S(BaseSettings):\n    key: str | None = None\n', { name: 'KEY', required: false, hasDefault: true }],
  ['a field with a prefix', 'class S(BaseSettings):\n    key: str\n    class Config:\n        env_prefix = "SHOP_"\n', { name: 'SHOP_KEY', required: true }],
  ['a field of another name', 'class S(BaseSettings):\n    key: str = Field(..., validation_alias="OTHER")\n', { name: 'OTHER', required: true }],
  ['a field that is computed', 'class S(BaseSettings):\n    key: int = 60 * 24\n', { name: 'KEY', required: false, hasDefault: true, fallback: undefined }],
  ['a field with choices', 'class S(BaseSettings):\n    key: Literal["local", "prod"]\n', { name: 'KEY', choices: ['local', 'prod'] }],
  ['a field of an enumeration', 'class E(str, Enum):\n    A = "LOCAL"\n    B = "PROD"\n\nclass S(BaseSettings):\n    key: E = E.A\n', { name: 'KEY', choices: ['LOCAL', 'PROD'] }],
  ['classes of which the settings are made', 'class A(BaseSettings):\n    key: str\n\nclass S(A):\n    pass\n', { name: 'KEY', required: true }],
])('%s', (_, code, expected) => {
  expect(settings(`import os\n${code}`)).toMatchObject([expected]);
});

test('an env file that the code reads by itself is in no image, unless the environment counts as well', () => {
  const toDo = (code: string) => Proposal.of(repositoryOf(fastApi({ 'app/config.py': code })))!.toDo;
  expect(toDo('values = dotenv_values(".env")\nvalues["KEY"]')).toContain('app/config.py reads an env file, which is in no image, and not the '
    + 'environment: write values = {**dotenv_values(".env"), **os.environ}');
  expect(toDo('values = {**dotenv_values(".env"), **os.environ}\nvalues["KEY"]').join()).not.toContain('dotenv_values');
});

test('what is set, and what tests read, is not read by the application', () => {
  expect(settings('import os\nos.environ["A"] = "x"\nos.environ["TEST_URL"]\nos.environ["PATH"]')).toEqual([]);
});

test.each<[string, Files, { text: string; file: string } | undefined]>([
  ['a template', { '.env.example': '# a\nexport KEY="a b" # c\n' }, { text: 'a b', file: '.env.example' }],
  ['a template rather than the file itself', { '.env': 'KEY=mine', '.env.sample': 'KEY=x' }, { text: 'x', file: '.env.sample' }],
  ['a Compose file rather than a template', { '.env.example': 'KEY=x', 'compose.yml': 'services:\n  web:\n    build: .\n    environment: ["KEY=y"]' }, { text: 'y', file: 'compose.yml' }],
  ['a line without a value', { '.env.example': 'KEY=  # 1 or 0' }, undefined],
  ['a Compose file that refers to another variable', { 'compose.yml': 'services:\n  web:\n    build: .\n    environment:\n      KEY: ${KEY}' }, undefined],
])('a value of %s', (_, files, value) => {
  expect(settings('import os\nos.environ["KEY"]', files)[0].value).toEqual(value);
});

test.each(['SECRET_KEY', 'DB_PASSWORD', 'OPENAI_API_KEY', 'JWT_SECRET', 'GITHUB_TOKEN'])('%s is a secret', (name) => {
  expect(isSecret(name)).toBe(true);
});

test.each(['ACCESS_TOKEN_EXPIRE_MINUTES', 'API_V1_STR', 'KEYCLOAK_URL', 'TOKEN_ALGORITHM', 'PROJECT_NAME'])('%s is none', (name) => {
  expect(isSecret(name)).toBe(false);
});
