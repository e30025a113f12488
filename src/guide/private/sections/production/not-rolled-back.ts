import { jobList } from './jobs';
import { code, md, when } from '../../markdown';
import { Section } from '../../section';

/** What a rollback leaves as it is. */
export const notRolledBack: Section = (page) => {
  const { production: p, say, and } = page;
  if (!p) {
    return undefined;
  }
  const saved = and(p.saved.map(({ id }) => id));
  return md`
### ${say({ 'en': 'What does not go back', 'pt-BR': 'O que não volta' })}

${[
  `- ${p.saved.length > 0 ? say({
    'en': `**Data** (${saved}) and volumes: what the new release has written stays written. Only a [backup](#backup) brings them back.`,
    'pt-BR': `**Dados** (${saved}) e volumes: o que o release novo gravou continua gravado. Só um [backup](#backup) os traz de volta.`,
  }) : say({
    'en': '**Data** and volumes: what the new release has written stays written.',
    'pt-BR': '**Dados** e volumes: o que o release novo gravou continua gravado.',
  })}`,
  ...p.jobs.length === 0 ? [] : [`- ${say({
    'en': `**Jobs of the release** (${jobList(p.jobs, page)}): a rollback neither runs nor undoes them.`,
    'pt-BR': `**Tarefas do release** (${jobList(p.jobs, page)}): um rollback não as executa nem as desfaz.`,
  })}`],
  `- ${say({
    'en': md`**Variables** of ${p.envFile.code}${when(p.secretFiles.length > 0, ` and secrets of ${code(p.secretsFolder)}`)}: \
      the present ones apply. Do not delete one that a kept release still needs.`,
    'pt-BR': md`**Variáveis** de ${p.envFile.code}${when(p.secretFiles.length > 0, ` e segredos de ${code(p.secretsFolder)}`)}: \
      valem os atuais. Não apague um de que um release guardado ainda precisa.`,
  })}`,
  ...p.requiredFiles.length === 0 ? [] : [`- ${say({
    'en': `**Files that only you have** (${p.requiredFiles.flatMap(({ files }) => files).join(', ')}): the present ones apply.`,
    'pt-BR': `**Arquivos que só você tem** (${p.requiredFiles.flatMap(({ files }) => files).join(', ')}): valem os atuais.`,
  })}`],
].join('\n')}
`;
};
