import { fastApi, Files, found } from '../scene';

function celery(files: Files) {
  return found({ 'requirements.txt': 'celery[redis]', ...files }).python[0]?.celery;
}

const TASKS = 'from celery import Celery\napp = Celery("shop")\n@app.task\ndef one(): ...\n';

test('an application with tasks has a worker', () => {
  expect(celery({ 'tasks.py': TASKS })).toMatchObject({
    app: { value: 'tasks', because: '`app = Celery(...)` in tasks.py' }, base: '.', processes: [{ kind: 'worker' }],
  });
});

test('one that only sends tasks has none', () => {
  expect(celery(fastApi({ 'requirements.txt': 'fastapi\ncelery' }, 'from celery import Celery\nc = Celery("api")\n'))).toBeUndefined();
});

test('a variable of another name is said', () => {
  expect(celery({ 'shop/worker.py': TASKS.replace(/\bapp\b/g, 'celery_app') })?.app.value).toBe('shop.worker:celery_app');
});

test('a worker is told the module with tasks, unless the application names it', () => {
  const files = { 'w/__init__.py': '', 'w/celery_app.py': 'from celery import Celery\napp = Celery("x")', 'w/tasks.py': 'from w.celery_app import app\n@app.task\ndef one(): ...' };
  expect(celery(files)?.app.value).toBe('w.tasks');
  expect(celery({ ...files, 'w/celery_app.py': 'from celery import Celery\napp = Celery("x", include=["w.tasks"])' })?.app.value).toBe('w.celery_app');
});

test('a schedule has a clock', () => {
  expect(celery({ 'tasks.py': `${TASKS}app.conf.beat_schedule = {}\n` })?.processes).toEqual([
    { kind: 'worker', because: '`app = Celery(...)` in tasks.py' }, { kind: 'beat', because: '`beat_schedule = {}` in tasks.py' },
  ]);
});

test('a Compose file says what runs, under which name and with which queues', () => {
  const compose = [
    'services:', '  mails:', '    build: .', '    command: celery -A tasks.app worker -Q mail,news -c 1', '  slow:', '    build: .',
    '    command: ["celery", "--app=tasks.app", "worker", "--queues", "slow"]', '  clock:', '    build: .',
    '    command: celery -A tasks.app beat -S redbeat.RedBeatScheduler', '  flower:', '    build: .', '    command: celery -A tasks.app flower',
  ].join('\n');
  const files = { 'tasks.py': TASKS, 'docker-compose.yml': compose };
  expect(celery(files)).toMatchObject({
    app: { value: 'tasks.app' },
    processes: [{ kind: 'worker', name: 'mails', queues: ['mail', 'news'] }, { kind: 'worker', name: 'slow', queues: ['slow'] },
      { kind: 'beat', name: 'clock', scheduler: 'redbeat.RedBeatScheduler' }],
  });
  expect(celery({ ...files, 'requirements.txt': 'celery[redis]\nflower' })?.processes).toHaveLength(4);
});
