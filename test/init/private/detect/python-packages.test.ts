import { pythonPackagesIn } from '../../../../src/init/private/detect/python-packages';
import { Files, repositoryOf } from '../scene';

function packages(files: Files) {
  return pythonPackagesIn(repositoryOf(files));
}

test('requirements, with what they name and what is for development', () => {
  const [found] = packages({
    'api/requirements.txt': '-r base.txt\nfastapi==0.116.1 ; python_version > "3"\ncelery[redis,msgpack]>=5 # tasks\n',
    'api/base.txt': 'Pydantic_Settings\n',
    'api/requirements-dev.txt': '-r requirements.txt\npytest\n',
  });
  expect(found).toMatchObject({
    folder: 'api',
    installer: 'REQUIREMENTS',
    because: 'api/requirements.txt is there',
    requirementsFile: 'requirements.txt',
    developmentRequirementsFile: 'requirements-dev.txt',
    toDo: [],
  });
  expect([...found.names]).toEqual(expect.arrayContaining([
    ['pydantic-settings', undefined], ['fastapi', '0.116.1'], ['celery', undefined], ['celery[redis]', undefined],
  ]));
});

test('requirements that name each other end', () => {
  expect(packages({ 'requirements.txt': '-r other.txt\nfastapi', 'other.txt': '-r requirements.txt\nredis' })[0].names.has('redis')).toBe(true);
});

test('a folder of requirements belongs to the folder around it', () => {
  expect(packages({ 'requirements/production.txt': 'fastapi', 'requirements/dev.txt': 'pytest' })).toMatchObject([{
    folder: '.', requirementsFile: 'requirements/production.txt', developmentRequirementsFile: 'requirements/dev.txt',
  }]);
});

test('uv, with groups and the version of Python', () => {
  const [found] = packages({
    'pyproject.toml': '[project]\nrequires-python = ">=3.13"\ndependencies = ["fastapi[standard]"]\n[dependency-groups]\ndev = ["pytest>=8"]\ndocs = ["mkdocs"]', 'uv.lock': '',
  });
  expect(found).toMatchObject({ installer: 'UV', because: 'uv.lock is there', developmentGroups: ['dev'], toDo: [] });
  expect(found.developmentNames).toEqual(new Set(['pytest']));
  expect(found.pythonVersion).toEqual({ value: '3.13', because: 'the least that `>=3.13` in the list of packages allows' });
});

test('a member of a workspace of uv has its lock file and the members that it needs', () => {
  const [found] = packages({
    'pyproject.toml': '[tool.uv.workspace]\nmembers = ["services/*", "libs/*"]',
    'uv.lock': '',
    'services/api/pyproject.toml': '[project]\nname = "api"\ndependencies = ["fastapi", "shop-prices"]',
    'libs/prices/pyproject.toml': '[project]\nname = "shop_prices"',
    'libs/other/pyproject.toml': '[project]\nname = "other"',
  });
  expect(found).toMatchObject({ folder: 'services/api', workspace: '.', members: ['libs/prices'], because: 'uv.lock is there' });
});

test('a list of packages that nothing locks is installed by uv, once it is locked', () => {
  expect(packages({ 'pyproject.toml': '[project]\ndependencies = ["fastapi"]' })[0]).toMatchObject({
    installer: 'UV', toDo: ['there is no "uv.lock": write it with "uv lock" and commit it, the image installs what it names'],
  });
});

test('Poetry, in its own words', () => {
  const [found] = packages({
    'pyproject.toml': '[tool.poetry.dependencies]\npython = "^3.12"\nfastapi = "0.100.0"\ncelery = { version = "^5", extras = ["redis"] }\n'
      + '[tool.poetry.group.dev.dependencies]\npytest = "^8"\n[tool.poetry.group.docs.dependencies]\nmkdocs = "1"',
    'poetry.lock': '',
  });
  expect(found).toMatchObject({ installer: 'POETRY', developmentGroups: ['dev'], pythonVersion: { value: '3.12' } });
  expect([...found.names.keys()]).toEqual(['fastapi', 'celery', 'celery[redis]']);
  expect(found.names.get('fastapi')).toBe('0.100.0');
});

test('of several lists in one folder, the one that is locked counts', () => {
  expect(packages({ 'pyproject.toml': '[project]\ndependencies = ["fastapi"]', 'uv.lock': '', 'requirements.txt': 'fastapi' })[0].installer).toBe('UV');
  expect(packages({ 'pyproject.toml': '[project]\ndependencies = ["fastapi"]', 'requirements.txt': 'fastapi' })[0].installer).toBe('REQUIREMENTS');
});

test('a Pipfile is told how to become what can be installed', () => {
  expect(packages({ Pipfile: '[packages]\nfastapi = "*"' })[0].toDo)
    .toEqual(['"Pipfile" is not read: write its packages down with "pipenv requirements > requirements.txt"']);
});

test.each([
  ['a Dockerfile', { Dockerfile: 'FROM --platform=linux/amd64 docker.io/library/python:3.12.4-slim AS base' }, '3.12'],
  ['a Dockerfile of an older version than there are images for', { Dockerfile: 'FROM python:3.8' }, undefined],
  ['a file that pins it', { '.python-version': '3.13.1\n' }, '3.13'],
  ['a list that asks for what is there by default', { 'pyproject.toml': '[project]\nrequires-python = ">=3.10"' }, undefined],
])('the version of Python is told by %s', (_, files, version) => {
  expect(packages({ 'requirements.txt': 'fastapi', ...files as Files })[0].pythonVersion?.value).toBe(version);
});
