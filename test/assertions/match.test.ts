import { ComposeTemplate, Match, MatchResult, Matcher } from '../../src/assertions';

/** What a comparison of a service with an expectation complains about, without the first line. */
function complaint(service: any, expected: any): string | undefined {
  try {
    ComposeTemplate.fromString(JSON.stringify({ services: { web: service } })).hasService('web', expected);
    return undefined;
  } catch (error) {
    const [first, ...rest] = (error as Error).message.split('\n');
    expect(first).toBe('service "web" of the Compose file is not as expected:');
    return rest.join('\n');
  }
}

describe('a plain value', () => {
  test('is compared as it is', () => {
    expect(complaint({ image: 'nginx' }, { image: 'nginx' })).toBeUndefined();
    expect(complaint({ image: 'nginx' }, { image: 'caddy' })).toBe('   {\n!!   image: "nginx"   <-- expected "caddy"\n   }');
  });

  test('is not a text that looks like it', () => {
    expect(complaint({ pids: '512' }, { pids: 512 })).toBe('   {\n!!   pids: "512"   <-- expected 512\n   }');
    expect(complaint({ init: 'true' }, { init: true })).toContain('init: "true"   <-- expected true');
  });

  test('that is missing is shown as absent', () => {
    expect(complaint({ init: true }, { user: '1000' })).toBe('   {\n     init: true\n!!   user: (absent)   <-- expected "1000"\n   }');
  });

  test('that is undefined says nothing and is refused', () => {
    expect(() => complaint({}, { user: undefined })).toThrow(/./);
    expect(() => ComposeTemplate.fromString('services: {web: {}}').hasService('web', { user: undefined })).toThrow(
      'an expectation is undefined, which says nothing: pass Match.absent() or Match.anyValue()',
    );
  });

  test('may be null, which is what a key without a value is', () => {
    expect(complaint({ networks: { default: null } }, { networks: { default: null } })).toBeUndefined();
    expect(complaint({ networks: { default: {} } }, { networks: { default: null } })).toContain('default: {}   <-- expected null');
  });
});

describe('an object', () => {
  test('is partial, in an object and in a list', () => {
    expect(complaint({ build: { context: '.', target: 'dev' }, init: true }, { build: { target: 'dev' } })).toBeUndefined();
    expect(complaint({ ports: [{ target: 80, published: '80' }] }, { ports: [{ target: 80 }] })).toBeUndefined();
    expect(complaint({ build: { context: '.' } }, Match.objectLike({ build: { context: '.' } }))).toBeUndefined();
  });

  test('has nothing more if it is exact, on any level', () => {
    expect(complaint({ build: { context: '.' } }, Match.exact({ build: { context: '.' } }))).toBeUndefined();
    expect(complaint({ build: { context: '.', target: 'dev' } }, { build: Match.exact({ context: '.' }) })).toBe(
      '   {\n     build: {\n       context: "."\n!!     target: "dev"   <-- expected to be absent\n     }\n   }',
    );
    expect(complaint({ build: { args: { A: 1 }, context: '.' } }, { build: Match.exact({ context: '.', args: {} }) })).toContain(
      'A: 1   <-- expected to be absent',
    );
  });

  test.each([['text'], [['list']], [null], [7]])('is not %j', (value) => {
    expect(complaint({ build: value }, { build: { context: '.' } })).toBe(
      `   {\n!!   build: ${JSON.stringify(value)}   <-- expected { context: "." }\n   }`,
    );
  });

  test('has no keys that every object has', () => {
    expect(complaint({}, { constructor: Match.absent() })).toBeUndefined();
    expect(complaint({}, { toString: Match.anyValue() })).toContain('toString: (absent)   <-- expected any value');
  });
});

describe('a list', () => {
  test('is complete and in order', () => {
    expect(complaint({ tmpfs: ['/tmp'] }, { tmpfs: ['/tmp'] })).toBeUndefined();
    expect(complaint({ tmpfs: ['/tmp', '/run'] }, { tmpfs: ['/tmp'] })).toBe(
      '   {\n     tmpfs: [\n       "/tmp"\n!!     "/run"   <-- expected to be absent\n     ]\n   }',
    );
    expect(complaint({ tmpfs: ['/a', '/b'] }, { tmpfs: ['/b', '/a'] })).toContain(
      '!!     "/a"   <-- expected "/b"\n!!     "/b"   <-- expected "/a"',
    );
    expect(complaint({ tmpfs: [] }, { tmpfs: ['/a'] })).toContain('!!     (absent)   <-- expected "/a"');
  });

  test('has at least some elements, in order, others between them', () => {
    const command = ['celery', '--app', 'app', 'worker', '--pool=solo'];
    expect(complaint({ command }, { command: Match.arrayWith(['celery', 'worker']) })).toBeUndefined();
    expect(complaint({ command }, { command: Match.arrayWith([]) })).toBeUndefined();
    expect(complaint({ command }, { command: Match.arrayWith(['worker', 'celery']) })).toContain(
      '!!   command: ["celery", "--app", "app", "worker", "--pool=solo"]   <-- expected an element "celery" after "worker"',
    );
  });

  test('has each element once', () => {
    expect(complaint({ tmpfs: ['/a'] }, { tmpfs: Match.arrayWith(['/a', '/a']) })).toContain('expected an element "/a" after "/a"');
  });

  test('shows the closest element with what is wrong in it', () => {
    const volumes = [{ type: 'volume', source: 'data', target: '/data' }, { type: 'bind', source: './app', target: '/app', read_only: false }];
    expect(complaint({ volumes }, { volumes: Match.arrayWith([{ type: 'bind', target: '/app', read_only: true }]) })).toBe([
      '   {',
      '!!   volumes: [   <-- expected an element { type: "bind", target: "/app", read_only: true }',
      '       { type: "volume", source: "data", target: "/data" }',
      '       {',
      '         type: "bind"',
      '         source: "./app"',
      '         target: "/app"',
      '!!       read_only: false   <-- expected true',
      '       }',
      '     ]',
      '   }',
    ].join('\n'));
  });

  test('is not a text', () => {
    expect(complaint({ command: 'run it' }, { command: Match.arrayWith(['run']) })).toContain(
      'command: "run it"   <-- expected arrayWith(["run"])',
    );
    expect(complaint({ command: 'run it' }, { command: ['run'] })).toContain('command: "run it"   <-- expected ["run"]');
  });
});

describe('nothing, anything, something like, anything but', () => {
  test('absent', () => {
    expect(complaint({}, { ports: Match.absent() })).toBeUndefined();
    expect(complaint({ ports: ['80:80'] }, { ports: Match.absent() })).toContain('!!   ports: ["80:80"]   <-- expected to be absent');
  });

  test('anyValue', () => {
    expect(complaint({ ports: [] }, { ports: Match.anyValue() })).toBeUndefined();
    expect(complaint({}, { ports: Match.anyValue() })).toContain('!!   ports: (absent)   <-- expected any value');
    expect(complaint({ ports: null }, { ports: Match.anyValue() })).toContain('!!   ports: null   <-- expected any value');
  });

  test('stringLikeRegexp', () => {
    expect(complaint({ image: 'redis:8' }, { image: Match.stringLikeRegexp('^redis:\\d') })).toBeUndefined();
    expect(complaint({ image: 'redis' }, { image: Match.stringLikeRegexp('^redis:\\d') })).toContain(
      '!!   image: "redis"   <-- expected a text like /^redis:\\d/',
    );
    expect(complaint({ image: 8 }, { image: Match.stringLikeRegexp('8') })).toContain('!!   image: 8   <-- expected a text like /8/');
    expect(() => Match.stringLikeRegexp('(')).toThrow('Invalid regular expression');
  });

  test('not', () => {
    expect(complaint({ user: '1000' }, { user: Match.not('root') })).toBeUndefined();
    expect(complaint({}, { user: Match.not('root') })).toBeUndefined();
    expect(complaint({ user: 'root' }, { user: Match.not('root') })).toContain('!!   user: "root"   <-- expected not("root")');
    expect(complaint({}, { user: Match.not(Match.absent()) })).toContain('!!   user: (absent)   <-- expected not(absent())');
    expect(complaint({ cap_add: ['A', 'B'] }, { cap_add: Match.not(Match.arrayWith(['B'])) })).toContain('expected not(arrayWith(["B"]))');
  });
});

test('all that is wrong is shown at once, and what is right is shown short', () => {
  const service = { environment: { A: 'a'.repeat(200) }, list: Array(60).fill('an element'), deploy: { replicas: 1, mode: 'replicated' }, user: 'root' };
  expect(complaint(service, { user: '1000', deploy: { replicas: 2 } })).toBe([
    '   {',
    '     environment: { ... }',
    '     list: [ ... 60 items ]',
    '     deploy: {',
    '!!     replicas: 1   <-- expected 2',
    '       mode: "replicated"',
    '     }',
    '!!   user: "root"   <-- expected "1000"',
    '   }',
  ].join('\n'));
});

test('where something is wrong, all of it is shown', () => {
  const long = 'a'.repeat(150);
  expect(complaint({ image: `${long}1` }, { image: `${long}2` })).toContain(`!!   image: "${long}1"   <-- expected "${long}2"`);
  expect(complaint({ command: [long, 'b'], image: long }, { command: Match.arrayWith(['c']) })).toBe([
    '   {',
    '!!   command: [   <-- expected an element "c"',
    `       "${'a'.repeat(99)}..."`,
    '       "b"',
    '     ]',
    `     image: "${'a'.repeat(99)}..."`,
    '   }',
  ].join('\n'));
});

test('keys that are no words are quoted', () => {
  expect(complaint({ labels: { 'a: b': '1' } }, { labels: { 'a: b': '2', 'a.b': 'c' } })).toBe(
    '   {\n     labels: {\n!!     "a: b": "1"   <-- expected "2"\n!!     a.b: (absent)   <-- expected "c"\n     }\n   }',
  );
});

describe('a matcher of one\'s own', () => {
  class Megabytes extends Matcher {
    public readonly name: string;

    constructor(private readonly most: number) {
      super();
      this.name = `atMost(${most}m)`;
    }

    public test(actual: any): MatchResult {
      const result = new MatchResult(actual);
      return parseInt(actual) <= this.most ? result : result.fail(`expected at most ${this.most}m`);
    }
  }

  test('is used like any other', () => {
    const limit = (memory: string) => ({ deploy: { resources: { limits: { memory } } } });
    expect(complaint(limit('512m'), limit(new Megabytes(512) as any))).toBeUndefined();
    expect(complaint(limit('900m'), limit(new Megabytes(512) as any))).toContain('!!         memory: "900m"   <-- expected at most 512m');
    expect(complaint({ tmpfs: ['900m'] }, { tmpfs: Match.arrayWith([new Megabytes(512)]) })).toContain('expected an element atMost(512m)');
  });

  test('is told from a value', () => {
    expect(Matcher.isMatcher(new Megabytes(1))).toBe(true);
    for (const value of [{ name: 'a', test: () => undefined }, null, 'a', undefined]) {
      expect(Matcher.isMatcher(value)).toBe(false);
    }
  });

  test('can complain about a part of what is not there', () => {
    class HasName extends Matcher {
      public readonly name = 'hasName()';

      public test(actual: any): MatchResult {
        return new MatchResult(actual).fail('expected a name', ['name']);
      }
    }
    expect(complaint({}, { build: new HasName() })).toBe('   {\n     build: {\n!!     name: (absent)   <-- expected a name\n     }\n   }');
  });

  test('can complain about a part, and hand a part to another', () => {
    const result = new MatchResult({ a: { b: 1 } }).fail('wrong', ['a', 'b']).include('c', new MatchResult(undefined).fail('missing'));
    expect(result.isSuccess).toBe(false);
    expect(result.failures).toEqual([{ path: ['a', 'b'], message: 'wrong' }, { path: ['c'], message: 'missing' }]);
  });
});
