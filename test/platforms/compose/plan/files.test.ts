import { DataServices, EnvValue } from '../../../../src/model';
import { BackendService, MongoService } from '../../../../src/services';
import { ContainerStack } from '../../../../src/stack';
import { composeTemplate } from '../../../fixtures/compose';
import { emptyProject, synthesized } from '../../../fixtures/stack';

function scene() {
  const stack = new ContainerStack(emptyProject(), 'shop', { production: { dataServices: DataServices.IN_STACK } });
  const staging = stack.addEnvironment('staging', { internalPorts: false });
  stack.addReleases(staging);
  const mongodb = new MongoService(stack, 'mongodb', { database: 'shop' });
  const backend = new BackendService(stack, 'backend', {
    app: 'app.main:app', connectTo: [mongodb], environment: { TOKEN: EnvValue.secret('TOKEN') },
  });
  [stack.production, staging].forEach((environment) => environment.configure(backend, { secretFiles: true }));
  return { stack, staging };
}

test('a backup of one environment is not another\'s', () => {
  const files = synthesized(scene().stack);
  expect(files['scripts/docker-prod.sh']).toContain('backup_folder=backups\n');
  expect(files['scripts/docker-staging.sh']).toContain('backup_folder=backups-staging\n');
});

test('neither is a secret', () => {
  const { stack, staging } = scene();
  expect(composeTemplate(stack, stack.production).toJSON().secrets.TOKEN.file).toBe('./secrets/TOKEN');
  expect(composeTemplate(stack, staging).toJSON().secrets.TOKEN.file).toBe('./secrets-staging/TOKEN');
});

test('git ignores all of them', () => {
  const { '.gitignore': text } = synthesized(scene().stack);
  expect(text.split('\n')).toEqual(expect.arrayContaining(['/backups/', '/backups-staging/', '/secrets/', '/secrets-staging/']));
});
