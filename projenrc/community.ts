import { Component, YamlFile, type cdk } from 'projen';

/** The actions that projen names by their tags, each by the commit of its tag: a tag can be moved, a commit cannot. */
const COMMITS = {
  'actions/setup-node': '820762786026740c76f36085b0efc47a31fe5020', // v7.0.0
  'actions/setup-python': '5fda3b95a4ea91299a34e894583c3862153e4b97', // v7.0.0
};

/** What people meet who write to this repository: forms for issues, and workflows that run nothing which can be changed behind our back. */
export class Community extends Component {
  constructor(project: cdk.JsiiProject) {
    super(project);
    for (const [action, commit] of Object.entries(COMMITS)) {
      project.github?.actions.set(action, `${action}@${commit}`);
    }
    new YamlFile(project, '.github/ISSUE_TEMPLATE/bug.yml', { obj: BUG });
    new YamlFile(project, '.github/ISSUE_TEMPLATE/idea.yml', { obj: IDEA });
    new YamlFile(project, '.github/ISSUE_TEMPLATE/config.yml', {
      obj: {
        blank_issues_enabled: true,
        contact_links: [{
          name: 'A vulnerability',
          url: 'https://github.com/projen-container-stack/projen-container-stack/security/advisories/new',
          about: 'Please tell us in private first: see SECURITY.md.',
        }],
      },
    });
  }
}

const BUG = {
  name: 'Something is wrong',
  description: 'A generated file, a script, a health check or a message is not as it should be',
  labels: ['bug'],
  body: [
    textarea('projenrc', 'What the project says', {
      description: 'The part of .projenrc.ts (or .js, .py) that it takes to see it. Leave out what is secret.', render: 'typescript',
    }),
    textarea('happened', 'What happens', { description: 'The command, and what it says; for a container, what `docker-dev.sh logs` or `doctor` says.' }),
    textarea('expected', 'What you expected', {}),
    input('versions', 'Versions', 'projen-container-stack, projen, Node.js (or Python), Docker and Docker Compose'),
    {
      type: 'dropdown',
      id: 'where',
      attributes: { label: 'Where', options: ['synthesis (npx projen)', 'development', 'production', 'a workflow of CI', 'documentation'] },
      validations: { required: true },
    },
  ],
};

const IDEA = {
  name: 'Something is missing',
  description: 'A service, an option or a page',
  labels: ['enhancement'],
  body: [
    textarea('task', 'What you want to do', { description: 'The task, before the solution: what runs where, and what gets in the way today.' }),
    { ...textarea('today', 'How you do it today', { description: 'An override, a patch, a script of your own?' }), validations: { required: false } },
  ],
};

function textarea(id: string, label: string, more: { description?: string; render?: string }): object {
  return { type: 'textarea', id, attributes: { label, ...more }, validations: { required: true } };
}

function input(id: string, label: string, description: string): object {
  return { type: 'input', id, attributes: { label, description }, validations: { required: true } };
}
