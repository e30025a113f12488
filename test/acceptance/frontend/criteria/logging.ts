import { randomBytes } from 'crypto';
import { succeed } from '../../command';
import { eventually } from '../../eventually';
import { exchange, ask } from '../client';
import { containerOf } from '../scene';

/** The access log, as it comes out of a container. */
export function logging(service: string, port: number): void {
  const lines = async () => (await succeed(['docker', 'logs', containerOf(service)])).stdout.split('\n').filter(Boolean);
  const linesWith = async (text: string) => (await eventually(`a line with ${text}`, 60, async () => {
    const found = (await lines()).filter((line) => line.includes(text));
    return found.length > 0 && found;
  })).value;

  test('a request is a line of JSON with its id, which the service has got too', async () => {
    const name = randomBytes(6).toString('hex');
    const answer = await ask(port, { path: `/api/${name}?q=1`, headers: { 'user-agent': 'acceptance', 'referer': 'http://localhost/' } });
    const [line] = await linesWith(name);
    expect(JSON.parse(line)).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      request_id: answer.json.headers['x-request-id'],
      client: expect.stringMatching(/^[\d.]+$/),
      method: 'GET',
      host: '127.0.0.1',
      uri: `/api/${name}?q=1`,
      status: 200,
      bytes: answer.body.length,
      seconds: expect.any(Number),
      service: expect.stringMatching(/:8000$/),
      service_status: '200',
      service_seconds: expect.stringMatching(/^[\d.]+$/),
      referrer: 'http://localhost/',
      user_agent: 'acceptance',
    });
  });

  test('the id of a problem is in the log', async () => {
    const answer = await ask(port, { path: '/absent/thing' });
    const [line] = await linesWith(answer.json.request_id);
    expect(JSON.parse(line)).toMatchObject({ status: 502, uri: '/absent/thing' });
  });

  test('what a client sends does not break a line', async () => {
    const name = randomBytes(6).toString('hex');
    await exchange(port, `GET /${name}?"\\\xff\xc3%00 HTTP/1.1\r\nHost: localhost\r\nUser-Agent: "\\n\x80{}\t\xe2\x80\xa8',\r\nReferer: \\"}\r\nConnection: close\r\n\r\n`);
    const [line] = await linesWith(name);
    expect(JSON.parse(line)).toMatchObject({ method: 'GET', status: 200 });
  });

  test('every line so far is JSON', async () => {
    const all = await lines();
    expect(all.length).toBeGreaterThan(50);
    all.forEach((line) => expect(() => JSON.parse(line)).not.toThrow());
  });

  test('health is not in the log', async () => {
    await ask(port, { path: '/health' });
    await ask(port, { path: '/after-health' });
    await linesWith('after-health');
    expect((await lines()).filter((line) => JSON.parse(line).uri === '/health')).toEqual([]);
  });
}
