import { succeed } from '../../command';
import { Prober } from '../../production/prober';
import { round } from '../../report';
import { ORIGIN, changeEdge, containers, deploy, report, requireOrder, users } from '../scene';

/** What users notice of another edge: nothing of another configuration, and a moment of another container. */
export function updating(): void {
  const edge = async () => (await succeed(['docker', 'inspect', '--format', '{{.Id}}', ...await containers('label=com.docker.compose.service=edge')])).stdout;

  test('another configuration is told to the container that runs, and no request is lost', async () => {
    const before = await edge();
    const load = await users();
    try {
      await changeEdge('maxBodySize: Size.mebibytes(11)');
      await deploy('edge-told');
      const { total } = await load.stop();
      report.add('the edge is told another configuration: requests, of which failed', `${total.requests}, ${total.failed}`);
      expect([total.failures, total.failed]).toEqual([[], 0]);
    } finally {
      load.close();
    }
    expect(await edge()).toBe(before);
  }, 300_000);

  test('another limit takes another container, and a pause', async () => {
    const before = await edge();
    const prober = new Prober(ORIGIN);
    await changeEdge('maxBodySize: Size.mebibytes(11), resources: { memory: Size.mebibytes(200) }');
    const { seconds } = await deploy('edge-replaced');
    await prober.stop();
    report.add('the edge is replaced: longest time without an answer', round(prober.longestSilence, 2), 's');
    expect(await edge()).not.toBe(before);
    expect(prober.longestSilence).toBeLessThan(seconds);
    await requireOrder();
  }, 300_000);
}
