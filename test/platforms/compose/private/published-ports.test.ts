import { DataServices, Environment, ServiceSpec } from '../../../../src/model';
import { publishedPorts } from '../../../../src/platforms/compose/private/published-ports';
import { MongoService } from '../../../../src/services';
import { TestService, emptyStack } from '../../../fixtures/stack';

test('the port of the host is that of the container unless it is moved', () => {
  const stack = emptyStack();
  const service = new TestService(stack, 'web', { ports: [{ port: 80 }, { port: 443, hostPort: 8443, variable: 'TLS_PORT' }] });
  expect(publishedPorts(stack, stack.development)).toEqual([
    { service, port: 80, hostPort: 80, variable: 'WEB_PORT' },
    { service, port: 443, hostPort: 8443, variable: 'TLS_PORT' },
  ]);
});

test('the variable is named after the service', () => {
  const stack = emptyStack();
  new TestService(stack, 'my-web-2', { ports: [{ port: 80 }] });
  expect(publishedPorts(stack, stack.development)[0].variable).toBe('MY_WEB_2_PORT');
});

test('a port that only other services reach is not among them', () => {
  const stack = emptyStack();
  new TestService(stack, 'web', { ports: [{ port: 80, published: false }, { port: 81, published: true }] });
  expect(publishedPorts(stack, stack.development).map(({ port }) => port)).toEqual([81]);
});

test('they are in the order of services', () => {
  const stack = emptyStack();
  new TestService(stack, 'second', { ports: [{ port: 90 }] });
  new TestService(stack, 'none');
  new TestService(stack, 'first', { ports: [{ port: 80 }] });
  expect(publishedPorts(stack, stack.development).map(({ service }) => service.id)).toEqual(['second', 'first']);
});

test('a service that has no containers in the environment publishes nothing', () => {
  const stack = emptyStack();
  new MongoService(stack, 'mongodb', { database: 'app' });
  const staging = stack.addEnvironment('staging', { dataServices: DataServices.EXTERNAL });
  expect(publishedPorts(stack, stack.development)).toHaveLength(1);
  expect(publishedPorts(stack, staging)).toEqual([]);
});

test('a service may publish in one environment and not in another', () => {
  const stack = emptyStack();
  new (class extends TestService {
    public override describe(environment: Environment): ServiceSpec {
      return { ...super.describe(environment), ports: [{ port: 80, published: environment.debug }] };
    }
  })(stack, 'web');
  expect(publishedPorts(stack, stack.development)).toHaveLength(1);
  expect(publishedPorts(stack, stack.production)).toEqual([]);
});

test('services that are added later are among them', () => {
  const stack = emptyStack();
  expect(publishedPorts(stack, stack.development)).toEqual([]);
  new TestService(stack, 'late', { ports: [{ port: 80 }] });
  expect(publishedPorts(stack, stack.development)).toHaveLength(1);
});
