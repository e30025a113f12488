import { ImageSource, ServiceKind } from '../../../../src/model';
import { planIn } from '../../../fixtures/plan';
import { TestService, TestStack, emptyStack } from '../../../fixtures/stack';

describe('the application', () => {
  const stackOf = (...ids: string[]) => {
    const stack = emptyStack();
    for (const id of ids) {
      add(stack, id);
    }
    return planIn(stack).application;
  };
  const add = (stack: TestStack, id: string) => id === 'worker'
    ? new TestService(stack, id, { image: ImageSource.sameAs(stack.findService('backend')) })
    : new TestService(stack, id, { kind: id === 'redis' ? ServiceKind.DATA : ServiceKind.HTTP });

  test('is the service whose image others run', () => {
    expect(stackOf('redis', 'frontend', 'backend', 'worker')).toBe('backend');
  });

  test('or else the first that answers HTTP requests, or else the first', () => {
    expect([stackOf('redis', 'frontend', 'backend'), stackOf('redis'), stackOf()]).toEqual(['frontend', 'redis', '']);
  });
});
