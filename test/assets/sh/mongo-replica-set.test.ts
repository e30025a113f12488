import { spawnSync } from 'child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'fs';
import * as path from 'path';
import { emptyFolder } from '../../fixtures/stack';

const PROGRAM = path.join(__dirname, '../../../assets/sh/mongo-replica-set.sh');

/** Runs the program where its two commands are stand-ins: a client that fails as often as it is told, and a server that ends after it. */
function start(failures: number): { said: string; server: string; calls: string[] } {
  const folder = emptyFolder();
  const put = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${text}`);
    chmodSync(path.join(folder, name), 0o755);
  };
  put('mongosh', `echo "$SET $MEMBER $*" | head -n 1 >> ${folder}/calls\n[ "$(wc -l < ${folder}/calls)" -gt ${failures} ]\n`);
  put('sleep', 'exit 0\n');
  put('docker-entrypoint.sh', `for option in "$@"; do echo "$option"; done > ${folder}/server
for _ in $(seq 200); do [ ! -e ${folder}/calls ] || [ "$(wc -l < ${folder}/calls)" -le ${failures} ] || break; /bin/sleep 0.05; done; /bin/sleep 0.3\n`);
  const { stdout, stderr } = spawnSync('sh', [PROGRAM, 'rs0', 'mongodb:27017', '--quiet'], {
    encoding: 'utf-8', env: { TMPDIR: folder, PATH: `${folder}:${process.env.PATH}`, MONGO_INITDB_ROOT_PASSWORD: 'secret' },
  });
  expect(stderr).toBe('');
  expect(existsSync(path.join(folder, 'server'))).toBe(true);
  return { said: stdout, server: readFileSync(path.join(folder, 'server'), 'utf-8'), calls: readFileSync(path.join(folder, 'calls'), 'utf-8').trim().split('\n') };
}

test('the server starts as a member, with a key that is its own', () => {
  const { server } = start(0);
  expect(server.split('\n')).toEqual(['mongod', '--replSet', 'rs0', '--keyFile', expect.stringMatching(/\/members\.key$/), '--bind_ip_all', '--quiet', '']);
});

test('the set is made as soon as the server lets its administrator in', () => {
  const { said, calls } = start(2);
  expect(calls.length).toBe(3);
  expect(calls[0]).toMatch(/^rs0 mongodb:27017 /);
  expect(said).toBe('MongoDB: "mongodb:27017" is the member of the replica set "rs0"\n');
});

test('no password is in a command line', () => {
  expect(start(0).calls.join()).not.toContain('secret');
});
