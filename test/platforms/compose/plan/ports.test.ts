import { DataServices, Environment, ServiceSpec } from '../../../../src/model';
import { browsable, connectable } from '../../../../src/platforms/compose/plan/ports';
import { MongoService } from '../../../../src/services';
import { planIn } from '../../../fixtures/plan';
import { TestService, emptyStack } from '../../../fixtures/stack';

test('the port of the host is that of the container unless it is moved', () => {
  const stack = emptyStack();
  const service = new TestService(stack, 'web', { ports: [{ port: 80 }, { port: 443, hostPort: 8443, variable: 'TLS_PORT' }] });
  expect(planIn(stack).ports).toEqual([
    { service, port: 80, hostPort: 80, variable: 'WEB_PORT', published: true, address: '127.0.0.1', entrance: false, tls: false, furtherDomains: [] },
    { service, port: 443, hostPort: 8443, variable: 'TLS_PORT', published: true, address: '127.0.0.1', entrance: false, tls: false, furtherDomains: [] },
  ]);
});

test('the variable is named after the service', () => {
  const stack = emptyStack();
  new TestService(stack, 'my-web-2', { ports: [{ port: 80 }] });
  expect(planIn(stack).ports[0].variable).toBe('MY_WEB_2_PORT');
});

test('a port that only other services reach is not among them', () => {
  const stack = emptyStack();
  new TestService(stack, 'web', { ports: [{ port: 80, published: false }, { port: 81, published: true }] });
  expect(planIn(stack).ports.map(({ port }) => port)).toEqual([81]);
});

test('they are in the order of services', () => {
  const stack = emptyStack();
  new TestService(stack, 'second', { ports: [{ port: 90 }] });
  new TestService(stack, 'none');
  new TestService(stack, 'first', { ports: [{ port: 80 }] });
  expect(planIn(stack).ports.map(({ service }) => service.id)).toEqual(['second', 'first']);
});

test('a service that has no containers in the environment publishes nothing', () => {
  const stack = emptyStack();
  new MongoService(stack, 'mongodb', { database: 'app' });
  const staging = stack.addEnvironment('staging', { dataServices: DataServices.EXTERNAL });
  expect(planIn(stack).ports).toHaveLength(1);
  expect(planIn(stack, staging).ports).toEqual([]);
});

test('a service may publish in one environment and not in another', () => {
  const stack = emptyStack();
  new (class extends TestService {
    public override describe(environment: Environment): ServiceSpec {
      return { ...super.describe(environment), ports: [{ port: 80, published: environment.debug }] };
    }
  })(stack, 'web');
  expect(planIn(stack).ports).toHaveLength(1);
  expect(planIn(stack, stack.production).ports).toEqual([]);
});

test('services that are added later are among them', () => {
  const stack = emptyStack();
  expect(planIn(stack).ports).toEqual([]);
  new TestService(stack, 'late', { ports: [{ port: 80 }] });
  expect(planIn(stack).ports).toHaveLength(1);
});

test.each([
  ['127.0.0.1', '127.0.0.1', 'localhost'],
  ['0.0.0.0', '127.0.0.1', 'localhost'],
  ['[::]', '::1', 'localhost'],
  ['[::1]', '::1', 'localhost'],
  ['192.0.2.7', '192.0.2.7', '192.0.2.7'],
  ['[2001:db8::7]', '2001:db8::7', '[2001:db8::7]'],
])('what is published on %s is reached at %s, by a browser at %s', (publishedOn, address, host) => {
  expect([connectable(publishedOn), browsable(publishedOn)]).toEqual([address, host]);
});
