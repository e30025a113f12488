import { asset } from '../../../../src/base/assets';
import { choices } from '../choices';
import { restOf } from '../rest';
import { report } from '../scene';
import { sitesOf } from '../sites';
import { stackOf } from '../stacks';

const { structs } = JSON.parse(asset('props.json')) as { structs: { [struct: string]: { [property: string]: string } } };

/** Structs that no stack is made with, or of which other tests set each part, by what they are; each with its reason. */
const ELSEWHERE: Array<readonly [RegExp, string]> = [
  [/^Compose(?!Options)/, 'each typed key is read by Compose in "typed keys"'],
  [/^(BuildProxy|ExternalNetwork|NetworkAddressing)Options$/, 'mixins set typed keys, tried in test/platforms/compose/mixins.test.ts'],
  [/^(Parsed|Match|Expected)/, 'assertions read, and write nothing'],
  [/^(Probe|HttpProbe|TcpProbe|VolumeSource|ImageSourceConfig|SecretFile|ServiceWeakness|StackWeakness|Variable|VariableUse|ServiceSpec|ServiceTraits|Binding|Mount|Dependency)$/, 'what the model says of itself, made from other structs'],
  [/^(FrontendProps|NginxFrontendProps|NodeServerProps|PythonApplicationProps|PythonProcessProps|PythonProcessSpec|StackProps|KeyValueServiceProps|PythonServerOptions)$/, 'the parts that other structs have in common, and are set there'],
  [/^(Autoscaling|Claim|Gateway|Ingress|Kubernetes)\w*(Options|Props)$/, 'what is said to Kubernetes is tried in test/platforms/kubernetes'],
  [/^ContainerStackProjectOptions$/, 'a new repository is made in the part "project" and in test/project'],
  [/^(GitHubWorkflows|GitLabPipeline|RenovateConfig|Workflow)(Options|Props)$/, 'workflows are judged by their own tools in test/workflows'],
  [/^(KeyValueServer|PythonServerCall|ConnectionParts)$/, 'what services say to each other, made from their props'],
  [/^(CopyOptions|Dockerfile|Nginx|DockerIgnore)/, 'parts of files, tried in test/image and test/nginx'],
];

/** Options that no stack of the matrix sets, with the test that does, or the reason. */
const UNSET: { readonly [option: string]: string } = Object.fromEntries([
  ...['BackendServiceProps', 'CeleryWorkerProps', 'CeleryBeatProps', 'FlowerServiceProps'].flatMap((struct) =>
    ['context', 'workspace', 'modulePaths', 'requirementsFile', 'developmentRequirementsFile', 'developmentGroups', 'installInputs', 'buildSecrets', 'trustedCertificates'].map((name) => `${struct}.${name}`)),
  'ContainerStackProps.tasks',
  ...['SpaNginxFrontendProps', 'AngularNginxFrontendProps', 'NodeServerFrontendProps', 'AngularSsrFrontendProps'].flatMap((struct) =>
    ['context', 'workspace', 'installInputs', 'trustedCertificates'].map((name) => `${struct}.${name}`)),
].map((option) => [option, 'changes the build alone, tried in test/services: python-builds.test.ts, frontend-builds.test.ts and trusted-certificates.test.ts; tasks in test/stack']));

/** Every option of every construct is set by at least one stack of the matrix. */
export function settingOptions(): void {
  test('every option is set at least once, or it is said why not', () => {
    const set = optionsOf(() => {
      choices().forEach((choice) => stackOf(choice, '/nowhere'));
      restOf('/nowhere');
      sitesOf('/nowhere');
    });
    const names = Object.keys(structs).filter((struct) => !ELSEWHERE.some(([pattern]) => pattern.test(struct)));
    const options = names.flatMap((struct) => Object.keys(structs[struct]).map((property) => `${struct}.${property.replace('?', '')}`));
    expect(options.filter((option) => !set.has(option) && !(option in UNSET))).toEqual([]);
    expect(Object.keys(UNSET).filter((option) => set.has(option) || !options.includes(option))).toEqual([]);
    report.add('options that are set at least once', options.length - Object.keys(UNSET).length);
    report.add('options that are set elsewhere', Object.keys(UNSET).length);
  });
}

/** The options that constructs were made with meanwhile: each is checked where it was passed. */
function optionsOf(work: () => void): Set<string> {
  const found = new Set<string>();
  const checks = jest.requireActual<typeof import('../../../../src/base/props')>('../../../../src/base/props');
  const spy = jest.spyOn(checks, 'requireProps').mockImplementation((struct, value) => collect(struct, value, found));
  try {
    work();
  } finally {
    spy.mockRestore();
  }
  return found;
}

function collect(type: string, value: any, found: Set<string>): void {
  if (type.endsWith('[]') || type.endsWith('{}')) {
    Object.values(value ?? {}).forEach((each) => collect(type.slice(0, -2), each, found));
  } else if (structs[type] && value !== undefined) {
    for (const [name, each] of Object.entries(value).filter(([, one]) => one !== undefined)) {
      found.add(`${type}.${name}`);
      collect(structs[type][name] ?? structs[type][`${name}?`] ?? '', each, found);
    }
  }
}
