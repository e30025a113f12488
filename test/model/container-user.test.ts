import { ContainerUser } from '../../src/model';

test('a user and a group are numbers', () => {
  expect(ContainerUser.of(999, 1000)).toMatchObject({ uid: 999, gid: 1000, isOwnerOfSources: false });
  expect(ContainerUser.of(999, 1000).toString()).toBe('999:1000');
});

test('the group is the user\'s own unless another is named', () => {
  expect(ContainerUser.of(1000).toString()).toBe('1000:1000');
});

test('whoever owns the sources has no number before they are there', () => {
  expect(ContainerUser.ownerOfSources()).toMatchObject({ uid: undefined, gid: undefined, isOwnerOfSources: true });
});

test.each([-1, 1.5, NaN, 4_294_967_295])('%d is no number of a user or group', (number) => {
  expect(() => ContainerUser.of(number)).toThrow(`the uid of a container's user is ${number}: allowed are whole numbers from 0 to 4294967294`);
  expect(() => ContainerUser.of(0, number)).toThrow(`the gid of a container's user is ${number}`);
});
