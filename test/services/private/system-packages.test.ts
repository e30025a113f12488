import { Logger } from 'projen/lib/logger';
import { BackendService, BackendServiceProps, PythonPackages } from '../../../src/services';
import { emptyStack, synthesized } from '../../fixtures/stack';

/** What is said when a backend with such files is synthesized. */
function saidOf(files: { [file: string]: string }, props: Partial<BackendServiceProps> = {}): string[] {
  const lines: string[] = [];
  const spy = jest.spyOn(Logger.prototype, 'warn').mockImplementation((...text) => void lines.push(text.join(' ')));
  const within = Object.fromEntries(Object.entries(files).map(([name, text]) => [`backend/${name}`, text]));
  const stack = emptyStack({}, { ...within, 'backend/main.py': '' });
  new BackendService(stack, 'backend', { app: 'main:app', ...props });
  synthesized(stack);
  spy.mockRestore();
  return lines;
}

const PSYCOPG2 = 'service "backend" installs psycopg2, which needs libpq5 of the system where it runs: pass runtimePackages: [\'libpq5\']';

describe('a library of the system that a package needs where it runs', () => {
  test('is named, whatever installs the package', () => {
    expect(saidOf({ 'requirements.txt': 'fastapi\npsycopg2==2.9.10 \\\n  --hash=sha256:00\n' })).toEqual([PSYCOPG2]);
    expect(saidOf({ 'requirements.txt': '-r base.txt', 'base.txt': 'Psycopg2>=2' })).toEqual([PSYCOPG2]);
    const lock = '[[package]]\nname = "psycopg2"\nversion = "2.9.10"\n';
    const project = { 'pyproject.toml': '[project]\nname = "shop"\n' };
    expect(saidOf({ ...project, 'uv.lock': lock }, { packages: PythonPackages.UV })).toEqual([PSYCOPG2]);
    expect(saidOf({ ...project, 'poetry.lock': lock }, { packages: PythonPackages.POETRY })).toEqual([PSYCOPG2]);
  });

  test('is not named where a package brings it', () => {
    expect(saidOf({ 'requirements.txt': 'psycopg2-binary\npsycopg[binary,pool]>=3\n' })).toEqual([]);
    expect(saidOf({ 'requirements.txt': 'psycopg[pool]>=3\n' })[0]).toContain('installs psycopg, which needs libpq5');
  });

  test('is not named where it is said, in whichever version', () => {
    expect(saidOf({ 'requirements.txt': 'psycopg2' }, { runtimePackages: ['libpq5'] })).toEqual([]);
    expect(saidOf({ 'requirements.txt': 'psycopg2' }, { runtimePackages: ['libpq6t64'] })).toEqual([]);
    expect(saidOf({ 'requirements.txt': 'psycopg2' }, { runtimePackages: ['curl'] })[0]).toContain('runtimePackages: [\'curl\', \'libpq5\']');
  });

  test('is not named for an image of one\'s own, or for a version that is only limited', () => {
    expect(saidOf({ 'requirements.txt': 'psycopg2' }, { baseImage: 'registry.example.com/python:3.13' })).toEqual([]);
    expect(saidOf({ 'requirements.txt': '-c limits.txt', 'limits.txt': 'psycopg2<3' })).toEqual([]);
  });

  test('is not named for what is installed for development only', () => {
    const project = { 'pyproject.toml': '[project]\nname = "shop"\n' };
    const own = '[[package]]\nname = "shop"\nsource = { virtual = "." }\ndependencies = [\n    { name = "fastapi" },\n]\n\n'
      + '[package.dev-dependencies]\ndev = [\n    { name = "psycopg2" },\n]\n\n[package.metadata.requires-dev]\ndev = [{ name = "psycopg2" }]\n\n';
    const others = '[[package]]\nname = "fastapi"\n\n[[package]]\nname = "psycopg2"\n';
    expect(saidOf({ ...project, 'uv.lock': own + others }, { packages: PythonPackages.UV })).toEqual([]);
    expect(saidOf({ ...project, 'uv.lock': own.replace('fastapi', 'psycopg2') + others }, { packages: PythonPackages.UV })).toEqual([PSYCOPG2]);
    const poetry = (groups: string) => ({ ...project, 'poetry.lock': `[[package]]\nname = "psycopg2"\ngroups = [${groups}]\n` });
    expect(saidOf(poetry('"dev"'), { packages: PythonPackages.POETRY })).toEqual([]);
    expect(saidOf(poetry('"main", "dev"'), { packages: PythonPackages.POETRY })).toEqual([PSYCOPG2]);
  });
});
