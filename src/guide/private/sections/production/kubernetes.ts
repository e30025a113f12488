import { md, when } from '../../markdown';
import { Section } from '../../section';

/** How an environment is released to a cluster, where one is written for Kubernetes. */
export const kubernetes: Section = ({ clusters, say }) => clusters.length === 0 ? undefined : md`
## Kubernetes

${clusters.map((cluster) => md`
### ${say({ 'en': `The ${cluster.environment} environment on a cluster`, 'pt-BR': `O ambiente ${cluster.environment} em um cluster` })}

${say({
  'en': md`The manifests are in ''${cluster.folder}''; everything of the environment is in the namespace ''${cluster.namespace}''. \
    Images are pulled from ''${cluster.registry}'', where CI has pushed them under the id of the release. \
    Which cluster is meant: ''kubectl config current-context''.`,
  'pt-BR': md`Os manifestos estão em ''${cluster.folder}''; tudo do ambiente fica no namespace ''${cluster.namespace}''. \
    As imagens vêm de ''${cluster.registry}'', para onde a CI as enviou com o id do release. \
    Qual é o cluster: ''kubectl config current-context''.`,
})}

${when(cluster.secret !== undefined, say({
  'en': md`Before the first deploy, fill in a copy of ''${cluster.folder}/secrets.example.yaml'' that is in no commit, and apply it: \
    it makes the Secret ''${cluster.secret ?? ''}''.`,
  'pt-BR': md`Antes do primeiro deploy, preencha uma cópia de ''${cluster.folder}/secrets.example.yaml'' que não esteja em nenhum commit \
    e aplique-a: ela cria o Secret ''${cluster.secret ?? ''}''.`,
}))}

'''bash
${cluster.script} deploy --dry-run
${cluster.script} deploy
${cluster.script} status
${cluster.script} rollback
${cluster.script} history
${cluster.service === undefined ? '' : `${cluster.script} exec ${cluster.service} -- sh`}
'''

${say({
  'en': 'If anything fails, the release before it keeps serving, with its settings. Claims and secrets are never removed.',
  'pt-BR': 'Se algo falhar, o release anterior continua em serviço, com a sua configuração. Claims e segredos nunca são removidos.',
})}
`).join('\n\n')}
`;
