import { Duration } from '../../src/base';
import { Environment } from '../../src/model';
import { healthy } from '../fixtures/stack';

describe('a port of the host', () => {
  const inside = new Environment('inside', { internalPorts: true });
  const outside = new Environment('outside', { internalPorts: false });

  test.each([
    ['any port', {}, true, false],
    ['an entrance', { entrance: true }, true, true],
    ['what is no entrance', { entrance: false }, true, false],
    ['a port that is published whatever the policy', { published: true }, true, true],
    ['a port that is published nowhere', { published: false }, false, false],
    ['an entrance that is published nowhere', { entrance: true, published: false }, false, false],
  ])('%s', (_, port, withInternal, withoutInternal) => {
    expect(inside.publishes({ port: 80, ...port })).toBe(withInternal);
    expect(outside.publishes({ port: 80, ...port })).toBe(withoutInternal);
  });
});

test('a check runs as often as it says, and at least as often as the environment wants', () => {
  const environment = new Environment('hurried', { healthCheckInterval: Duration.seconds(10) });
  const intervalOf = (seconds: number) => environment.intervalOf(healthy({ interval: Duration.seconds(seconds) })).toSeconds();
  expect([intervalOf(30), intervalOf(5)]).toEqual([10, 5]);
  expect(new Environment('calm').intervalOf(healthy({ interval: Duration.seconds(30) })).toSeconds()).toBe(30);
});
