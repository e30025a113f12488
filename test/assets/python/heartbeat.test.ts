import { spawnSync } from 'child_process';
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'fs';
import * as path from 'path';
import { Duration } from '../../../src/base';
import { ImageHelper, heartbeatCheck } from '../../../src/services/private/heartbeat';
import { emptyFolder } from '../../fixtures/stack';

const python = ['python3', 'python'].find((name) => spawnSync(name, ['--version']).error === undefined);
const testWithPython = python ? test : test.skip;
if (!python) {
  test.skip('SKIPPED: this machine has no Python, so no heartbeat was run', () => undefined);
}

function run(...args: string[]) {
  return spawnSync(python!, args, { encoding: 'utf-8' });
}

/** The exit code of the check, with the file in a folder of the test. */
function check(seconds: number, folder: string): number | null {
  const [, ...args] = heartbeatCheck('worker', Duration.seconds(seconds)).probe()!;
  return run(...args.map((arg) => arg.replace('"/tmp/', `"${folder}/`))).status;
}

testWithPython('a service whose heart has just beaten is healthy', () => {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, 'celery-worker.heartbeat'), '');
  expect(check(30, folder)).toBe(0);
});

testWithPython('a service whose heart has not beaten for too long is not', () => {
  const folder = emptyFolder();
  const file = path.join(folder, 'celery-worker.heartbeat');
  writeFileSync(file, '');
  utimesSync(file, new Date(), new Date(Date.now() - 31_000));
  expect(check(30, folder)).toBe(1);
});

testWithPython('a service whose heart has never beaten is not', () => {
  expect(check(30, emptyFolder())).toBe(1);
});

/** Celery's part, as far as the two helpers use it. */
const CELERY: { [file: string]: string } = {
  'celery/__init__.py': '',
  'celery/signals.py': 'class Signal:\n    def connect(self, weak=True):\n        def keep(receiver):\n            self.receiver = receiver\n            return receiver\n        return keep\nheartbeat_sent, task_prerun, task_postrun, worker_ready, worker_shutting_down = [Signal() for _ in range(5)]\n',
  'kombu/__init__.py': '',
  'kombu/utils/__init__.py': '',
  'kombu/utils/imports.py': 'class Scheduler:\n    name = None\n    def tick(self, *args, **kwargs):\n        return 5\n    def apply_async(self, entry):\n        if entry is None:\n            raise OSError\n        return entry\ndef symbol_by_name(name):\n    Scheduler.name = name\n    return Scheduler\n',
};

function withCelery(helper: ImageHelper, program: string) {
  const folder = emptyFolder();
  const source = readFileSync(path.join(__dirname, `../../../assets/python/${helper}.py`), 'utf-8').replace('"/tmp/', `"${folder}/`);
  for (const [file, text] of Object.entries({ ...CELERY, [`${helper}.py`]: source, 'main.py': program })) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return run(path.join(folder, 'main.py'));
}

testWithPython('a heartbeat of the worker touches the file', () => {
  const { stdout, stderr } = withCelery(ImageHelper.WORKER_HEARTBEAT, `
import celery_worker_heartbeat as helper
from celery.signals import heartbeat_sent
print(helper.HEARTBEAT.exists())
heartbeat_sent.receiver(sender=None)
print(helper.HEARTBEAT.exists())
`);
  expect([stdout, stderr]).toEqual(['False\nTrue\n', '']);
});

/** A consumer of the pool whose class is in the module. */
const consumerOf = (module: string) => `type("Consumer", (), {"pool": type("TaskPool", (), {"__module__": "${module}"})()})()`;

testWithPython('a task in the solo pool, which takes the place of the main loop, speaks for it', () => {
  const { stdout, stderr } = withCelery(ImageHelper.WORKER_HEARTBEAT, `
import time
import celery_worker_heartbeat as helper
from celery.signals import task_postrun, task_prerun, worker_ready
task_prerun.receiver(task_id="1")
worker_ready.receiver(sender=${consumerOf('celery.concurrency.solo')})
time.sleep(0.5)
print(helper.HEARTBEAT.exists())
task_postrun.receiver(task_id="1")
helper.HEARTBEAT.unlink()
time.sleep(2.5)
print(helper.HEARTBEAT.exists())
`);
  expect([stdout, stderr]).toEqual(['True\nFalse\n', '']);
});

testWithPython('a task in another pool does not: its process is not the worker', () => {
  const { stdout } = withCelery(ImageHelper.WORKER_HEARTBEAT, `
import time
import celery_worker_heartbeat as helper
from celery.signals import task_prerun, worker_ready
task_prerun.receiver(task_id="1")
worker_ready.receiver(sender=${consumerOf('celery.concurrency.prefork')})
time.sleep(0.5)
print(helper.HEARTBEAT.exists())
`);
  expect(stdout).toBe('False\n');
});

testWithPython.each([
  ['prefork', 'Warm', 'asked to give up'],
  ['threads', 'Warm', 'asked to give up'],
  ['prefork', 'Cold', 'left alone'],
  ['solo', 'Warm', 'given back'],
  ['gevent', 'Warm', 'given back'],
])('in a %s worker, a task that takes longer than a %s shutdown may take is %s', (pool, how, expected) => {
  const { stdout, stderr, status } = withCelery(ImageHelper.WORKER_HEARTBEAT, `
import os, signal, time
os.environ["CELERY_GRACEFUL_SHUTDOWN_SECONDS"] = "0.2"
import celery_worker_heartbeat as helper
from celery.signals import worker_ready, worker_shutting_down
consumer = ${consumerOf(`celery.concurrency.${pool}`)}
channel = type("Channel", (), {"qos": type("QoS", (), {"restore_unacked": lambda self: print("given back", flush=True)})()})()
consumer.task_consumer = type("TaskConsumer", (), {"channel": channel})()
asked = []
signal.signal(signal.SIGQUIT, lambda *_: asked.append(True))
worker_ready.receiver(sender=consumer)
worker_shutting_down.receiver(sender=None, sig="SIGTERM", how="${how}", exitcode=0)
deadline = time.monotonic() + 2.5
while not asked and time.monotonic() < deadline:
    time.sleep(0.05)
print("asked to give up" if asked else "left alone")
`);
  expect([stdout, stderr, status]).toEqual([`${expected}\n`, '', 0]);
});

testWithPython('a tick of beat touches the file, and takes as long as the scheduler says', () => {
  const { stdout, stderr } = withCelery(ImageHelper.BEAT_HEARTBEAT, `
import celery_beat_heartbeat as helper
scheduler = helper.Scheduler()
print(scheduler.name, helper.HEARTBEAT.exists())
print(scheduler.tick(), helper.HEARTBEAT.exists())
`);
  expect([stdout, stderr]).toEqual(['celery.beat:PersistentScheduler False\n5 True\n', '']);
});

testWithPython('a task that could not be sent keeps beat from touching the file, until the broker is reached again', () => {
  const { stdout, stderr } = withCelery(ImageHelper.BEAT_HEARTBEAT, `
import celery_beat_heartbeat as helper
scheduler = helper.Scheduler()
scheduler.reaches_broker = lambda: reached
try:
    scheduler.apply_async(None)
except OSError:
    pass
for reached in False, True:
    scheduler.tick()
    print(helper.HEARTBEAT.exists())
helper.HEARTBEAT.unlink()
print(scheduler.apply_async("sent"), scheduler.tick(), helper.HEARTBEAT.exists())
`);
  expect([stdout, stderr]).toEqual(['False\nTrue\nsent 5 True\n', '']);
});

testWithPython('beat\'s scheduler is the one that was chosen', () => {
  const { stdout } = withCelery(ImageHelper.BEAT_HEARTBEAT, `
import os
os.environ["CELERY_BEAT_SCHEDULER"] = "redbeat.RedBeatScheduler"
import celery_beat_heartbeat as helper
print(helper.Scheduler.name)
`);
  expect(stdout).toBe('redbeat.RedBeatScheduler\n');
});
