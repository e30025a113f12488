import { writeFileSync } from 'fs';
import { join } from 'path';
import { bash } from './programs';
import { emptyFolder } from '../../fixtures/stack';

const PARTS = ['messages/en.sh', 'common.sh', 'checks.sh'];

describe('what a script says about a service', () => {
  const FACTS = "probe_celery_beat=(python -c 'a  \"b\" $c' '' '*')\nimage_backend='conductor:<release>'\n";

  test('comes word for word, whatever characters are in it', () => {
    expect(bash(PARTS, `${FACTS}words_of probe celery-beat; printf '<%s>' "\${words[@]}"`).stdout).toBe('<python><-c><a  "b" $c><><*>');
  });

  test('may be one value', () => {
    expect(bash(PARTS, `${FACTS}words_of image backend; echo "\${#words[@]} \${words[0]}"`).stdout).toBe('1 conductor:<release>\n');
  });

  test.each([['probe', 'backend'], ['probe', ''], ['readiness', 'celery-beat']])('may be nothing: %s of "%s"', (fact, service) => {
    const { stdout } = bash(PARTS, `${FACTS}words_of image backend; words_of ${fact} '${service}' || echo "nothing, \${#words[@]} words"`);
    expect(stdout).toBe('nothing, 0 words\n');
  });
});

test.each([
  ['backend', 'backend frontend', true], ['back', 'backend frontend', false], ['', 'backend', false],
  ['backend frontend', 'backend frontend', false],
  ['*', 'backend', false], ['backend', '', false], ['b', ' a  b ', true],
])('whether "%s" is among "%s": %s', (word, words, is) => {
  expect(bash(PARTS, `is_among '${word}' '${words}'`).status === 0).toBe(is);
});

test.each([
  ['24.0.0', true], ['24', true], ['v24.0', true], ['100.1', true], ['24.0.5-ce', true], ['23.9.9', false], ['9.99', false], ['', true],
  ['dev', true],
])('version "%s" is at least 24.0: %s', (version, is) => {
  expect(bash(PARTS, `is_at_least '${version}' 24.0`).status === 0).toBe(is);
});

test.each([
  ['2.20', true], ['2.20.3', true], ['2.19.9', false], ['2.3', false], ['2', false], ['3.0', true], ['1.29', false],
])('version "%s" is at least 2.20: %s', (version, is) => {
  expect(bash(PARTS, `is_at_least '${version}' 2.20`).status === 0).toBe(is);
});

test.each([
  ['2.23.1', true], ['2.23.10', true], ['2.24', true], ['2.23.0', false], ['2.23', false], ['2.26.1-4', true], ['2.23.1-desktop.1', true],
])('version "%s" is at least 2.23.1: %s', (version, is) => {
  expect(bash(PARTS, `is_at_least '${version}' 2.23.1`).status === 0).toBe(is);
});

test('a network that is not of the stack has to be there', () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, '.env'), '');
  const program = 'env_file=.env external_networks=(outside traefik); docker() { [ "$3" = traefik ]; }; check_settings';
  expect(bash(PARTS, program, folder)).toMatchObject({
    status: 1, stderr: 'The external network outside does not exist.\n  Start the project that it belongs to, or create it: docker network create outside\n',
  });
  expect(bash(PARTS, program.replace('outside ', ''), folder).status).toBe(0);
});

describe('the value of a variable', () => {
  const valueOf = (lines: string, environment = {}) => {
    const folder = emptyFolder();
    writeFileSync(join(folder, '.env'), lines);
    return bash(PARTS, 'env_file=.env; value_of A', folder, environment).stdout;
  };

  test.each([
    ['A=1', '1'], ['A = 1', '1'], ['export A=1', '1'], ["A='1 # 2'", '1 # 2'], ['A="1 # 2"', '1 # 2'],
    ['A=1 # 2', '1'], ['A=1#2', '1#2'], ['A=1\r', '1'], ['A=1\nA=2', '2'], ['#A=1', ''], ['AA=1', ''], ['B=1\nA=\n', ''],
  ])('is read as Compose reads %j', (lines, value) => {
    expect(valueOf(lines).replace(/\n$/, '')).toBe(value);
  });

  test('is the shell\'s, if it has one, even an empty one', () => {
    expect(valueOf('A=1', { A: '2' })).toBe('2\n');
    expect(valueOf('A=1', { A: '' })).toBe('\n');
  });
});
