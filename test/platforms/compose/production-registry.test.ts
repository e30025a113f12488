import { Hooks, ReleasableRepository, RunOptions, actionsOn, deeds, releasableStack } from './production-fixture';
import { RegistryOptions } from '../../../src/platforms';

/* Images that are built somewhere else: pushed there, pulled where they run, and known by their digests. */

const PREFIX = 'registry.example.com:5000/acme/crm';
const english = repository({ host: 'registry.example.com:5000', prefix: 'acme/crm' });
const { succeeds, fails } = actionsOn(english);

function repository(registry: RegistryOptions): ReleasableRepository {
  return new ReleasableRepository(releasableStack().stack, undefined, { keep: 3, registry });
}

/** A registry that has all releases: what is pulled is what would have been built. */
const REGISTRY: Hooks = {
  'pull *': 'name=${3##*/}; name=${name%%[:@]*}; read -r id < "$engine/sources/$name"; echo "$id" > "$engine/$name.pulled"; exit 0',
  'image tag *': 'name=${4%:*}; cat "$engine/$name.pulled" > "$engine/images/$4"; exit 0',
  'image inspect *RepoDigests*': 'name=${5##*/}; name=${name%:*}; read -r id < "$engine/$name.pulled"; echo "other.example.com/$name@sha256:0"; echo "${5%:*}@$id"; exit 0',
  'image rm registry*': 'exit 0',
};
const pulling = (special: Hooks = {}): RunOptions => ({ hooks: { ...special, ...REGISTRY } });
const pulls = (calls: { text: string }[]) => calls.map(({ text }) => text).filter((text) => text.startsWith('pull '));

beforeAll(() => {
  succeeds(['deploy', '--release', 'r1'], pulling());
  english.save('r1');
});
beforeEach(() => english.restore('r1').change('backend', 'new'));

test('a release is pulled, never built, and its digests are in the ledger', () => {
  const { calls, stdout } = succeeds(['deploy', '--release', 'r2'], pulling());
  expect(deeds(calls).filter((deed) => deed.startsWith('build'))).toEqual([]);
  expect(pulls(calls)).toEqual(['backend', 'frontend', 'edge'].map((name) => `pull --quiet ${PREFIX}/conductor-${name}:r2`));
  expect(stdout).toContain('🚀 Release r2: pulling images...\n📥 conductor-backend...\n');
  expect(english.state('releases/r2/digests')).toContain(`conductor-backend ${PREFIX}/conductor-backend@sha256:backend-new\n`);
  expect(english.images()).toContain('conductor-backend:r2');
});

test('a rollback pulls by digest what is gone from the engine', () => {
  succeeds(['deploy', '--release', 'r2'], pulling());
  english.change('backend', '1');
  const { calls } = succeeds(['rollback'], pulling({ 'compose up *': 'true' }), english.forgetImage('conductor-backend:r1'));
  expect(pulls(calls)).toEqual([`pull --quiet ${PREFIX}/conductor-backend@sha256:backend-1`]);
  expect(english.history().pop()).toBe('rollback r1 ok');
});

test('what goes with an old release is its digest too, unless another has it', () => {
  const [, , last] = ['r2', 'r3', 'r4'].map((release) => {
    english.change('backend', release);
    return succeeds(['deploy', '--release', release], pulling());
  });
  expect(last.calls.map(({ text }) => text).filter((text) => text.startsWith('image rm registry') && text.includes('@')))
    .toEqual([`image rm ${PREFIX}/conductor-backend@sha256:backend-1`]);
});

describe('what the registry says is recorded as what it was, and nothing is changed', () => {
  test.each([
    ['manifest for registry.example.com:5000/acme/crm/conductor-backend:r2 not found: manifest unknown', 'the registry registry.example.com:5000 has no conductor-backend of this release: ./scripts/docker-prod.sh build --push'],
    ['unauthorized: authentication required', 'the registry registry.example.com:5000 denies access to conductor-backend: docker login registry.example.com:5000'],
    ['pull access denied for acme, repository does not exist or may require authorization', 'the registry registry.example.com:5000 denies access to conductor-backend: docker login registry.example.com:5000'],
    ['Get "https://registry.example.com:5000/v2/": dial tcp: connection refused', 'the registry registry.example.com:5000 cannot be reached, or failed'],
    ['Get "https://registry.example.com:5000/v2/": lookup registry.example.com: no such host', 'the registry registry.example.com:5000 cannot be reached, or failed'],
    ['Get "https://registry.example.com:5000/v2/": lookup registry.example.com on 127.0.0.53:53: server misbehaving: not found', 'the registry registry.example.com:5000 cannot be reached, or failed'],
  ])('%s', (said, reason) => {
    const before = english.containers();
    const stderr = fails(['deploy', '--release', 'r2'], { hooks: { 'pull *': `echo 'Error response from daemon: ${said}' >&2; exit 1` } });
    expect(stderr).toContain(said);
    expect(stderr).toContain(`failed: ${reason}. Release r1 keeps serving.`);
    expect(english.history().pop()).toBe(`deploy r2 failed ${reason}`);
    expect(english.containers()).toEqual(before);
  });
});

describe('build', () => {
  const PUSHED: Hooks = {
    'image tag *': 'exit 0',
    'push *': 'exit 0',
    'image rm registry*': 'exit 0',
    'image inspect *RepoDigests*': 'echo "${5%:*}@sha256:pushed"; exit 0',
  };

  test('--push pushes each image, tagged with the release, says the digests, and needs no settings', () => {
    const { calls, stdout } = succeeds(['build', '--push', '--release', 'r2'], { hooks: PUSHED, settings: false });
    expect(calls.map(({ text }) => text).filter((text) => /^(push|compose build)/.test(text)))
      .toEqual(['compose build', ...['backend', 'frontend', 'edge'].map((name) => `push ${PREFIX}/conductor-${name}:r2`)]);
    expect(stdout).toContain(`✅ The images of release r2 are in ${PREFIX}:\n  ${PREFIX}/conductor-backend@sha256:pushed\n`);
    expect(english.history()).toEqual(['deploy r1 ok']);
    expect(english.marks()).toEqual(['conductor.releases']);
  });

  test('without it only builds', () => {
    expect(succeeds(['build', '--release', 'r2']).stdout).toContain('To push them: ./scripts/docker-prod.sh build --push');
  });

  test.each([
    ['denied: requested access to the resource is denied', 'does not accept images from you.\n  Log in: docker login registry.example.com:5000\n'],
    ['dial tcp 10.0.0.1:5000: i/o timeout', 'could not be pushed: the registry registry.example.com:5000 cannot be reached, or failed.'],
  ])('says why it cannot push: %s', (said, message) => {
    expect(fails(['build', '--push', '--release', 'r2'], { hooks: { ...PUSHED, 'push *': `echo '${said}' >&2; exit 1` } })).toContain(message);
  });

  test('several platforms, caches and what is said about an image are the builder\'s matter', () => {
    const whole = repository({
      host: 'ghcr.io',
      prefix: 'acme',
      platforms: ['linux/amd64', 'linux/arm64'],
      cacheFrom: ['type=registry,ref=ghcr.io/acme/cache:{image}'],
      cacheTo: ['type=registry,ref=ghcr.io/acme/cache:{image},mode=max'],
      sbom: true,
      provenance: true,
    });
    const { calls, stdout } = actionsOn(whole).succeeds(['build', '--push', '--release', 'r2'], {
      hooks: { 'buildx bake *': 'exit 0', 'buildx imagetools *': 'echo sha256:many; exit 0' },
    });
    const bake = calls.find(({ text }) => text.startsWith('buildx bake'))!.text;
    expect(bake).toMatch(/^buildx bake --file \S+\/bake\.yml --push /);
    for (const set of [
      'tags=ghcr.io/acme/conductor-backend:r2', 'platform=linux/amd64,linux/arm64', 'cache-from=type=registry,ref=ghcr.io/acme/cache:conductor-backend',
      'cache-to=type=registry,ref=ghcr.io/acme/cache:conductor-backend,mode=max', 'attest=type=sbom', 'attest=type=provenance,mode=max',
    ]) {
      expect(bake).toContain(` --set backend.${set} `);
    }
    expect(bake).toMatch(/ backend frontend edge$/);
    expect(stdout).toContain('  ghcr.io/acme/conductor-edge@sha256:many\n');
  });

  test('is no command where images are built where they run', () => {
    const plain = new ReleasableRepository(releasableStack().stack);
    const { stderr } = plain.run(['build']);
    expect(stderr).toContain('Unknown command: build');
    expect(stderr).not.toContain('build [--push]');
  });
});

describe('a registry that cannot be is refused', () => {
  test.each<[RegistryOptions, string]>([
    [{ host: 'https://ghcr.io' }, 'the host of the registry of environment "production" is "https://ghcr.io", which cannot be used: allowed are host names'],
    [{ host: 'acme' }, 'the host of the registry of environment "production" is "acme", which Docker takes for a path on Docker Hub'],
    [{ host: 'ghcr.io', prefix: 'Acme' }, 'the prefix of the registry of environment "production" is "Acme"'],
    [{ host: 'ghcr.io', prefix: '/acme' }, 'the prefix of the registry of environment "production" is "/acme"'],
    [{ host: 'ghcr.io', platforms: ['amd64'] }, 'a platform of the registry of environment "production" is "amd64"'],
    [{ host: 'ghcr.io', cacheTo: ['type=gha; rm'] }, 'a cache of the registry of environment "production" is "type=gha; rm"'],
  ])('%j', (registry, message) => {
    expect(() => repository(registry)).toThrow(message);
  });
});
