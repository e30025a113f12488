import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import fc from 'fast-check';
import { Project } from 'projen';
import { ContainerStack, EnvValue, GenericService, GenericServiceProps, HealthCheck, ImageSource, Volume } from '../../../../src';
import { SEED, expectSentence, text } from '../../../properties/texts';
import { run } from '../../command';
import { report } from '../scene';

const TEXTS = 6_000;
const ARRIVED = 3_000;
const SERVICES = 100;

/** A service as Compose prints it; the parts that are looked at. */
interface PrintedService {
  readonly command: string[];
  readonly environment: { readonly [name: string]: string };
  readonly healthcheck: { readonly test: string[] };
  readonly labels: { readonly [name: string]: string };
  readonly tmpfs: string[];
  readonly volumes: Array<{ readonly target: string }>;
}

/** Where a text is put, and where it is then in what Compose prints; without that, it is only in the way of what stands around it. */
interface Place {
  readonly props?: (value: string, id: string) => Partial<GenericServiceProps>;
  readonly override?: string;
  readonly printed?: (service: PrintedService) => string;
  /** How Compose writes the same by itself. */
  readonly as?: (value: string) => string;
}

const PLACES: { readonly [where: string]: Place } = {
  'a word of a command': { props: (value) => ({ command: ['true', value] }), printed: ({ command }) => command[1] },
  'a word of a health check': {
    props: (value) => ({ healthCheck: HealthCheck.command(['true', value]) }),
    printed: ({ healthcheck }) => healthcheck.test[2],
  },
  'a variable': { props: (value) => ({ environment: { A: EnvValue.of(value) } }), printed: ({ environment }) => environment.A },
  'a part of a variable': {
    props: (value) => ({ environment: { A: EnvValue.join(EnvValue.of(value), EnvValue.variable('X'), EnvValue.of(value)) } }),
    printed: ({ environment: { A } }) => A.slice(0, A.length / 2),
  },
  'a default': {
    props: (value, id) => ({ environment: { A: EnvValue.variable(variable(id), { defaultValue: value }) } }),
    printed: ({ environment }) => environment.A,
  },
  'a secret of development': {
    props: (value, id) => ({ environment: { A: EnvValue.secret(variable(id), { developmentValue: value }) } }),
    printed: ({ environment }) => environment.A,
  },
  'a folder in memory': { props: (value) => ({ writablePaths: [value] }), printed: ({ tmpfs }) => tmpfs[0] },
  'a folder of a volume': {
    props: (value) => ({ mounts: [Volume.named('data').mountAt(value)] }),
    printed: ({ volumes }) => volumes[0].target,
    as: cleanPath,
  },
  'a description': { props: (value) => ({ description: value }) },
  'a description of a variable': {
    props: (value, id) => ({ environment: { A: EnvValue.variable(`REQUIRED_${variable(id)}`, { required: true, description: value }) } }),
  },
  'a label': { override: 'labels.a', printed: ({ labels }) => labels.a },
};

function cleanPath(folder: string): string {
  return path.posix.normalize(folder).replace(/(?<=.)\/$/, '');
}

function variable(id: string): string {
  return id.replace('-', '_').toUpperCase();
}

function put(stack: ContainerStack, id: string, { props, override }: Place, value: string): void {
  const service = new GenericService(stack, id, {
    image: ImageSource.reference('busybox:1'), healthCheck: HealthCheck.command(['true']), ...props?.(value, id),
  });
  if (override !== undefined) {
    // Compose reads it as it is
    stack.compose.override(service, override, value.replace(/\$/g, '$$$$'));
  }
}

function emptyStack(outdir: string): ContainerStack {
  return new ContainerStack(new Project({ name: 'texts', outdir }), 'texts');
}

/** What a stack says against a text. */
function refusals(outdir: string, place: Place, value: string): string[] {
  const stack = emptyStack(outdir);
  try {
    put(stack, 'tool', place, value);
  } catch (error) {
    return [(error as Error).message];
  }
  return stack.node.findAll().flatMap((construct) => construct.node.validate());
}

/** The services of a stack of texts, as Compose reads them; for each text with which it reads nothing, what it says. */
async function readByCompose(outdir: string, texts: Array<readonly [Place, string]>): Promise<Array<PrintedService | string>> {
  const stack = emptyStack(outdir);
  texts.forEach(([place, value], index) => put(stack, `tool-${index}`, place, value));
  writeFileSync(path.join(outdir, 'docker-compose.yml'), stack.files.find((file) => file.path === 'docker-compose.yml')!.render());
  const required = Object.fromEntries(texts.map((_, index) => [`REQUIRED_TOOL_${index}`, 'is there']));
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...required };
  const { code, stdout, stderr } = await run(['docker', 'compose', 'config', '--format', 'json'], { cwd: outdir, env });
  if (code !== 0 && texts.length > 1) {
    const half = Math.floor(texts.length / 2);
    return [...await readByCompose(outdir, texts.slice(0, half)), ...await readByCompose(outdir, texts.slice(half))];
  }
  return code === 0 ? texts.map((_, index) => JSON.parse(stdout).services[`tool-${index}`]) : [stderr];
}

/** Compose has a YAML parser of its own, which takes other things amiss than those that unit tests read with. */
export function readingTexts(): void {
  test(`of ${TEXTS} texts each is refused with a sentence, or Compose reads it as it is (PROPERTY_SEED=${SEED})`, async () => {
    const outdir = mkdtempSync(path.join(tmpdir(), 'reading-texts-'));
    const places = Object.entries(PLACES);
    const accepted = fc.sample(text, { numRuns: TEXTS, seed: SEED }).flatMap((value, index) => {
      const [where, place] = places[index % places.length];
      const problems = refusals(outdir, place, value);
      problems.forEach((problem) => expectSentence({ where, value }, problem));
      return problems.length === 0 ? [{ where, place, value }] : [];
    });

    const misread: object[] = [];
    for (let first = 0; first < accepted.length; first += SERVICES) {
      const part = accepted.slice(first, first + SERVICES);
      const services = await readByCompose(outdir, part.map(({ place, value }) => [place, value] as const));
      part.forEach(({ where, place, value }, index) => {
        const service = services[index];
        // what Compose prints can be read by it again: a dollar is written twice
        const read = typeof service === 'string' ? service : place.printed?.(service).replace(/\$\$/g, '$') ?? value;
        if (read !== value && read !== place.as?.(value)) {
          misread.push({ where, value, read });
        }
      });
    }
    expect(misread).toEqual([]);
    expect(new Set(accepted.map(({ where }) => where))).toEqual(new Set(Object.keys(PLACES)));
    expect(accepted.length).toBeGreaterThanOrEqual(ARRIVED);
    report.add('texts that were refused with a sentence', TEXTS - accepted.length);
    report.add('texts that Compose reads as they are', accepted.length);
    rmSync(outdir, { recursive: true, force: true });
  }, 900_000);
}
