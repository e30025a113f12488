import { DockerfileTemplate } from '../../src/assertions';
import { Duration } from '../../src/base';
import { CopyOptions, Dockerfile, DockerfileStage } from '../../src/image';
import { structure } from '../fixtures/dockerfile';
import { HOSTILE, OPTION } from '../fixtures/hostile';

/** A stage `s` on busybox, and what the lines after `FROM` say. */
function rendered(build: (stage: DockerfileStage) => void): string {
  const dockerfile = new Dockerfile();
  build(dockerfile.addStage('s', { base: 'busybox' }));
  return dockerfile.render().replace(/^FROM busybox AS s\n/, '');
}

describe('stages', () => {
  test('are written in order, an empty line between them', () => {
    const dockerfile = new Dockerfile();
    dockerfile.addStage('build', { base: 'python:3.11-slim' });
    dockerfile.addStage('runtime', { base: 'build' });
    expect(dockerfile.render()).toBe('FROM python:3.11-slim AS build\n\nFROM build AS runtime\n');
  });

  test('say what they are for', () => {
    const dockerfile = new Dockerfile();
    dockerfile.addStage('a', { base: 'b', comment: ['One.', 'Two.'] });
    expect(dockerfile.render()).toBe('# One.\n# Two.\nFROM b AS a\n');
  });

  test('are found by name', () => {
    const dockerfile = new Dockerfile();
    const stage = dockerfile.addStage('build', { base: 'a' });
    expect(dockerfile.findStage('build')).toBe(stage);
  });

  test('that do not exist are not found, and those that do are listed', () => {
    const dockerfile = new Dockerfile();
    expect(() => dockerfile.findStage('x')).toThrow('there is no stage "x": the Dockerfile has none');
    dockerfile.addStage('build', { base: 'a' });
    expect(() => dockerfile.findStage('x')).toThrow('there is no stage "x": the Dockerfile has "build"');
  });

  test('have names of their own', () => {
    const dockerfile = new Dockerfile();
    dockerfile.addStage('build', { base: 'a' });
    expect(() => dockerfile.addStage('build', { base: 'a' })).toThrow('stage "build" exists already: the Dockerfile has "build"');
  });

  test.each(['', 'Build', '1', '-a', ...Object.values(HOSTILE)])('cannot be named %j', (name) => {
    expect(() => new Dockerfile().addStage(name, { base: 'a' })).toThrow('cannot be used: allowed are lower case letters, digits and _ . -, starting with a letter');
  });
});

test('every instruction is written as Docker spells it', () => {
  expect(rendered((stage) => stage
    .comment('About the next.')
    .workdir('/app')
    .env({ A: '1', B: 'two words' })
    .run('one', 'two')
    .runCached('/root/.cache', 'three', 'four')
    .copy(['a', 'b'], './')
    .copyFrom('build', '/a', '/b')
    .expose(8000)
    .user('1000:1000')
    .stopSignal('SIGTERM')
    .healthCheck({
      command: ['true'], interval: Duration.seconds(30), timeout: Duration.seconds(3), startPeriod: Duration.seconds(5), retries: 2,
    })
    .cmd(['run', 'it']))).toBe(`
# About the next.
WORKDIR /app
ENV A=1 \\
    B="two words"
RUN one \\
 && two
RUN --mount=type=cache,target=/root/.cache \\
    three \\
 && four
COPY a b ./
COPY --from=build /a /b
EXPOSE 8000
USER 1000:1000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=2 \\
    CMD ["true"]
CMD ["run", "it"]
`);
});

describe('what is copied from elsewhere', () => {
  const copied = (options?: CopyOptions) => rendered((stage) => stage.copyFrom('build', '/a', '/b', options));

  test('belongs to root, with the permissions that it had', () => {
    expect(copied()).toBe('COPY --from=build /a /b\n');
    expect(copied({})).toBe('COPY --from=build /a /b\n');
  });

  test('belongs to whom it is told', () => {
    expect(copied({ owner: '101:101' })).toBe('COPY --from=build --chown=101:101 /a /b\n');
  });

  test.each(['0755', '644'])('has the permissions %s', (mode) => {
    expect(copied({ mode })).toBe(`COPY --from=build --chmod=${mode} /a /b\n`);
  });

  test('has them where it comes from the build context, too', () => {
    expect(rendered((stage) => stage.copy(['a', 'b'], '/c/', { mode: '0644' }))).toBe('COPY --chmod=0644 a b /c/\n');
  });

  test('can have both', () => {
    expect(copied({ owner: 'app', mode: '0700' })).toBe('COPY --from=build --chown=app --chmod=0700 /a /b\n');
  });

  test.each(['', 'u+x', '0888', '07777', '75', '0o755', ...Object.values(HOSTILE)])('cannot have the permissions %j', (mode) => {
    expect(() => copied({ mode })).toThrow(`the mode of "/b" is ${JSON.stringify(mode)}: allowed are octal numbers such as "0755"`);
  });
});

describe('instructions that are added later', () => {
  const dockerfile = () => {
    const made = new Dockerfile();
    made.addStage('runtime', { base: 'busybox' }).run('one').comment('About the user.').user('1000').expose(80).cmd(['serve']);
    return made;
  };

  test('come before what the container runs', () => {
    const made = dockerfile();
    made.findStage('runtime').env({ A: '1' });
    expect(made.render()).toMatch(/EXPOSE 80\nENV A=1\nCMD \["serve"\]\n$/);
  });

  test('come before another instruction, and what is said about it, in their order', () => {
    const made = dockerfile();
    const stage = made.findStage('runtime');
    stage.before('USER').run('two').run('three');
    stage.before('USER').run('four');
    expect(made.render()).toContain('RUN one\nRUN two\nRUN three\nRUN four\n\n# About the user.\nUSER 1000\n');
  });

  test('cannot come before one that is not there, and those that are are listed', () => {
    expect(() => dockerfile().findStage('runtime').before('COPY')).toThrow('stage "runtime" has no instruction COPY: it has RUN, USER, EXPOSE');
  });

  test('take the place of what the container runs, and how it is checked', () => {
    const check = { interval: Duration.seconds(1), timeout: Duration.millis(500), startPeriod: Duration.seconds(0), retries: 1 };
    const made = dockerfile();
    made.findStage('runtime').cmd(['other']).healthCheck({ ...check, command: ['a'] }).healthCheck({ ...check, command: ['b'] });
    expect(made.render()).toMatch(/EXPOSE 80\nHEALTHCHECK .*--timeout=500ms .*\\\n {4}CMD \["b"\]\nCMD \["other"\]\n$/);
  });

  test('may be any, as they are', () => {
    expect(rendered((stage) => stage.raw('ADD --checksum=sha256:1 https://a.b/c /opt/'))).toBe('ADD --checksum=sha256:1 https://a.b/c /opt/\n');
  });
});

test.each<[string, (stage: DockerfileStage) => void]>([
  ['run', (stage) => stage.run()],
  ['runCached', (stage) => stage.runCached('/a')],
  ['copy', (stage) => stage.copy([], '/a')],
  ['env', (stage) => stage.env({})],
])('%s without anything to do is refused', (_, build) => {
  expect(() => rendered(build)).toThrow('an instruction of a Dockerfile has nothing to do: pass at least one command, source or variable');
});

describe('a value of ENV', () => {
  const valueOf = (value: string) => rendered((stage) => stage.env({ A: value })).replace(/^ENV A=|\n$/g, '');

  test.each(['1', '/opt/venv/bin', 'https://a.b:80/c', 'a,b=c'])('%s needs no quotes', (value) => {
    expect(valueOf(value)).toBe(value);
  });

  test.each([
    ['', '""'],
    ['two words', '"two words"'],
    ['a"b', '"a\\"b"'],
    ["a'b", '"a\'b"'],
    ['a\\', '"a\\\\"'],
    ['${X}', '"\\${X}"'],
    ['$HOME x', '"\\$HOME x"'],
    ['$lower', '"\\$lower"'],
    ['a # b', '"a # b"'],
    ['`a`', '"`a`"'],
  ])('%j is written %s', (value, written) => {
    expect(valueOf(value)).toBe(written);
  });

  test('takes up another variable, as PATH does', () => {
    expect(valueOf('/opt/venv/bin:$PATH')).toBe('/opt/venv/bin:$PATH');
  });

  test.each(['a\nb', 'a\rb', 'a\0b'])('%j is refused', (value) => {
    expect(() => valueOf(value)).toThrow(`${JSON.stringify(value)} cannot be a value in a Dockerfile: allowed is one line of text`);
  });
});

test.each(['', 'A=B', 'A B', '1A', ...Object.values(HOSTILE)])('%j is no name of a variable', (name) => {
  expect(() => rendered((stage) => stage.env({ [name]: '' }))).toThrow(`${JSON.stringify(name)} cannot be a variable in a Dockerfile: allowed are letters, digits and underscores`);
});

test.each(['', OPTION, '<<EOF', 'a b', ...Object.values(HOSTILE)])('%j is refused wherever one word is expected', (text) => {
  const message = `${JSON.stringify(text)} cannot stand in a Dockerfile: allowed are letters, digits and`;
  expect(() => new Dockerfile().addStage('s', { base: text })).toThrow(message);
  for (const build of [
    (stage: DockerfileStage) => stage.workdir(text),
    (stage: DockerfileStage) => stage.runCached(text, 'true'),
    (stage: DockerfileStage) => stage.copy([text], '/a'),
    (stage: DockerfileStage) => stage.copy(['a'], text),
    (stage: DockerfileStage) => stage.copyFrom(text, '/a', '/b'),
    (stage: DockerfileStage) => stage.copyFrom('a', text, '/b'),
    (stage: DockerfileStage) => stage.copyFrom('a', '/a', text),
    (stage: DockerfileStage) => stage.copyFrom('a', '/a', '/b', { owner: text }),
    (stage: DockerfileStage) => stage.user(text),
    (stage: DockerfileStage) => stage.stopSignal(text),
  ]) {
    expect(() => rendered(build)).toThrow(message);
  }
  expect(() => rendered((stage) => stage.runWith({ secrets: [text] }, 'true'))).toThrow(`${JSON.stringify(text)} cannot be a variable in a Dockerfile`);
});

test.each(Object.keys(HOSTILE))('%s in a command or a check changes no other instruction', (what) => {
  const [interval, timeout, startPeriod] = [1, 1, 1].map(Duration.seconds);
  const check = { interval, timeout, startPeriod, retries: 1 };
  const build = (text: string) => {
    const dockerfile = new Dockerfile();
    dockerfile.addStage('s', { base: 'busybox' }).healthCheck({ ...check, command: ['sh', text] }).cmd(['sh', text]).user('1000');
    return dockerfile.render();
  };
  expect(structure(build(HOSTILE[what]))).toEqual(structure(build('harmless')));
  DockerfileTemplate.fromString(build(HOSTILE[what])).hasInstruction('s', 'CMD', ['sh', HOSTILE[what]]);
});

test.each(['a newline', 'a carriage return', 'a NUL'])('%s is refused in a comment', (what) => {
  const message = `${JSON.stringify(HOSTILE[what])} cannot be a comment in a Dockerfile: allowed is one line of text`;
  expect(() => rendered((stage) => stage.comment(HOSTILE[what]))).toThrow(message);
  expect(() => new Dockerfile().addStage('s', { base: 'a', comment: [HOSTILE[what]] })).toThrow(message);
});

test('rendering twice gives the same bytes', () => {
  const dockerfile = new Dockerfile();
  dockerfile.addStage('s', { base: 'busybox' }).run('true');
  expect(dockerfile.render()).toBe(dockerfile.render());
});
