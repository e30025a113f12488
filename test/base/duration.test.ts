import { Duration } from '../../src/base';

test.each([
  ['millis', Duration.millis(1500), 1500],
  ['seconds', Duration.seconds(90), 90_000],
  ['minutes', Duration.minutes(2), 120_000],
  ['hours', Duration.hours(1), 3_600_000],
  ['days', Duration.days(1), 86_400_000],
])('%s are kept in milliseconds', (_, duration, millis) => {
  expect(duration.toMillis()).toBe(millis);
});

test('a duration may be zero', () => {
  expect(Duration.seconds(0).toMillis()).toBe(0);
});

test('seconds have a fraction where there is one', () => {
  expect(Duration.millis(1500).toSeconds()).toBe(1.5);
});

test.each([1.001, 0.07, 5.07, 1.1, 2.3, 4.35, 1.005])('%d seconds are whole milliseconds, whatever the rounding of the computer', (seconds) => {
  expect(Duration.seconds(seconds).toMillis()).toBe(Number((seconds * 1000).toFixed(3)));
});

test.each([
  [() => Duration.seconds(-1), '-1 seconds'],
  [() => Duration.millis(0.5), '0.5 milliseconds'],
  [() => Duration.seconds(1.0005), '1.0005 seconds'],
  [() => Duration.minutes(NaN), 'NaN minutes'],
  [() => Duration.hours(Infinity), 'Infinity hours'],
  [() => Duration.days(1e12), '1000000000000 days'],
])('%# is refused with what is possible', (make, amount) => {
  expect(make).toThrow(`a duration of ${amount} is not possible: pass a finite amount of at least 0, in whole milliseconds`);
});

test('the shorter of two is known', () => {
  expect(Duration.seconds(1).isShorterThan(Duration.millis(1001))).toBe(true);
  expect(Duration.seconds(1).isShorterThan(Duration.millis(1000))).toBe(false);
});

test.each([[Duration.minutes(1.5), '90s'], [Duration.millis(500), '500ms'], [Duration.millis(1500), '1500ms'], [Duration.seconds(0), '0s']])(
  '%# reads as people write it', (duration, text) => {
    expect(duration.toString()).toBe(text);
  });
