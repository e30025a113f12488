import { LANGUAGES, edgeStack, synthesized } from './fixture';
import { Language } from '../../src/model';

/* What the guide says of releases that are tried, and of images that come from a registry. */

const WORDS = {
  [Language.EN]: { asked: 'have to answer `/api/me`, `/` and `scripts/smoke-test` as they should', again: 'through the entrance, as users do', registry: 'Images from the registry', pulled: 'Pull: ' },
  [Language.PT_BR]: { asked: 'têm de responder `/api/me`, `/` e `scripts/smoke-test` como devem', again: 'pelo caminho que os usuários fazem', registry: 'Imagens do registro', pulled: 'Download: ' },
};

describe.each(LANGUAGES)('in %s', (language) => {
  const words = WORDS[language];
  const plain = synthesized(edgeStack({ language }));
  const guide = synthesized(edgeStack({
    language,
    compose: {
      releases: {
        smokeTest: { requests: [{ service: 'backend', path: '/api/me' }, { service: 'frontend', path: '/' }], program: 'scripts/smoke-test' },
        hooksFolder: 'deploy/hooks',
        registry: { host: 'ghcr.io', prefix: 'acme/crm' },
      },
    },
  }));

  test('what a release has to answer is named, before users reach it and after', () => {
    expect(guide.text).toContain(words.asked);
    expect(guide.text).toContain(words.again);
    expect(plain.text).not.toContain(words.again);
  });

  test('hooks are named, with their folder', () => {
    expect(guide.text).toContain('`deploy/hooks`');
    expect(plain.text).toContain('`docker/hooks/production`');
    for (const hook of ['before-build', 'after-build', 'before-jobs', 'after-jobs', 'before-cutover', 'after-cutover', 'on-failure']) {
      expect(plain.text).toContain(`| \`${hook}\` |`);
    }
  });

  test('where images come from a registry, how they get there', () => {
    expect(guide.headings).toContain(words.registry);
    expect(plain.headings).not.toContain(words.registry);
    expect(guide.text).toContain('./scripts/docker-prod.sh build --push');
    expect(guide.text).toContain(words.pulled);
    expect(guide.text).toContain('`ghcr.io/acme/crm`');
  });
});
