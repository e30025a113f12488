import { Size } from '../../src/base';

test.each([
  [Size.kibibytes(1), 1024],
  [Size.mebibytes(1), 1_048_576],
  [Size.gibibytes(1), 1_073_741_824],
  [Size.gibibytes(1.5), 1_610_612_736],
])('units are binary: %s', (size, bytes) => {
  expect(size.toBytes()).toBe(bytes);
});

test.each([
  [Size.mebibytes(512), '512m'],
  [Size.mebibytes(1024), '1g'],
  [Size.gibibytes(1.5), '1536m'],
  [Size.kibibytes(1), '1k'],
  [Size.kibibytes(1.5), '1536'],
])('the largest unit that leaves a whole number is written: %s', (size, text) => {
  expect(size.toString()).toBe(text);
});

test.each([
  [() => Size.mebibytes(0), '0 MiB'],
  [() => Size.mebibytes(-1), '-1 MiB'],
  [() => Size.kibibytes(0.0001), '0.0001 KiB'],
  [() => Size.gibibytes(NaN), 'NaN GiB'],
  [() => Size.gibibytes(Infinity), 'Infinity GiB'],
])('%# is refused with what is possible', (make, amount) => {
  expect(make).toThrow(`a size of ${amount} is not possible: pass a finite amount above 0 that is a whole number of bytes`);
});

test.each([[Size.gibibytes(2), '2Gi'], [Size.mebibytes(512), '512Mi'], [Size.kibibytes(3), '3Ki'], [Size.kibibytes(0.5), '512']])('%s is %s for Kubernetes', (size, text) => {
  expect(size.toBinaryString()).toBe(text);
});
