import { Project } from 'projen';
import { HealthCheck, ImageSource } from '../../src/model';
import { AngularNginxFrontend, GenericService, PackageManager, SpaNginxFrontend, SpaNginxFrontendProps } from '../../src/services';
import { ContainerStack } from '../../src/stack';
import { stage } from '../fixtures/dockerfile';
import { emptyProject, emptyStack, filesIn, synthesized } from '../fixtures/stack';

const stackWith = (props: SpaNginxFrontendProps) => {
  const stack = new ContainerStack(emptyProject(), 'shop', { production: { publishedOn: '127.0.0.1' } });
  new SpaNginxFrontend(stack, 'frontend', props);
  return stack;
};

describe('secrets of a build', () => {
  test.each([
    ['npm', undefined, 'npm ci'],
    ['pnpm', PackageManager.pnpm(), 'pnpm install'],
    ['Yarn 1', PackageManager.yarn(), 'yarn install'],
    ['Yarn 4', PackageManager.yarn('4'), 'yarn install'],
  ])('are variables while %s installs, and nowhere else', (_, packageManager, command) => {
    const text = synthesized(stackWith({ packageManager, buildSecrets: ['NPM_TOKEN'] }))['docker/frontend/Dockerfile'];
    const runs = stage(text, 'dependencies').filter((instruction) => instruction.includes('NPM_TOKEN'));
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatch(new RegExp(
      '^RUN --mount=type=cache,target=\\S+ +--mount=type=secret,id=NPM_TOKEN,required=true +'
      + `NPM_TOKEN="\\$\\(cat /run/secrets/NPM_TOKEN\\)" +&& export NPM_TOKEN +&& ${command}`,
    ));
    expect(text.split('NPM_TOKEN').length - 1).toBe(runs[0].split('NPM_TOKEN').length - 1);
  });

  test('come from the env file or the shell, wherever the image is built', () => {
    const files = synthesized(stackWith({ buildSecrets: ['NPM_TOKEN'] }));
    for (const file of ['docker-compose.yml', 'docker-compose.prod.yml']) {
      expect(files[file]).toContain('secrets:\n  NPM_TOKEN:\n    environment: NPM_TOKEN\n');
      expect(files[file]).toMatch(/\n {6}secrets:\n {8}- NPM_TOKEN\n/);
    }
    expect(files['.env.example']).toMatch(/^NPM_TOKEN=$/m);
    expect(files['scripts/docker-prod.sh']).toContain("'NPM_TOKEN required'");
  });

  test('and variables of the build can be had for Angular too, with another configuration', () => {
    const stack = new ContainerStack(emptyProject(), 'shop');
    new AngularNginxFrontend(stack, 'frontend', {
      app: 'shop', configuration: 'production,pt', buildSecrets: ['NPM_TOKEN'], buildEnvironment: { NODE_OPTIONS: '--max-old-space-size=4096' },
    });
    const text = synthesized(stack)['docker/frontend/Dockerfile'];
    expect(text).toContain('id=NPM_TOKEN,required=true');
    expect(stage(text, 'dependencies')).toContain('ENV NG_CLI_ANALYTICS=false NODE_OPTIONS=--max-old-space-size=4096');
    expect(text).toContain('--configuration=production,pt');
  });

  test('are no variables of the container', () => {
    const stack = stackWith({ buildSecrets: ['NPM_TOKEN'] });
    for (const environment of stack.environments) {
      expect(Object.keys(stack.findService('frontend').specIn(environment).environment ?? {})).not.toContain('NPM_TOKEN');
    }
  });

  test('can be those of any Dockerfile', () => {
    const stack = new ContainerStack(emptyProject(), 'shop');
    new GenericService(stack, 'tool', {
      image: ImageSource.dockerfile({ context: 'tool', dockerfile: 'tool/Dockerfile', secrets: ['TOKEN'] }), healthCheck: HealthCheck.none(),
    });
    expect(synthesized(stack)['docker-compose.yml']).toContain('secrets:\n  TOKEN:\n    environment: TOKEN\n');
    expect(() => ImageSource.dockerfile({ context: 'tool', dockerfile: 'tool/Dockerfile', secrets: ['a b'] })).toThrow('"a b"');
  });

  test.each([
    [['A B'], '"A B"'],
    [['TOKEN', 'TOKEN'], 'the buildSecrets of service "frontend" name "TOKEN" twice: name it once'],
    [['PATH'], 'the buildSecrets of service "frontend" name "PATH", which the shell and the tools of the build have a meaning for'],
    [['VITE_TITLE'], 'name "VITE_TITLE", which is in the buildEnvironment too, and so in the image: name it in one of them'],
  ])('%j are refused', (buildSecrets, message) => {
    const stack = emptyStack();
    expect(() => new SpaNginxFrontend(stack, 'frontend', { buildSecrets, buildEnvironment: { VITE_TITLE: 'x' } })).toThrow(message);
    expect(filesIn(Project.of(stack).outdir)).toEqual({});
  });
});
