import { chmodSync, mkdirSync, rmSync } from 'fs';
import { createServer } from 'net';
import { Outcome } from '../../command';
import { NOTHING_BUT_IMAGES, belongingsOf } from '../../engine';
import { PROJECT, SCRIPT, prod, sandbox, writeSettings } from '../scene';

/** What is wrong is said before anything is changed, and what to do about it. */
export function refusing(): void {
  const nothing = async () => {
    expect(await belongingsOf(PROJECT)).toMatchObject(NOTHING_BUT_IMAGES);
    expect(sandbox.exists('.releases')).toBe(false);
  };

  const refused = async (outcome: Outcome, ...messages: RegExp[]) => {
    expect(outcome.code).toBe(1);
    messages.forEach((message) => expect(outcome.stderr).toMatch(message));
    await nothing();
  };

  /** A `docker` that gives one answer of its own. */
  const withDocker = async (call: string, answer: string) => {
    const { stdout } = await sandbox.succeed(['bash', '-c', 'command -v docker']);
    sandbox.write('../home/docker', `#!/bin/bash\ncase "$*" in\n  ${call}) echo '${answer}'; exit 0 ;;\nesac\nexec ${stdout.trim()} "$@"\n`, 0o755);
    const folder = sandbox.path('../home');
    return sandbox.run(['bash', '-c', `PATH=${folder}:$PATH ${SCRIPT} deploy`]);
  };

  test('no env file', async () => {
    await refused(await prod(['deploy']), /\.env\.prod não existe/, /cp \.env\.prod\.example \.env\.prod/);
  });

  test('a template that nobody has filled in', async () => {
    await sandbox.succeed(['cp', '.env.prod.example', '.env.prod']);
    await refused(await prod(['deploy']), /A variável SECRET_KEY está sem valor/, /A variável MONGODB_PASSWORD está sem valor/);
  });

  test.each(['change-me', 'dev-secret-key-change-in-production', '<sua chave>', 'development-only'])('the placeholder %s', async (value) => {
    writeSettings({ SECRET_KEY: value });
    await refused(await prod(['deploy']), /O valor de SECRET_KEY é só um exemplo, ou é público/, /openssl rand -hex 32/);
  });

  test('a missing variable', async () => {
    writeSettings({ REDIS_PASSWORD: '' });
    await refused(await prod(['deploy']), /A variável REDIS_PASSWORD está sem valor \(senha do Redis/, /Defina-a em \.env\.prod/);
    writeSettings();
  });

  test('an engine that is too old', async () => {
    await refused(await withDocker('"version --format"*', '23.0.6'), /A versão do Docker é 23\.0\.6, mas é necessária a 25/);
  });

  test('a Compose that is too old', async () => {
    await refused(await withDocker('"compose version --short"', '2.19.1'), /A versão do Docker Compose é 2\.19\.1, mas é necessária a 2\.24/);
  });

  test('no space left', async () => {
    await refused(await prod(['deploy'], { LEAST_FREE_MIB: '999999999' }), /Há só \d+ MiB livres em .*, e um release precisa de pelo menos 999999999/);
  });

  test('a state folder that cannot be written to', async () => {
    mkdirSync(sandbox.path('.releases'));
    chmodSync(sandbox.path('.releases'), 0o555);
    const outcome = await prod(['deploy']);
    rmSync(sandbox.path('.releases'), { recursive: true });
    await refused(outcome, /A pasta \.releases, em que este script trabalha, não permite escrita/);
  });

  test.each([
    ['an id that is none', ['deploy', '--release', 'a b'], /"a b" não pode ser o id de um release/],
    ['an option that there is not', ['deploy', '--force'], /Argumentos inesperados/],
    ['an unknown command', ['destroy'], /Comando desconhecido: destroy/],
    ['an unknown service', ['logs', 'postgres'], /O serviço "postgres" não existe/],
    ['a backup that is not there', ['restore', 'backups/nothing.tar'], /O arquivo backups\/nothing\.tar não existe/],
  ])('%s', async (_, argv, message) => {
    await refused(await prod(argv), message);
  });

  test.each([
    ['a release that does not exist', ['rollback', 'v0'], /Não há um release "v0"/],
    ['a rollback where there was no release', ['rollback'], /Não há um release anterior/],
  ])('%s', async (_, argv, message) => {
    await refused(await prod(argv), message);
  });

  test('a port that another program uses', async () => {
    const other = createServer().listen(18180, '0.0.0.0');
    try {
      await refused(await prod(['deploy']), /A porta 18180 está em uso/);
    } finally {
      other.close();
    }
  });

  test('a dry run checks everything and changes nothing', async () => {
    const outcome = await prod(['deploy', '--dry-run', '--release', 'v1']);
    expect(outcome).toMatchObject({ code: 0, stdout: expect.stringContaining('o release v1 poderia ser publicado agora. Nada foi alterado.') });
    await nothing();
  });
}
