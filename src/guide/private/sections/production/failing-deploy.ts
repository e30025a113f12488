import { Rollout } from '../../../../platforms/compose/plan/rollout';
import { ProductionFacts, replaced } from '../../facts/production-facts';
import { code, md, table } from '../../markdown';
import { Section, Text } from '../../section';

/** A message of the script. */
interface Message {
  /** Whether this stack can get it; `true` where it is not said. */
  readonly possible?: boolean;
  /** The words that it is known by. */
  readonly says: Text;
  /** What a deploy that fails with it has changed; nothing where it is not said. */
  readonly changed?: Text;
  readonly whatToDo: Text;
}

/** What a failed deploy leaves, and what its message means. */
export const failingDeploy: Section = ({ production: p, say }) => p && md`
## ${say({ 'en': 'When a deploy fails', 'pt-BR': 'Quando um deploy falha' })}

${say({
  'en': md`The previous release keeps serving: what was started is removed, and requests stay with the old containers. \
    The command says why,`,
  'pt-BR': md`O release anterior continua servindo: o que foi iniciado é removido, e as requisições ficam com os containers antigos. \
    O comando diz o motivo`,
})}
${say({
  'en': md`shows the last lines of the container that failed and what its health check answered, \
    and exits with a code other than 0.`,
  'pt-BR': md`e mostra as últimas linhas do container que falhou e o que o health check dele respondeu; \
    termina com um código diferente de 0.`,
})}

'''bash
# ${say({ 'en': 'What is in service', 'pt-BR': 'O que está em serviço' })}
${p.script} status

# ${say({ 'en': 'The attempts, and why they failed', 'pt-BR': 'As tentativas, e por que falharam' })}
${p.script} history

# ${say({ 'en': 'The logs of what runs', 'pt-BR': 'Os logs do que está rodando' })}
${p.script} logs ${p.application}
'''

${table([
  say({ 'en': 'Message', 'pt-BR': 'Mensagem' }),
  say({ 'en': 'What has changed', 'pt-BR': 'O que mudou' }),
  say({ 'en': 'What to do', 'pt-BR': 'O que fazer' }),
], messages(p).filter(({ possible }) => possible ?? true).map(({ says, changed, whatToDo }) => [
  code(say(says)),
  say(changed ?? { 'en': 'nothing', 'pt-BR': 'nada' }),
  say(whatToDo),
]))}
`;

function messages(p: ProductionFacts): Message[] {
  const { envFile } = p;
  return [{
    possible: p.required.length > 0,
    says: { 'en': 'has no value', 'pt-BR': 'está sem valor' },
    whatToDo: { 'en': `give the variable a value in ${envFile.code}`, 'pt-BR': `dê um valor à variável em ${envFile.code}` },
  }, {
    possible: p.variables.some(({ secret, required }) => secret || required),
    says: { 'en': 'only a placeholder, or publicly known', 'pt-BR': 'só um exemplo, ou é público' },
    whatToDo: {
      'en': md`replace it in ${envFile.code} by one of yours: ''openssl rand -hex 32''`,
      'pt-BR': md`troque-o em ${envFile.code} por um seu: ''openssl rand -hex 32''`,
    },
  }, {
    possible: p.requiredFiles.length > 0 || p.secretFiles.length > 0,
    says: { 'en': 'is missing or empty', 'pt-BR': 'não existe ou está vazio' },
    whatToDo: {
      'en': 'put the file in its place: [First deploy](#first-deploy)',
      'pt-BR': 'ponha o arquivo no lugar: [Primeiro deploy](#primeiro-deploy)',
    },
  }, {
    possible: p.published.length > 0,
    says: { 'en': 'is in use by', 'pt-BR': 'está em uso' },
    whatToDo: {
      'en': `stop what uses the port, or move the port in ${envFile.code}`,
      'pt-BR': `encerre quem usa a porta, ou mude-a em ${envFile.code}`,
    },
  }, {
    says: { 'en': 'MiB are free', 'pt-BR': 'MiB livres' },
    whatToDo: { 'en': '[make room](#no-space-for-a-release)', 'pt-BR': '[libere espaço](#sem-espaço-para-um-release)' },
  }, {
    says: { 'en': 'The lock has been held since', 'pt-BR': 'A trava está desde' },
    whatToDo: {
      'en': '[wait, or release the lock](#interrupted-deploy)',
      'pt-BR': '[espere, ou devolva a trava](#deploy-interrompido)',
    },
  }, {
    possible: p.images.length > 0,
    says: { 'en': 'an image could not be built', 'pt-BR': 'não foi possível construir uma imagem' },
    whatToDo: { 'en': 'the error of the build is above', 'pt-BR': 'o erro do build está acima' },
  }, {
    possible: p.jobs.length > 0,
    says: { 'en': 'the job of ... failed', 'pt-BR': 'a tarefa de ... falhou' },
    changed: { 'en': 'what the job has written already', 'pt-BR': 'o que a tarefa já gravou' },
    whatToDo: {
      'en': 'its output is above; fix it and deploy again: it runs once more',
      'pt-BR': 'a saída dela está acima; corrija e faça o deploy de novo: ela roda outra vez',
    },
  }, {
    says: { 'en': 'could not be started', 'pt-BR': 'não foi possível iniciar' },
    whatToDo: { 'en': 'what Docker answered is above', 'pt-BR': 'o que o Docker respondeu está acima' },
  }, {
    says: { 'en': 'did not become healthy within', 'pt-BR': 'não ficou saudável em' },
    whatToDo: {
      'en': 'read the last lines: is a variable missing? a service that does not answer?',
      'pt-BR': 'leia as últimas linhas: falta uma variável? um serviço que não responde?',
    },
  }, {
    says: { 'en': 'did not stay healthy', 'pt-BR': 'não continuou saudável' },
    whatToDo: {
      'en': 'the container exited or its health check failed: read the last lines',
      'pt-BR': 'o container terminou ou o health check falhou: leia as últimas linhas',
    },
  }, {
    possible: replaced(p, Rollout.BLUE_GREEN).length > 0,
    says: { 'en': 'traffic could not be switched', 'pt-BR': 'não foi possível mudar o tráfego' },
    whatToDo: {
      'en': md`see whether the service that passes them on is healthy: ''status''`,
      'pt-BR': md`veja se quem as distribui está saudável: ''status''`,
    },
  }, {
    says: { 'en': 'it was interrupted', 'pt-BR': 'foi interrompido' },
    whatToDo: { 'en': '[deploy again](#interrupted-deploy)', 'pt-BR': '[faça o deploy de novo](#deploy-interrompido)' },
  }, {
    possible: p.images.length > 0,
    says: { 'en': 'is no longer on this engine', 'pt-BR': 'não está mais neste Docker' },
    whatToDo: {
      'en': 'the image of that release is gone: check out its revision and deploy',
      'pt-BR': 'um rollback sem a imagem: faça checkout da revisão e um deploy',
    },
  }, {
    says: { 'en': 'No release is in service', 'pt-BR': 'Nenhum release está em serviço' },
    changed: { 'en': 'it is the first deploy', 'pt-BR': 'é o primeiro deploy' },
    whatToDo: {
      'en': 'there is nothing to go back to: fix it and deploy again',
      'pt-BR': 'não há para onde voltar: corrija e faça o deploy de novo',
    },
  }];
}
