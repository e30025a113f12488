import { guideFacts } from '../../../../src/guide/private/facts/guide-facts';
import { Condition, DataServices, Environment, HealthCheck, ImageSource, Stack } from '../../../../src/model';
import { GenericService } from '../../../../src/services';
import { planIn } from '../../../fixtures/plan';
import { emptyStack, referenceStack } from '../../fixture';

describe('whom a service uses', () => {
  const uses = (stack: Stack, environment: Environment, id: string) =>
    guideFacts(planIn(stack, environment)).services.find((each) => each.id === id)!.uses;

  test('is whom it sends requests to, is connected to and waits for, each once', () => {
    const stack = emptyStack();
    const [front, back, database] = ['front', 'back', 'database'].map((id) => new GenericService(stack, id, {
      image: ImageSource.reference('example:1'),
      healthCheck: HealthCheck.none(),
    }));
    front.connectTo(back);
    front.dependsOn(back, Condition.STARTED);
    front.dependsOn(database, Condition.STARTED);
    expect(uses(stack, stack.development, 'front')).toEqual(['back', 'database']);
  });

  test('is nobody that does not run there', () => {
    const stack = referenceStack();
    const environment = stack.addEnvironment('staging', { dataServices: DataServices.EXTERNAL });
    expect(uses(stack, stack.development, 'backend')).toEqual(['mongodb', 'redis']);
    expect(uses(stack, stack.development, 'frontend')).toEqual(['backend']);
    expect(uses(stack, environment, 'backend')).toEqual([]);
  });
});
