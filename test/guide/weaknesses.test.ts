import { LANGUAGES, containerStack, synthesized } from './fixture';
import { ContainerUser, HealthCheck, ImageSource, Language, Weakness } from '../../src/model';
import { GenericService } from '../../src/services';

const HEADINGS = { [Language.EN]: 'Less safe than by default', [Language.PT_BR]: 'Menos seguro do que o padrão' };

function rows(text: string, heading: string): string[] {
  const section = text.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return section.split('\n').filter((line) => line.startsWith('| `'));
}

describe.each(LANGUAGES)('the guide in %s', (language) => {
  test('has a table of what makes services less safe, with the reasons that were given', () => {
    const stack = containerStack({ language });
    const mail = new GenericService(stack, 'mail', {
      image: ImageSource.reference('mail'), healthCheck: HealthCheck.none(), user: ContainerUser.of(1000),
    });
    stack.acknowledge(mail, Weakness.noHealthCheck(), 'seen at once | by all');
    stack.acknowledge(mail, Weakness.unpinnedImage('mail'), 'a tool', stack.development);
    const [unchecked, inDevelopment, inProduction, ...others] = rows(synthesized(stack).text, HEADINGS[language]);
    expect(others).toEqual([]);
    expect(unchecked).toMatch(/^\| `mail` \| `development`, `production` \| .*health check.* \| seen at once \\\| by all \|$/);
    expect(inDevelopment).toMatch(/^\| `mail` \| `development` \| .*"mail".* \| a tool \|$/);
    expect(inProduction).toMatch(/^\| `mail` \| `production` \| .*"mail".* \| \*\*n.*\*\* \|$/);
  });

  test('says nothing where nothing does', () => {
    expect(synthesized(containerStack({ language })).text).not.toContain(HEADINGS[language]);
  });
});
