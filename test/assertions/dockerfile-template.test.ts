import { writeFileSync } from 'fs';
import * as path from 'path';
import { DockerfileTemplate, Match } from '../../src/assertions';
import { BackendService } from '../../src/services';
import { ContainerStack } from '../../src/stack';
import { emptyFolder, emptyProject } from '../fixtures/stack';

const TEXT = String.raw`# syntax=docker/dockerfile:1
# check=skip=all
# Builds.
# In two lines.
FROM --platform=linux/amd64 python:3.13 AS Builder
run apt-get update \
 # a comment between
 && apt-get install gcc \

 && rm -rf /tmp/x
COPY <<'EOF' <<-"END" /app/
import os # FROM here
EOF
	indented
	END
RUN echo a\
b

# Runs.
FROM builder
ENV A=1 B="two words"
USER 1000:1000
COPY . .
HEALTHCHECK --interval=30s CMD ["true"]
CMD ["uvicorn", "--port", "80"]
`;
const template = DockerfileTemplate.fromString(TEXT);

describe('reading', () => {
  test('stages have names in any case, or positions', () => {
    expect(template.stageNames).toEqual(['builder', '1']);
    expect(template.stage('BUILDER').name).toBe('builder');
    expect(template.stage('0')).toBe(template.stage('builder'));
    expect(template.lastStage).toBe('1');
  });

  test('parser directives count before everything else only', () => {
    expect(template.directives).toEqual({ syntax: 'docker/dockerfile:1', check: 'skip=all' });
    expect(DockerfileTemplate.fromString('#\n# syntax=a\nFROM b').directives).toEqual({});
  });

  test('a parser directive may say what continues a line', () => {
    const runs = DockerfileTemplate.fromString('# Escape = `\nFROM b\nRUN a `\n  b\nRUN c \\').findInstructions('0', 'RUN');
    expect(runs.map(({ value }) => value)).toEqual(['a b', 'c \\']);
  });

  test('continued lines are one, without the comments and empty lines between them', () => {
    expect(template.findInstructions('builder', 'RUN').map(({ value, line }) => [line, value])).toEqual([
      [6, 'apt-get update && apt-get install gcc && rm -rf /tmp/x'], [16, 'echo ab'],
    ]);
  });

  test('texts in the file are no instructions', () => {
    const [copy] = template.findInstructions('builder', 'COPY');
    expect(copy).toEqual({ name: 'COPY', value: '<<\'EOF\' <<-"END" /app/', texts: ['import os # FROM here\n', 'indented\n'], line: 11 });
    expect(DockerfileTemplate.fromString('FROM a\nRUN echo $((1<<2)) "a<<b"\nUSER b').findInstructions('0', 'USER')).toHaveLength(1);
    expect(DockerfileTemplate.fromString('FROM a\nENV A=<<EOF\nUSER b').findInstructions('0', 'USER')).toHaveLength(1);
  });

  test('the exec form is a list of words', () => {
    expect(template.findInstructions('1', 'CMD')).toEqual([
      { name: 'CMD', value: '["uvicorn", "--port", "80"]', words: ['uvicorn', '--port', '80'], texts: [], line: 25 },
    ]);
    expect(DockerfileTemplate.fromString('FROM a\nRUN [ -f b ]').findInstructions('0', 'RUN')[0]).not.toHaveProperty('words');
  });

  test('a stage is shown as it is written, with the comment above it', () => {
    expect(template.stage('builder').text).toMatch(/^# Builds\.\n# In two lines\.\nFROM .*Builder\nrun [^]*RUN echo a\\\nb\n$/);
    expect(template.stage('1').text).toMatch(/^# Runs\.\nFROM builder\n[^]*CMD .*\n$/);
  });

  test('a file with CRLF is read like any other', () => {
    const crlf = DockerfileTemplate.fromString(TEXT.replace(/\n/g, '\r\n'));
    expect(crlf.stage('builder')).toEqual(template.stage('builder'));
  });

  test.each([
    ['FROM a\nCOPY <<EOF /b\ntext', 'the Dockerfile: the text that begins with "<<EOF" in line 2 has no end: expected a line "EOF"'],
    ['\nFROM a b c', 'the Dockerfile: line 2 cannot be read: expected "FROM <image>" or "FROM <image> AS <name>"'],
  ])('%j cannot be read', (text, message) => {
    expect(() => DockerfileTemplate.fromString(text)).toThrow(message);
  });

  test('a file, and a file of a project', () => {
    const file = path.join(emptyFolder(), 'Dockerfile');
    writeFileSync(file, 'FROM a AS b');
    DockerfileTemplate.fromFile(file).hasStage('b', 'a');
    expect(() => DockerfileTemplate.fromFile(file).stage('c')).toThrow(`${file} has no stage "c": it has "b"`);
    const project = emptyProject();
    new BackendService(new ContainerStack(project, 'shop'), 'backend', { app: 'app.main:app' });
    DockerfileTemplate.fromProject(project, 'docker/backend/Dockerfile').hasInstruction('runtime', 'USER', '1000:1000');
  });
});

describe('stages', () => {
  test('are there, and start from something', () => {
    template.hasStage('builder');
    template.hasStage('builder', Match.stringLikeRegexp('^python:'));
    template.hasStage('1', 'builder');
  });

  test('are not there, or start from something else', () => {
    expect(() => template.hasStage('runtime')).toThrow('the Dockerfile has no stage "runtime": it has "builder", "1"');
    expect(() => template.hasStage('builder', 'alpine')).toThrow(
      'what stage "builder" of the Dockerfile starts from is not as expected:\n!! "python:3.13"   <-- expected "alpine"',
    );
    expect(() => DockerfileTemplate.fromString('').lastStage).toThrow('the Dockerfile has no stage: expected at least one FROM');
  });
});

describe('instructions', () => {
  test('are there: as text, as words, in any case', () => {
    template.hasInstruction('1', 'HEALTHCHECK');
    template.hasInstruction('1', 'user', '1000:1000');
    template.hasInstruction('builder', 'RUN', Match.stringLikeRegexp('install gcc'));
    template.hasInstruction('1', 'CMD', ['uvicorn', '--port', '80']);
    template.hasInstruction('1', 'CMD', Match.arrayWith(['--port', '80']));
    template.hasInstruction('1', 'CMD', Match.stringLikeRegexp('uvicorn'));
  });

  test('are not there: the closest is shown', () => {
    expect(() => template.hasInstruction('1', 'EXPOSE')).toThrow(
      'stage "1" of the Dockerfile has no EXPOSE: it has FROM, ENV, USER, COPY, HEALTHCHECK, CMD',
    );
    expect(() => template.hasInstruction('1', 'USER', 'root')).toThrow(
      'stage "1" of the Dockerfile has no such USER; the closest is:\n!! "1000:1000"   <-- expected "root"',
    );
    expect(() => template.hasInstruction('1', 'CMD', ['uvicorn', '--port', '81'])).toThrow(
      'stage "1" of the Dockerfile has no such CMD; the closest is:\n   [\n     "uvicorn"\n     "--port"\n!!   "80"   <-- expected "81"\n   ]',
    );
    expect(() => template.hasInstruction('1', 'COPY', ['.', '.'])).toThrow('!! ". ."   <-- expected [".", "."]');
  });

  test('are absent', () => {
    template.doesNotHaveInstruction('builder', 'USER');
    template.doesNotHaveInstruction('1', 'USER', 'root');
    expect(() => template.doesNotHaveInstruction('1', 'CMD', Match.stringLikeRegexp('--port'))).toThrow(
      'line 25 of the Dockerfile, in stage "1", was expected to be absent: CMD ["uvicorn", "--port", "80"]',
    );
    expect(() => template.doesNotHaveInstruction('runtime', 'USER')).toThrow('has no stage "runtime"');
  });

  test('are in order, others between them', () => {
    template.hasInstructionsInOrder('1', [{ name: 'ENV' }, { name: 'USER', value: '1000:1000' }, { name: 'CMD' }]);
    expect(() => template.hasInstructionsInOrder('1', [{ name: 'COPY', value: '. .' }, { name: 'USER' }])).toThrow(
      'stage "1" of the Dockerfile has instructions in another order: "USER 1000:1000" in line 22 was expected after "COPY . ." in line 23',
    );
    expect(() => template.hasInstructionsInOrder('1', [{ name: 'USER' }, { name: 'USER' }])).toThrow(
      'was expected after "USER 1000:1000" in line 22',
    );
    expect(() => template.hasInstructionsInOrder('1', [{ name: 'ADD' }])).toThrow('has no ADD');
  });
});
