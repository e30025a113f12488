import { spawnSync } from 'child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { SLOTS, slotName } from '../../../src/model/blue-green';
import { emptyFolder } from '../../fixtures/stack';

const PROGRAM = join(__dirname, '../../../assets/sh/switch-traffic.sh');

/** A folder with markers, and the program that is called with it. */
function edge(...markers: string[]) {
  const folder = join(emptyFolder(), 'live');
  for (const marker of markers) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, marker), '');
  }
  return {
    choose: (...args: string[]) => spawnSync('sh', [PROGRAM, folder, ...args], { encoding: 'utf-8' }),
    markers: () => readdirSync(folder).sort(),
  };
}

test.each(SLOTS)('marks the first choice, by the name of those containers: %s', (slot) => {
  const { choose, markers } = edge();
  expect(choose('backend', slot)).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(markers()).toEqual([slotName(slot, 'backend')]);
});

test('may be called again', () => {
  const { choose, markers } = edge('blue.backend');
  expect(choose('backend', 'blue').status).toBe(0);
  expect(markers()).toEqual(['blue.backend']);
});

test.each([['blue', 'green'], ['green', 'blue']])('replaces %s by %s', (before, after) => {
  const { choose, markers } = edge(`${before}.backend`);
  expect(choose('backend', after).status).toBe(0);
  expect(markers()).toEqual([`${after}.backend`]);
});

test('touches no other service', () => {
  const { choose, markers } = edge('green.backend', 'blue.backend-api');
  expect(choose('frontend', 'blue').status).toBe(0);
  expect(markers()).toEqual(['blue.backend-api', 'blue.frontend', 'green.backend']);
});

test('leaves one marker where a hand has left two', () => {
  const { choose, markers } = edge('blue.backend', 'green.backend');
  expect(choose('backend', 'blue').status).toBe(0);
  expect(markers()).toEqual(['blue.backend']);
});

test.each([
  ['backend', 'red'], ['backend', ''], ['backend'],
])('refuses anything but blue and green, and changes nothing: %j %j', (...args) => {
  const { choose, markers } = edge('blue.backend');
  const { status, stderr } = choose(...args);
  expect(status).not.toBe(0);
  expect(stderr).not.toBe('');
  expect(markers()).toEqual(['blue.backend']);
});

test('says what is allowed', () => {
  expect(edge('blue.backend').choose('backend', 'red').stderr).toBe('which containers of backend get requests: blue or green, not "red"\n');
});
