import { ServiceKind, ServicePort } from '../../../../src/model';
import { Rollout, startsFirst } from '../../../../src/platforms/compose/plan/rollout';
import { planIn } from '../../../fixtures/plan';
import { TestService, emptyStack } from '../../../fixtures/stack';

/** How a service is replaced where ports are published or not, with or without somebody who chooses among its containers. */
function rolloutOf(kind: ServiceKind, published: boolean, switched: boolean) {
  const stack = emptyStack();
  const ports: ServicePort[] = [{ port: 80 }];
  const service = new TestService(stack, 'backend', { kind, ports });
  if (switched) {
    new TestService(stack, 'edge', { routes: [{ service, port: 80 }], switchCommand: ['switch'] });
  }
  const { services } = planIn(stack, stack.addEnvironment('staging', { internalPorts: published }));
  return { planned: services[0], edge: services[1] };
}

test.each([
  [ServiceKind.HTTP, false, true, Rollout.BLUE_GREEN],
  [ServiceKind.HTTP, false, false, Rollout.OVERLAPPING],
  [ServiceKind.HTTP, true, true, Rollout.IN_PLACE],
  [ServiceKind.HTTP, true, false, Rollout.IN_PLACE],
  [ServiceKind.WORKER, false, false, Rollout.HANDED_OVER],
  [ServiceKind.WORKER, true, false, Rollout.LAST],
  [ServiceKind.SCHEDULER, false, false, Rollout.CLOCK],
  [ServiceKind.DATA, false, false, Rollout.NEVER],
  [ServiceKind.DATA, true, false, Rollout.NEVER],
  [ServiceKind.JOB, false, false, Rollout.JOB],
  [ServiceKind.OTHER, false, true, Rollout.LAST],
  [ServiceKind.OTHER, true, false, Rollout.LAST],
])('of kind %s, published: %s, chosen among: %s, it is %s', (kind, published, switched, rollout) => {
  expect(rolloutOf(kind, published, switched).planned.rollout).toBe(rollout);
});

test('a service has two sets of containers only where requests can go from one to the other', () => {
  const inPlace = rolloutOf(ServiceKind.HTTP, true, true);
  expect([inPlace.planned.slotVariable, inPlace.edge.chooses]).toEqual([undefined, []]);
  const blueGreen = rolloutOf(ServiceKind.HTTP, false, true);
  expect([blueGreen.planned.slotVariable, blueGreen.edge.chooses]).toEqual(['BACKEND_SLOT', [blueGreen.planned.service]]);
});

test('new containers start first where nothing forbids two', () => {
  expect(Object.values(Rollout).filter(startsFirst)).toEqual([Rollout.BLUE_GREEN, Rollout.OVERLAPPING, Rollout.HANDED_OVER]);
});
