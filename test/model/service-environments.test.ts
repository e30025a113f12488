import { DataServices, EnvValue, Environment, HealthCheck, ImageSource, Service, ServiceKind } from '../../src/model';
import { GenericService, MongoService, SpaNginxFrontend } from '../../src/services';
import { ContainerStack } from '../../src/stack';
import { TestService, emptyProject, emptyStack } from '../fixtures/stack';

const mailCatcher = (stack: ContainerStack, ...environments: Environment[]) => new GenericService(stack, 'mail', {
  image: ImageSource.reference('axllent/mailpit:v1.27'),
  healthCheck: HealthCheck.none(),
  ports: [{ port: 8025 }],
  environments: environments.length > 0 ? environments : undefined,
});
const stackOf = () => new ContainerStack(emptyProject(), 'shop');
const ids = (stack: ContainerStack, environment: Environment) => stack.servicesIn(environment).map(({ id }) => id);

class Provider extends TestService {
  public override bindTo(_consumer: Service) {
    return { environment: { MAIL_HOST: EnvValue.of(this.id) } };
  }
}

test('a service for development only has no containers elsewhere', () => {
  const stack = stackOf();
  const staging = stack.addEnvironment('staging');
  const mail = mailCatcher(stack, stack.development);
  expect(stack.environments.map((environment) => mail.runsIn(environment))).toEqual([true, false, false]);
  mail.onlyIn(staging);
  expect(stack.environments.map((environment) => mail.runsIn(environment))).toEqual([true, false, true]);
});

test('by default a service is part of every environment, also where it is external', () => {
  const stack = stackOf();
  const mongo = new MongoService(stack, 'mongodb', { database: 'shop' });
  const { environments } = stack;
  expect(environments.map((each) => [mongo.belongsTo(each), mongo.runsIn(each)])).toEqual([[true, true], [true, false]]);
});

test('what is connected to it, or waits for it, does without where it is not', () => {
  const stack = emptyStack();
  const mail = new Provider(stack, 'mail');
  const other = new Provider(stack, 'other');
  mail.onlyIn(stack.development);
  other.onlyIn(stack.development);
  const backend = new TestService(stack, 'backend');
  backend.connectTo(mail);
  backend.dependsOn(other);
  expect(backend.specIn(stack.development)).toMatchObject({ environment: { MAIL_HOST: expect.anything() } });
  expect(backend.specIn(stack.development).dependencies!.map(({ service }) => service.id)).toEqual(['mail', 'other']);
  expect(backend.specIn(stack.production).environment).toEqual({});
  expect(backend.specIn(stack.production).dependencies).toEqual([]);
});

test('a database of development is not asked for where databases are external', () => {
  const stack = stackOf();
  const database = new MongoService(stack, 'mongodb', { database: 'shop' });
  database.onlyIn(stack.development);
  const backend = mailCatcher(stack);
  backend.connectTo(database);
  expect(stack.production.dataServices).toBe(DataServices.EXTERNAL);
  expect(Object.keys(backend.specIn(stack.development).environment!)).not.toEqual([]);
  expect(stack.variablesIn(stack.production)).toEqual([]);
});

test('a frontend passes requests on to it where it is', () => {
  const stack = stackOf();
  const mail = mailCatcher(stack, stack.development);
  const frontend = new SpaNginxFrontend(stack, 'frontend', { routes: [{ path: '/mail', service: mail }] });
  const routes = (environment: Environment) => (frontend.specIn(environment).routes ?? []).map(({ service }) => service.id);
  expect(routes(stack.development)).toEqual(['mail']);
  expect(routes(stack.production)).toEqual([]);
});

test('a service that runs its image is refused where it is not', () => {
  const stack = stackOf();
  const mail = mailCatcher(stack, stack.development);
  new GenericService(stack, 'sender', { image: ImageSource.sameAs(mail), healthCheck: HealthCheck.none(), kind: ServiceKind.WORKER });
  expect(stack.validate()).toContainEqual(expect.stringContaining('runs the image of "mail", which has no containers in environment "production"'));
});

test('changes of an environment that it is not part of are refused', () => {
  const stack = stackOf();
  stack.production.configure(mailCatcher(stack, stack.development), { replicas: 1 });
  expect(stack.validate()).toContainEqual(expect.stringMatching(
    /^environment "production" of stack "shop" configures service "mail", which is not part of it: name the environment where/,
  ));
});

test('it is in one environment at least, and in one of its own stack', () => {
  const stack = stackOf();
  const mail = mailCatcher(stack, stack.development);
  expect(() => mail.onlyIn()).toThrow(
    'service "mail" is to be in no environment at all: allowed are environments of stack "shop", which has "development", "production"',
  );
  expect(() => mail.onlyIn(new Environment('elsewhere'))).toThrow('is to be in environment "elsewhere" of another stack: allowed are');
  expect(ids(stack, stack.development)).toEqual(['mail']);
});
