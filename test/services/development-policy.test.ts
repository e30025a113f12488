import { ContentSecurityPolicy } from '../../src/nginx';
import { SpaNginxFrontend, SpaNginxFrontendProps } from '../../src/services';
import { composeService } from '../fixtures/compose';
import { emptyStack, synthesized } from '../fixtures/stack';

const MAPS = ContentSecurityPolicy.of({ imageSources: ['https://maps.example.com'], directives: { 'upgrade-insecure-requests': [] } });

const inDevelopment = (props: SpaNginxFrontendProps = {}) => composeService(new SpaNginxFrontend(emptyStack(), 'frontend', props));
const dockerfileOf = (props: SpaNginxFrontendProps = {}) =>
  synthesized(new SpaNginxFrontend(emptyStack(), 'frontend', props).stack)['docker/frontend/Dockerfile'];

describe('in development', () => {
  test('pages have production\'s policy, only reported', () => {
    expect(inDevelopment({ securityHeaders: { contentSecurityPolicy: MAPS } })).toMatchObject({
      environment: {
        NODE_OPTIONS: '--require=/etc/frontend/development-policy.cjs',
        DEVELOPMENT_POLICY_HEADER: 'Content-Security-Policy-Report-Only',
        DEVELOPMENT_POLICY: expect.stringContaining("img-src 'self' data: https://maps.example.com;"),
      },
      volumes: expect.arrayContaining(['./docker/nginx/development-policy.cjs:/etc/frontend/development-policy.cjs:ro']),
    });
  });

  test('what development servers put into pages is not reported, and what a report cannot do is not asked for', () => {
    const { environment: { DEVELOPMENT_POLICY: policy } } = inDevelopment({ securityHeaders: { contentSecurityPolicy: MAPS } });
    expect(policy).toContain("script-src 'self' 'unsafe-inline' 'unsafe-eval';");
    expect(policy).toContain("style-src 'self' 'unsafe-inline';");
    expect(policy).not.toContain('upgrade-insecure-requests');
  });

  test('they may have another one, or have it enforced', () => {
    expect(inDevelopment({ developmentPolicy: MAPS }).environment).toMatchObject({
      DEVELOPMENT_POLICY_HEADER: 'Content-Security-Policy', DEVELOPMENT_POLICY: expect.stringContaining('https://maps.example.com'),
    });
  });

  test.each<[string, SpaNginxFrontendProps]>([
    ['in development', { developmentPolicy: ContentSecurityPolicy.notSent() }],
    ['at all', { securityHeaders: { contentSecurityPolicy: ContentSecurityPolicy.notSent() } }],
  ])('they have none where none is sent %s', (_, props) => {
    const { environment, volumes } = inDevelopment(props);
    expect(environment).toEqual({ NODE_ENV: 'development' });
    expect(volumes).toEqual(['./frontend:/app', '/app/node_modules']);
  });
});

describe('the build', () => {
  test('is told from where pages may load, and nothing about what stands in them', () => {
    expect(dockerfileOf({ securityHeaders: { contentSecurityPolicy: MAPS } })).toContain(
      '--policy="default-src \'self\'; script-src \'self\'; style-src \'self\'; img-src \'self\' data: https://maps.example.com; '
      + 'font-src \'self\' data:; connect-src \'self\'; form-action \'self\'; object-src \'none\'"',
    );
  });

  test('looks for nothing where no policy is sent', () => {
    expect(dockerfileOf({ securityHeaders: { contentSecurityPolicy: ContentSecurityPolicy.notSent() } })).toContain('--policy=""');
  });
});
