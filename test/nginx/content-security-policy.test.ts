import { ContentSecurityPolicy, ContentSecurityPolicyOptions, InlineStyles, NginxConfig, NginxConfigOptions } from '../../src/nginx';
import { HOSTILE } from '../fixtures/hostile';

/** The directives of the policy, by name. */
function directives(
  options: ContentSecurityPolicyOptions = {}, more: NginxConfigOptions = { inlineSources: true },
): { [name: string]: string } {
  const text = new NginxConfig({ securityHeaders: { contentSecurityPolicy: ContentSecurityPolicy.of(options) }, ...more }).render();
  const [, policy] = /add_header Content-Security-Policy "(.*)" always;/.exec(text)!;
  return Object.fromEntries(policy.split('; ').map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1).join(' ')]));
}

test('a page loads from its own origin, and what stands in the built pages', () => {
  expect(directives()).toEqual({
    'default-src': '\'self\'',
    'script-src': '\'self\'$inline_script_sources',
    'style-src': '\'self\'$inline_style_sources',
    'img-src': '\'self\' data:',
    'font-src': '\'self\' data:',
    'connect-src': '\'self\'',
    'form-action': '\'self\'',
    'base-uri': '\'self\'',
    'object-src': '\'none\'',
    'frame-ancestors': '\'self\'',
  });
});

test('without sources from the build no inline script runs, and styles do as they are told', () => {
  expect(directives({}, {})).toMatchObject({ 'script-src': '\'self\'', 'style-src': '\'self\' \'unsafe-inline\'' });
  expect(directives({ inlineStyles: InlineStyles.HASHED }, {})).toMatchObject({ 'style-src': '\'self\'' });
});

test('sources come in addition', () => {
  expect(directives({
    scriptSources: ['https://scripts.example.com'],
    styleSources: ['https://fonts.googleapis.com'],
    imageSources: ['blob:'],
    fontSources: ['https://fonts.gstatic.com'],
    connectSources: ['https://api.example.com', 'wss://live.example.com:8443'],
    frameSources: ['https://*.example.com'],
    formActions: ['https://sso.example.com/login'],
  })).toMatchObject({
    'script-src': '\'self\' https://scripts.example.com$inline_script_sources',
    'style-src': '\'self\' https://fonts.googleapis.com$inline_style_sources',
    'img-src': '\'self\' data: blob:',
    'font-src': '\'self\' data: https://fonts.gstatic.com',
    'connect-src': '\'self\' https://api.example.com wss://live.example.com:8443',
    'frame-src': '\'self\' https://*.example.com',
    'form-action': '\'self\' https://sso.example.com/login',
  });
});

test('a directive can be added, replaced or taken away', () => {
  const changed = directives({
    directives: { 'worker-src': ['\'self\'', 'blob:'], 'default-src': ['\'none\''], 'form-action': [], 'upgrade-insecure-requests': [] },
  });
  expect(changed).toMatchObject({ 'worker-src': '\'self\' blob:', 'default-src': '\'none\'', 'upgrade-insecure-requests': '' });
  expect(changed).not.toHaveProperty('form-action');
});

test('a policy can be tried before it is enforced', () => {
  const contentSecurityPolicy = ContentSecurityPolicy.reportOnly({ directives: { 'report-uri': ['/api/csp'] } });
  const text = new NginxConfig({ securityHeaders: { contentSecurityPolicy } }).render();
  expect(text).toMatch(/add_header Content-Security-Policy-Report-Only ".*report-uri \/api\/csp" always;/);
  expect(text).not.toContain('add_header Content-Security-Policy "');
});

test('files of the application may come from another origin', () => {
  const policy = ContentSecurityPolicy.of({ imageSources: ['blob:'] })._withFilesFrom('https://cdn.example.com')
    ._pages({ inlineSources: false, frameAncestors: undefined });
  for (const directive of ['script-src \'self\' https://cdn', 'style-src \'self\' https://cdn', 'img-src \'self\' data: blob: https://cdn', 'font-src \'self\' data: https://cdn']) {
    expect(policy).toContain(directive);
  }
});

test.each(['', 'self', 'a b', 'https://a.example.com;', ...Object.values(HOSTILE)].filter((source) => source !== 'self'))('source %j is refused', (source) => {
  expect(() => ContentSecurityPolicy.of({ scriptSources: [source] })).toThrow(`a source of the content security policy is ${JSON.stringify(source)}: allowed are origins`);
  expect(() => ContentSecurityPolicy.of({ directives: { 'worker-src': [source] } })).toThrow('a source of the content security policy is');
});

test.each(['self', 'none', 'unsafe-inline'])('the keyword %j needs its quotes', (keyword) => {
  expect(() => ContentSecurityPolicy.of({ scriptSources: [keyword] })).toThrow(`a source of the content security policy is "${keyword}": write "'${keyword}'"`);
});

test.each(['', 'Worker-Src', 'a;b', ...Object.values(HOSTILE)])('directive %j is refused', (name) => {
  expect(() => ContentSecurityPolicy.of({ directives: { [name]: ['\'self\''] } })).toThrow(`a directive of the content security policy is ${JSON.stringify(name)}: allowed are names such as "worker-src"`);
});
