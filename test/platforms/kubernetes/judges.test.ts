import { mkdirSync, writeFileSync } from 'fs';
import * as path from 'path';
import { exampleStack, writtenFor } from './fixture';
import { findings, isHere } from '../../fixtures/judges';
import { emptyFolder } from '../../fixtures/stack';

/** What kube-score calls critical and is meant, with the reason. */
const MEANT: { readonly [sentence: string]: string } = {
  'The container is running with a low user ID': 'the official images say as whom they run, and their volumes belong to it',
  'The container running with a low group ID': 'as above',
  'ImagePullPolicy is not set to Always': 'the script names images by digest, which never change: the registry need not be asked again',
  'Ephemeral Storage limit is not set': 'a pod that logs more than somebody has guessed would be evicted; root file systems are read-only',
  'Ephemeral Storage request is not set': 'as above',
  'Container has the same readiness and liveness probe': 'it is asked the same, and killed after twice as many failures',
  'Deployment few replicas': 'one of each is the default; `replicas` says how many',
};

describe('programs that judge manifests', () => {
  const { stack, cluster } = exampleStack();
  const { files } = writtenFor(stack, cluster);
  const folder = emptyFolder();
  Object.entries(files).forEach(([file, text]) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  });
  const manifests = Object.keys(files).filter((file) => !file.endsWith('kustomization.yaml'));

  const judged = (program: string, what: string, judge: () => void) => {
    if (isHere(program)) {
      test(`${program}: ${what}`, judge, 120_000);
    } else {
      test.skip(`SKIPPED: this machine has no ${program}, so the manifests were not checked with it`, () => undefined);
    }
  };

  for (const version of ['1.30', '1.37']) {
    judged('kubernetes-validate', `nothing is wrong for ${version}`, () => {
      expect(findings('kubernetes-validate', ['--strict', '--quiet', '-k', version, ...manifests], folder)).toBe('');
    });
  }

  judged('kubernetes-validate', 'a probe that is misspelt is found', () => {
    writeFileSync(path.join(folder, 'misspelt.yaml'), files['backend.yaml'].replace('readinessProbe', 'readynessProbe'));
    expect(findings('kubernetes-validate', ['--strict', '--quiet', '-k', '1.35', 'misspelt.yaml'], folder)).toContain('readynessProbe');
  });

  judged('kube-score', 'all that it would have otherwise is meant', () => {
    const lines = findings('kube-score', ['score', '--output-format=ci', '--kubernetes-version=v1.30', ...manifests], folder)
      .split('\n').filter((line) => /^\[(CRITICAL|WARNING)\]/.test(line));
    const sentences = new Set(lines.map((line) => line.replace(/^.*?: (\(\S+\) )?/, '')));
    expect([...sentences].sort()).toEqual(Object.keys(MEANT).sort());
  });
});
