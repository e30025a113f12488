import { exchange, ask } from '../client';

const FORGED = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https', 'x-request-id': 'chosen-elsewhere-1' };

/** Who is believed about a client. */
export function trusting(port: number, behindProxies: number): void {
  test('what a client says about itself is replaced', async () => {
    const { headers } = (await ask(port, { path: '/api/x', headers: { ...FORGED, 'x-real-ip': '203.0.113.9', 'x-forwarded-host': 'evil.example' } })).json;
    expect(JSON.stringify(headers)).not.toMatch(/203\.0\.113\.9|chosen-elsewhere|evil\.example/);
    expect(headers['x-forwarded-proto']).toBe('http');
  });

  test('what a proxy in front says about a client is believed', async () => {
    const { headers } = (await ask(behindProxies, { path: '/api/x', headers: FORGED })).json;
    expect(headers).toMatchObject({ ...FORGED, 'x-real-ip': '203.0.113.9' });
  });

  test('a problem has the id that a proxy in front gave', async () => {
    expect((await ask(behindProxies, { path: '/absent/x', headers: FORGED })).json).toMatchObject({ request_id: FORGED['x-request-id'] });
  });

  test.each(['short', 'with space inside', 'a"quote-and-more', 'x'.repeat(65)])('an id that cannot be one gets another: %s', async (id) => {
    const { headers } = (await ask(behindProxies, { path: '/api/x', headers: { ...FORGED, 'x-request-id': id } })).json;
    expect(headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
  });

  test('a scheme that is none is not passed on', async () => {
    const answer = await exchange(behindProxies, 'GET /api/x HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Proto: javascript\r\nConnection: close\r\n\r\n');
    expect(answer).toContain('"x-forwarded-proto":"http"');
  });
}
