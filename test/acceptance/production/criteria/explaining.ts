import { readdirSync } from 'fs';
import { Guide } from '../../guide';
import { Walkthrough } from '../../walkthrough';
import { changeBackend, report, sandbox, servingRelease } from '../scene';

/** DOCKER_SETUP.md on production: every command in it is run. */
export function explaining(): void {
  let settings: string;
  const walkthrough = new Walkthrough(sandbox, {
    gaps: [
      // a release with an id of one's own is one only where something is new
      [/--release <release>/, () => {
        changeBackend('guide');
        return '--release guide';
      }],
      [/<release>/g, () => 'guide'],
      [/<arquivo>/g, () => `backups/${readdirSync(sandbox.path('backups')).filter((file) => file.startsWith('mongodb-') && !file.endsWith('.about')).sort().pop()}`],
    ],
    // the template is filled in with what the databases were made with
    afterwards: [[/^cp \.env\.prod\.example \.env\.prod$/, () => sandbox.write('.env.prod', settings, 0o600)]],
  });

  afterAll(() => walkthrough.end());

  test('every command on production works', async () => {
    settings = sandbox.read('.env.prod');
    const guide = new Guide(sandbox.read('docs/DOCKER_SETUP.md'));
    const commands = guide.commands.filter((each) => guide.isBetween(each, 'Produção', 'Arquivos gerados'));
    expect(commands.length).toBeGreaterThan(20);
    await report.phase('follow the guide on production', async () => {
      for (const command of commands) {
        await walkthrough.follow(command);
      }
    });
    expect(await servingRelease()).not.toBe('');
    report.add('commands of the guide on production', commands.length);
  }, 1_200_000);

  test('Rollback strategy documentada', () => {
    const { headings } = new Guide(sandbox.read('docs/DOCKER_SETUP.md'));
    expect(headings).toEqual(expect.arrayContaining(['Rollback', 'Primeiro deploy', 'HTTPS e certificados', 'Quando um deploy falha']));
  });
}
