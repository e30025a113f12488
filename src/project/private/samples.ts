import { readdirSync } from 'fs';
import type { FirstStack, FirstStackShape } from './first-stack';
import { asset, assetFolder } from '../../base/assets';
import { Language } from '../../model';
import { PythonPackages } from '../../services';

/** Files by their path in a folder. */
export interface Files {
  readonly [file: string]: string;
}

/** The backend of a new repository. */
export function backendFiles(first: FirstStack): Files {
  const written = Object.assign({}, ...first.backendSamples().map(samples));
  const { application, development } = first.requirements();
  return first.shape.packages === PythonPackages.UV
    ? { ...written, 'pyproject.toml': pyproject(application, development) }
    : { ...written, 'requirements.txt': lines(application), 'requirements-dev.txt': lines(development) };
}

/** The frontend of a new repository. */
export function frontendFiles(): Files {
  return samples('frontend');
}

/** What people read first. */
export function readme({ name, frontend, language }: FirstStackShape): string {
  const { text, page, tests } = README[language];
  return `# ${name}\n\n\`\`\`bash\n./scripts/docker-dev.sh start\n\`\`\`\n\n${text(frontend ? page : '', frontend ? tests : '')}`;
}

const README = {
  [Language.EN]: {
    page: 'the page is at http://localhost:4200,\n',
    tests: ',\n`./scripts/docker-dev.sh test frontend` those of the frontend',
    text: (page: string, tests: string) => `builds and starts everything, with the changes of your editor: ${page}\
the API at http://localhost:8000/docs.
\`./scripts/docker-dev.sh test\` runs the tests of the backend${tests}.

What there is, and how it runs, is said in \`.projenrc.ts\`. After a change of it: \`npx projen\` (on a fresh clone, after \`npm ci\`).
Development, releases and what to do when something does not work: [docs/DOCKER_SETUP.md](docs/DOCKER_SETUP.md).
`,
  },
  [Language.PT_BR]: {
    page: 'a página fica em http://localhost:4200,\n',
    tests: ',\n`./scripts/docker-dev.sh test frontend`, os do frontend',
    text: (page: string, tests: string) => `constrói e inicia tudo, com as mudanças do seu editor: ${page}\
a API fica em http://localhost:8000/docs.
\`./scripts/docker-dev.sh test\` executa os testes do backend${tests}.

O que existe, e como roda, está em \`.projenrc.ts\`. Depois de alterá-lo: \`npx projen\` (em um clone novo, depois de \`npm ci\`).
Desenvolvimento, releases e o que fazer quando algo não funciona: [docs/DOCKER_SETUP.md](docs/DOCKER_SETUP.md).
`,
  },
};

function samples(folder: string): Files {
  const root = `samples/${folder}`;
  const names = readdirSync(assetFolder(root), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(assetFolder(root).length + 1).replaceAll('\\', '/'));
  return Object.fromEntries(names.sort().map((name) => [name, asset(`${root}/${name}`)]));
}

function lines(items: string[]): string {
  return items.map((item) => `${item}\n`).join('');
}

/** The same packages, of which `uv.lock` has the versions. */
function pyproject(application: string[], development: string[]): string {
  const list = (items: string[]) => items.map((item) => `  "${item.replace('==', '>=')}",\n`).join('');
  return `[project]
name = "backend"
version = "0.0.0"
requires-python = ">=3.11"
dependencies = [
${list(application)}]

[dependency-groups]
dev = [
${list(development)}]

[tool.uv]
package = false
`;
}
