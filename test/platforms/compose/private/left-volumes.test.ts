import { mkdirSync, writeFileSync } from 'fs';
import * as path from 'path';
import { Logger, Project } from 'projen';
import { stringify } from 'yaml';
import { RedisService } from '../../../../src/services';
import { ContainerStack } from '../../../../src/stack';
import { emptyFolder, synthesized } from '../../../fixtures/stack';

/** The lines that are printed when a stack of that name with these services is written over what is there. */
function printed(folder: string, name: string, ...services: string[]): string[] {
  const stack = new ContainerStack(new Project({ name: 'shop', outdir: folder }), name, { adopt: ['docker-compose.yml'] });
  services.forEach((id, index) => new RedisService(stack, id, { hostPort: 7000 + index }));
  const lines: string[] = [];
  const spy = jest.spyOn(Logger.prototype, 'warn').mockImplementation((...text) => void lines.push(text.join(' ')));
  synthesized(stack);
  spy.mockRestore();
  return lines;
}

test('a renamed service says where its data stays, and how to go on with it', () => {
  const folder = emptyFolder();
  expect(printed(folder, 'shop', 'redis')).toEqual([]);
  expect(printed(folder, 'shop', 'cache')).toEqual([
    '"docker-compose.yml" has the volume "shop_redis_data" no more: engines that have it keep it with its data, and nothing uses it; '
    + '"shop" starts with "shop_cache_data", empty. To go on with the data, copy it before the start: '
    + 'docker run --rm -v shop_redis_data:/from:ro -v shop_cache_data:/to busybox:1 cp -a /from/. /to/',
  ]);
  expect(printed(folder, 'shop', 'cache')).toEqual([]);
});

test('so does a renamed stack', () => {
  const folder = emptyFolder();
  printed(folder, 'shop', 'redis');
  expect(printed(folder, 'store', 'redis')).toEqual([expect.stringMatching(/the volume "shop_redis_data" no more.*"store_redis_data"/)]);
});

test('what is taken away can be removed', () => {
  const folder = emptyFolder();
  printed(folder, 'shop', 'redis', 'cache');
  expect(printed(folder, 'shop', 'redis')).toEqual([expect.stringMatching(/"shop_cache_data" no more.*remove it there with: docker volume rm shop_cache_data$/)]);
});

test('a file that names no project has volumes that begin with the name of its folder, as Compose writes it', () => {
  const folder = path.join(emptyFolder(), 'My.Shop');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'docker-compose.yml'), 'services: { db: { image: postgres } }\nvolumes: { data: }\n');
  expect(printed(folder, 'shop', 'redis')).toContainEqual(expect.stringContaining('has the volume "myshop_data" no more'));
});

test('data goes to the volume that is mounted where it was, and what is mounted nowhere any more to none', () => {
  const folder = emptyFolder();
  const services = {
    web: { volumes: ['modules:/app/node_modules', './web:/app'] },
    cache: { volumes: ['cache:/data'] },
    queue: { volumes: [{ type: 'volume', source: 'queue', target: '/data' }] },
  };
  writeFileSync(path.join(folder, 'docker-compose.yml'), stringify({ name: 'old', services, volumes: { modules: null, cache: null, queue: null } }));
  const [modules, cache, queue] = printed(folder, 'shop', 'first', 'second');
  expect(modules).toMatch(/"old_modules" no more.*remove it there with: docker volume rm old_modules$/);
  expect(cache).toContain('-v old_cache:/from:ro -v shop_first_data:/to');
  expect(queue).toContain('-v old_queue:/from:ro -v shop_second_data:/to');
});
