import { DockerfileTemplate, StackSnapshot } from '../../src/assertions';
import { Service } from '../../src/model';
import { ContainerStack, ContainerStackProps } from '../../src/stack';
import { emptyProject } from '../fixtures/stack';

/** A snapshot is there to be read: most have 20 to 80 lines, the head of a Caddyfile and the facts of a release a few more. */
const MOST_LINES = 100;

/** An empty stack whose files are looked at. */
export function shop(props: ContainerStackProps = {}): ContainerStack {
  return new ContainerStack(emptyProject(), 'shop', props);
}

/**
 * Compares a part of what is written with what was reviewed. Snapshots never update themselves: `npx projen snapshots:update` does, when a
 * change was meant.
 */
export function expectReviewed(text: string): void {
  expect(text.split('\n').length).toBeLessThanOrEqual(MOST_LINES);
  expect(text).toMatchSnapshot();
}

/** What the Compose file of development says about a service. */
export function inDevelopment(service: Service): string {
  return StackSnapshot.of(service.stack).service(service.id).files(['docker-compose.yml']).toString();
}

/** What the Compose file of production says about a service. */
export function inProduction(service: Service): string {
  return StackSnapshot.of(service.stack).service(service.id).files(['docker-compose.prod.yml']).toString();
}

/** The only file of a service, or of a stack, that matches a pattern. */
export function fileOf(scope: Service | ContainerStack, pattern: string): string {
  const texts = Object.values(StackSnapshot.of(scope).files([pattern]).toJSON());
  expect(texts).toHaveLength(1);
  return texts[0];
}

/** The Dockerfile of a service. */
export function dockerfileOf(service: Service): DockerfileTemplate {
  return DockerfileTemplate.fromString(fileOf(service, `docker/${service.id}/Dockerfile`));
}
