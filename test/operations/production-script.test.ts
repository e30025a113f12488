import { writeFileSync } from 'fs';
import { ReleasableRepository, releasableStack } from './production-fixture';
test('x', () => {
  const t0 = Date.now();
  const r = new ReleasableRepository(releasableStack().stack);
  const t1 = Date.now();
  const o = r.run(['deploy', '--release', 'r1']);
  const t2 = Date.now();
  writeFileSync('/tmp/w/out', JSON.stringify([r.containers(), r.images(), r.state('current'), r.history(), t1 - t0, t2 - t1, o.calls.length], null, 1));
  r.change('backend', '2');
  const p = r.run(['deploy', '--release', 'r2']);
  const t3 = Date.now();
  r.fate('backend', 'running 0 unhealthy');
  r.change('backend', '3');
  const q = r.run(['deploy', '--release', 'r3']);
  writeFileSync('/tmp/w/out2', [p.stdout, p.stderr, t3 - t2, p.calls.map((c) => JSON.stringify(c)).join('\n'), Date.now()-t3, q.stdout, q.stderr, r.state('current'), r.containers().join(' ')].join('\n'));
});
