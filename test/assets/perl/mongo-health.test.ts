import { spawn, spawnSync } from 'child_process';
import { createHash, createHmac, pbkdf2Sync } from 'crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'fs';
import { AddressInfo, Server, Socket, createServer } from 'net';
import { tmpdir } from 'os';
import * as path from 'path';
import { asset } from '../../../src/base/assets';

const HAS_PERL = spawnSync('perl', ['--version']).error === undefined;
const SALT = Buffer.from('a salt of the server');
const ITERATIONS = 4096;

const hmac = (key: Buffer, text: string | Buffer) => createHmac('sha256', key).update(text).digest();
const int = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
};
const element = (type: number, name: string, value: Buffer) => Buffer.concat([Buffer.from([type]), Buffer.from(`${name}\0`), value]);
const number = (name: string, value: number) => element(0x10, name, int(value));
const flag = (name: string, value: boolean) => element(0x08, name, Buffer.from([value ? 1 : 0]));
const text = (name: string, value: string) => element(0x02, name, Buffer.concat([int(value.length + 1), Buffer.from(`${value}\0`)]));
const binary = (name: string, value: string) =>
  element(0x05, name, Buffer.concat([int(value.length), Buffer.from([0]), Buffer.from(value)]));

/** What a server of MongoDB does with a client that logs in, by the standard's words and the platform's own cryptography. */
class FakeMongo {
  public static async start(how: { password: string; primary?: boolean; silent?: boolean }): Promise<FakeMongo> {
    const fake = new FakeMongo(how);
    await new Promise<void>((resolve) => fake.server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  public readonly commands: string[] = [];
  private readonly server: Server = createServer((socket) => this.serve(socket));
  private readonly sockets: Socket[] = [];
  private first = '';
  private said = '';

  private constructor(private readonly how: { password: string; primary?: boolean; silent?: boolean }) {}

  public get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  public close(): void {
    this.sockets.forEach((socket) => socket.destroy());
    this.server.close();
  }

  private serve(socket: Socket): void {
    this.sockets.push(socket);
    let got = Buffer.alloc(0);
    socket.on('error', () => undefined).on('data', (part) => {
      got = Buffer.concat([got, part]);
      while (got.length >= 4 && got.length >= got.readInt32LE(0)) {
        const message = got.subarray(0, got.readInt32LE(0));
        got = got.subarray(message.length);
        if (!this.how.silent) {
          const document = this.answer(message.subarray(21));
          const whole = Buffer.concat([int(document.length + 5), document, Buffer.from([0])]);
          whole.writeInt32LE(document.length + 5);
          socket.write(Buffer.concat([int(21 + whole.length), int(2), int(1), int(2013), int(0), Buffer.from([0]), whole]));
        }
      }
    });
  }

  private answer(document: Buffer): Buffer {
    const command = /^[^\0]+/.exec(document.subarray(5).toString('latin1'))![0];
    const said = document.toString('latin1');
    this.commands.push(`${command} of ${/\$db\0.{4}(\w+)/s.exec(said)![1]}`);
    switch (command) {
      case 'saslStart': {
        this.first = /n=[^,]+,r=[A-Za-z0-9+/]+/.exec(said)![0];
        this.said = `r=${this.first.split(',r=')[1]}theirs,s=${SALT.toString('base64')},i=${ITERATIONS}`;
        return Buffer.concat([number('conversationId', 1), flag('done', false), binary('payload', this.said), number('ok', 1)]);
      }
      case 'saslContinue': {
        const [, last, proof] = /(c=biws,r=[^,]+),p=([A-Za-z0-9+/=]+)/.exec(said)!;
        const salted = pbkdf2Sync(this.how.password, SALT, ITERATIONS, 32, 'sha256');
        const signed = `${this.first},${this.said},${last}`;
        const signature = hmac(createHash('sha256').update(hmac(salted, 'Client Key')).digest(), signed);
        // eslint-disable-next-line no-bitwise
        const key = Buffer.from(proof, 'base64').map((byte, index) => byte ^ signature[index]);
        if (!hmac(salted, 'Client Key').equals(key)) {
          return Buffer.concat([number('ok', 0), text('errmsg', 'Authentication failed.')]);
        }
        return Buffer.concat([
          number('conversationId', 1), flag('done', true), binary('payload', `v=${hmac(hmac(salted, 'Server Key'), signed).toString('base64')}`),
          number('ok', 1),
        ]);
      }
      case 'hello': return Buffer.concat([flag('isWritablePrimary', this.how.primary ?? true), number('ok', 1)]);
      default: return number('ok', 1);
    }
  }
}

(HAS_PERL ? describe : describe.skip)(HAS_PERL ? 'the health check of MongoDB' : 'SKIPPED: this machine has no perl, so the health check of MongoDB was not run', () => {
  let folder: string;
  let server: FakeMongo | undefined;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'container-stack-tests-'));
  });

  afterEach(() => {
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const check = async (how: { password: string; primary?: boolean; silent?: boolean }, ...argv: string[]) => {
    server?.close();
    server = await FakeMongo.start(how);
    const program = asset('perl/mongo-health.pl').replace('PeerPort => 27017', `PeerPort => ${server.port}`).replace('my $host = <$name>', "my $host = '127.0.0.1'");
    writeFileSync(path.join(folder, 'check.pl'), program.replace('$patience = 5', '$patience = 1'));
    const child = spawn('perl', [path.join(folder, 'check.pl'), 'shop', 'orders', ...argv], {
      env: { ...process.env, TMPDIR: folder, MONGO_APP_PASSWORD: 'the password' },
    });
    let output = '';
    [child.stdout, child.stderr].forEach((stream) => stream.on('data', (part) => output += part));
    const code = await new Promise((resolve) => child.on('close', resolve));
    return { code, output, commands: server.commands };
  };

  test('it logs in to the application\'s database and asks for what is there, and says nothing', async () => {
    const commands = ['saslStart of orders', 'saslContinue of orders', 'listCollections of orders'];
    expect(await check({ password: 'the password' })).toEqual({ code: 0, output: '', commands });
    // with what it has kept, too
    expect(readdirSync(folder)).toEqual(['check.pl', 'mongo-health.key']);
    expect(statSync(path.join(folder, 'mongo-health.key')).mode.toString(8)).toBe('100600');
    expect(await check({ password: 'the password' })).toEqual({ code: 0, output: '', commands });
  });

  test('a password that is another one is a failure', async () => {
    expect(await check({ password: 'another' })).toMatchObject({ code: 1, output: 'MongoDB: Authentication failed.\n' });
  });

  test('a server that does not answer is one', async () => {
    expect(await check({ password: '', silent: true })).toMatchObject({ code: 1, output: 'MongoDB: no answer within 1 s\n' });
  });

  test('where it has to be the primary it is asked', async () => {
    expect(await check({ password: 'the password' }, 'primary')).toMatchObject({ code: 0 });
    expect(await check({ password: 'the password', primary: false }, 'primary'))
      .toMatchObject({ code: 1, output: 'MongoDB: it is not the primary: it reads and does not write\n' });
  });

  test('a server that is not there is one', async () => {
    writeFileSync(path.join(folder, 'check.pl'), asset('perl/mongo-health.pl').replace('my $host = <$name>', "my $host = '127.0.0.1'").replace('PeerPort => 27017', 'PeerPort => 1'));
    const { status, stdout } = spawnSync('perl', [path.join(folder, 'check.pl'), 'shop', 'orders'], { encoding: 'utf-8', env: { ...process.env, MONGO_APP_PASSWORD: 'x' } });
    expect([status, stdout]).toEqual([1, expect.stringContaining('no connection to 127.0.0.1:27017')]);
  });
});
