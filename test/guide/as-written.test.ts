import { LANGUAGES, containerStack, synthesized } from './fixture';
import { ContainerUser, FilePatch, HealthCheck, ImageSource, Language } from '../../src/model';
import { GenericService } from '../../src/services';
import { ContainerStack } from '../../src/stack';

const HEADINGS = { [Language.EN]: 'For reviewers: what is written', [Language.PT_BR]: 'Para quem revisa: o que está escrito' };

/** The rows of a service, an environment each. */
function rows(stack: ContainerStack, language: Language, service: string): string[] {
  return synthesized(stack).section(HEADINGS[language]).split('\n').filter((line) => line.startsWith(`| \`${service}\` |`));
}

describe.each(LANGUAGES)('the guide in %s', (language) => {
  test('has a row for each service and environment', () => {
    const stack = containerStack({ language });
    stack.addCompose(stack.addEnvironment('demo'));
    const [development, production, demo] = rows(stack, language, 'backend');
    expect(development).toContain('| `1000:1000` | `127.0.0.1:8000:8000` | `./backend:/app`');
    expect(production).toMatch(/\| `conductor-backend:production` \| `1000:1000` \| - \| `backend_logs:\/app\/logs` \| `conductor-network`.* 1 CPU, 1 GiB, 512 /);
    expect(production).toContain('`SECRET_KEY`, `SENTRY_DSN`, `CLAUDE_API_KEY`, `MONGO_URL`, `REDIS_URL`');
    expect(production).toMatch(/`python … \/health` (every|a cada) 30s \|$/);
    expect(demo).toContain('`conductor-backend:demo`');
  });

  test('shows an override as one changed row, in bold', () => {
    const stack = containerStack({ language });
    const before = synthesized(stack).text.split('\n');
    const other = containerStack({ language });
    other.productionCompose.override(other.findService('backend'), 'user', 'root');
    const after = synthesized(other).section(HEADINGS[language]).split('\n').filter((line) => line.startsWith('|') && !before.includes(line));
    expect(after).toEqual([expect.stringMatching(/^\| `backend` \| `conductor-backend:production` \| \*\*`root`\*\* \|/)]);
  });
});

test('what makes a container less safe is bold', () => {
  const stack = containerStack();
  const mail = new GenericService(stack, 'mail', {
    image: ImageSource.reference('mail'),
    healthCheck: HealthCheck.none(),
    user: ContainerUser.of(1000),
    writableRoot: true,
    ports: [{ port: 25, variable: 'MAIL_PORT', entrance: true }],
    environments: [stack.production],
  });
  stack.productionCompose.configure(mail, { privileged: true });
  const [row] = rows(stack, Language.EN, 'mail');
  for (const bold of ['**`mail` without a version**', '**privileged**', '**`0.0.0.0:25:25`, open to the network**', '**root can be written to**', '**none**']) {
    expect(row).toContain(bold);
  }
});

test('a patch of a Dockerfile is seen', () => {
  const stack = containerStack();
  stack.patchFile('docker/backend/Dockerfile', FilePatch.replace('USER 1000:1000\n', 'USER root\n'));
  expect(rows(stack, Language.EN, 'celery-worker')[1]).toContain('| **`root`** |');
});
