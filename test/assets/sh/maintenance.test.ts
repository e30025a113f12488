import { spawnSync } from 'child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { emptyFolder } from '../../fixtures/stack';

const PROGRAM = join(__dirname, '../../../assets/sh/maintenance.sh');

/** A folder with the marker of a switch, and the program that is called with it. */
function edge() {
  const folder = join(emptyFolder(), 'live');
  mkdirSync(folder);
  writeFileSync(join(folder, 'blue.backend'), '');
  return {
    call: (...args: string[]) => spawnSync('sh', [PROGRAM, folder, ...args], { encoding: 'utf-8' }),
    markers: () => readdirSync(folder).sort(),
  };
}

test('on leaves a marker, and one for each address that gets through', () => {
  const { call, markers } = edge();
  expect(call('on', '203.0.113.7', '2001:db8::7')).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(markers()).toEqual(['blue.backend', 'maintenance', 'maintenance.for.2001:db8::7', 'maintenance.for.203.0.113.7']);
  expect(call('status').stdout.split('\n')).toEqual(['on', '2001:db8::7', '203.0.113.7', '']);
});

test('on again forgets the addresses of before', () => {
  const { call, markers } = edge();
  call('on', '203.0.113.7');
  call('on');
  expect(markers()).toEqual(['blue.backend', 'maintenance']);
});

test('off takes away what on has left, and nothing else', () => {
  const { call, markers } = edge();
  call('on', '203.0.113.7');
  expect(call('off').status).toBe(0);
  expect(markers()).toEqual(['blue.backend']);
  expect(call('status')).toMatchObject({ status: 0, stdout: '' });
});

test.each(['../../etc', '10.0.0.0/8', '*', '', 'a b'])('what is no address is refused, and nothing is changed: %j', (address) => {
  const { call, markers } = edge();
  expect(call('on', address)).toMatchObject({ status: 2, stderr: `who gets through: an address such as 203.0.113.7 or 2001:db8::7, not "${address}"\n` });
  expect(markers()).toEqual(['blue.backend']);
});

test('another action is refused', () => {
  expect(edge().call('soon')).toMatchObject({ status: 2, stderr: 'maintenance: on, off or status, not "soon"\n' });
});
