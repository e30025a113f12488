import { Logger } from 'projen';
import {
  ContainerUser, ImageSource, Language, ServiceWeakness, Stack, StackProps, Target, UnacknowledgedWeaknesses, Weakness, WeaknessKind,
} from '../../src/model';
import { TestService, emptyStack, synthesized } from '../fixtures/stack';

/** A platform that finds what the test says. */
class TestTarget extends Target {
  constructor(stack: Stack, private readonly found: ServiceWeakness[], environment = stack.development) {
    super(stack, `Test-${environment.name}`, environment);
  }

  public override findWeaknesses(): ServiceWeakness[] {
    return this.found;
  }
}

function scene(props: StackProps = {}) {
  const stack = emptyStack(props);
  const service = new TestService(stack, 'tool', { image: ImageSource.reference('busybox:1'), user: ContainerUser.of(1000) });
  const open = { service, weakness: Weakness.openPort(90) };
  new TestTarget(stack, [open]);
  new TestTarget(stack, [open, { service, weakness: Weakness.rootUser() }], stack.production);
  return { stack, service };
}

/** The lines that a synthesis prints. */
function printed(stack: Stack): string[] {
  const lines: string[] = [];
  const spy = jest.spyOn(Logger.prototype, 'warn').mockImplementation((...text) => void lines.push(text.join(' ')));
  synthesized(stack);
  spy.mockRestore();
  return lines;
}

test('a synthesis names each weakness in a line, with all of its environments and the way to acknowledge it', () => {
  expect(printed(scene().stack)).toEqual([
    'service "tool" of stack "conductor" is less safe than by default in environments "development", "production": '
    + 'port 90 is open to the network; take that back, or say why it is meant: '
    + 'stack.acknowledge(stack.findService(\'tool\'), Weakness.openPort(90), \'why\')',
    expect.stringContaining('in environment "production": it runs as root;'),
  ]);
});

test('what is acknowledged is not named any more', () => {
  const { stack, service } = scene();
  stack.acknowledge(service, Weakness.openPort(90), 'the till reads it');
  stack.acknowledge(service, Weakness.rootUser(), 'binds a low port', stack.production);
  expect(printed(stack)).toEqual([]);
  expect(stack.weaknesses.map(({ reason }) => reason)).toEqual(['the till reads it', 'the till reads it', 'binds a low port']);
});

test('an acknowledgement of one environment says nothing of others, nor one of a port of another', () => {
  const { stack, service } = scene();
  stack.acknowledge(service, Weakness.openPort(90), 'the till reads it', stack.production);
  expect(printed(stack)).toEqual([
    expect.stringContaining('in environment "development": port 90 is open'), expect.stringContaining('it runs as root'),
  ]);
});

test('in a CI job it can be an error', () => {
  const { stack, service } = scene({ unacknowledged: UnacknowledgedWeaknesses.REFUSED });
  stack.acknowledge(service, Weakness.openPort(90), 'the till reads it');
  expect(() => synthesized(stack)).toThrow('in environment "production": it runs as root; take that back, or say why it is meant');
  stack.acknowledge(service, Weakness.rootUser(), 'binds a low port');
  expect(printed(stack)).toEqual([]);
});

test('what is acknowledged and not there is refused: it would hide what comes', () => {
  const { stack, service } = scene();
  stack.acknowledge(service, Weakness.openPort(91), 'the till reads it');
  stack.acknowledge(service, Weakness.rootUser(), 'binds a low port', stack.development);
  expect(stack.validate()).toEqual([
    'stack "conductor" acknowledges Weakness.openPort(91) of service "tool", which is not so in any environment: remove acknowledge',
    'stack "conductor" acknowledges Weakness.rootUser() of service "tool", which is not so in environment "development": remove acknowledge',
  ]);
});

test('a reason is asked for, once', () => {
  const { stack, service } = scene();
  expect(() => stack.acknowledge(service, Weakness.rootUser(), ' '))
    .toThrow('the reason why Weakness.rootUser() of service "tool" is acknowledged is empty: say why, in one line');
  expect(() => stack.acknowledge(service, Weakness.rootUser(), 'a\nb')).toThrow('one line of text');
  stack.acknowledge(service, Weakness.rootUser(), 'binds a low port');
  expect(() => stack.acknowledge(service, Weakness.rootUser(), 'again', stack.production)).toThrow('is acknowledged twice: acknowledge it once');
});

test('every kind can be written, and is said in every language', () => {
  const all = [
    Weakness.rootUser(), Weakness.unstatedUser(), Weakness.privileged(), Weakness.capability('SYS_ADMIN'), Weakness.newPrivileges(),
    Weakness.unconfined('seccomp:unconfined'), Weakness.hostNamespace('pid'), Weakness.hostPath('/it\'s'), Weakness.device('/dev/kvm'),
    Weakness.openPort(1), Weakness.openNetwork('shop'), Weakness.noHealthCheck(), Weakness.noLimit('memory'), Weakness.writableRoot(),
    Weakness.unpinnedImage('tool'),
  ];
  expect(all.map(({ kind }) => kind)).toEqual(Object.values(WeaknessKind));
  const said = all.flatMap((weakness) => [weakness.describe(Language.EN), weakness.describe(Language.PT_BR)]);
  expect(new Set(said).size).toBe(2 * all.length);
  expect(`${Weakness.hostPath('/it\'s')}`).toBe('Weakness.hostPath(\'/it\\\'s\')');
  expect(() => Weakness.openPort(0)).toThrow('the port of a weakness is 0');
});
