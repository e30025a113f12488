import { jobList } from './jobs';
import { Rollout, startsFirst } from '../../../../platforms/compose/plan/rollout';
import { ReleasedFacts, replaced } from '../../facts/production-facts';
import { code, md, numbered, table, when } from '../../markdown';
import { Section, Text, Voice } from '../../section';

const BESIDE = Object.values(Rollout).filter(startsFirst);

/** What a deploy does, step by step, with each kind of service. */
export const deploySteps: Section = (page) => {
  const { production: p, say, and } = page;
  if (!p) {
    return undefined;
  }
  const about = (ids: string[], text: (services: string) => Text) => ids.length === 0 ? undefined : say(text(and(ids)));
  const tried = and([...p.smokeRequests.map(({ path }) => path), ...p.smokeProgram ? [p.smokeProgram] : []]);
  const isTried = tried !== '';
  return md`
### ${say({ 'en': 'What happens in a deploy', 'pt-BR': 'O que acontece em um deploy' })}

${numbered([
  say({
    'en': 'Checks: Docker, variables, files, disk space, ports. If anything is missing, all of it is named, and nothing changes.',
    'pt-BR': 'Verificações: Docker, variáveis, arquivos, espaço em disco, portas. Se algo falta, tudo o que falta é dito, e nada muda.',
  }),
  say({
    'en': md`Lock: one deploy at a time, whoever starts it and from wherever: the container ''${p.lock}'', which never runs. \
      What a killed deploy has left behind is removed.`,
    'pt-BR': md`Trava: um deploy de cada vez, de quem for e de onde for: o container ''${p.lock}'', que nunca roda. \
      O que um deploy morto deixou é removido.`,
  }),
  p.images.length === 0 ? undefined : p.registry === undefined ? `Build: ${and(p.images)}.` : say({
    'en': md`Pull: ${and(p.images)}, from ''${p.registry}''.`,
    'pt-BR': md`Download: ${and(p.images)}, de ''${p.registry}''.`,
  }),
  about(replaced(p, Rollout.NEVER), (services) => ({
    'en': `Data: a deploy starts ${services} if necessary, and otherwise leaves them alone.`,
    'pt-BR': `Dados: um deploy só inicia ${services} se for preciso; fora isso, não toca neles.`,
  })),
  p.jobs.length === 0 ? undefined : say({
    'en': md`Jobs of the release, once each: ${jobList(p.jobs, page)}. \
      The previous release keeps serving. If one fails, the deploy ends here.`,
    'pt-BR': md`Tarefas do release, uma vez cada: ${jobList(p.jobs, page)}. \
      O release anterior ainda atende. Se uma falhar, o deploy para aqui.`,
  }),
  say({
    'en': md`What has changed: a service with the same configuration and the same image stays as it is. \
      If nothing has changed, no release is made.`,
    'pt-BR': md`O que mudou: um serviço com a mesma configuração e a mesma imagem continua como está. \
      Se nada mudou, nenhum release é feito.`,
  }),
  about(replaced(p, ...BESIDE), (services) => ({
    'en': md`The new containers of ${services} start beside the old ones, \
      and have to be healthy for ${p.settleSeconds} s (''SETTLE_SECONDS'').`,
    'pt-BR': md`Os novos containers de ${services} iniciam ao lado dos antigos, \
      e têm de ficar saudáveis por ${p.settleSeconds} s (''SETTLE_SECONDS'').`,
  })),
  !isTried || replaced(p, ...BESIDE).length === 0 ? undefined : say({
    'en': md`Smoke test: the new containers have to answer ${tried} as they should. They get no other requests yet.`,
    'pt-BR': md`Smoke test: os novos containers têm de responder ${tried} como devem. Ninguém mais os acessa ainda.`,
  }),
  about(replaced(p, Rollout.IN_PLACE), (services) => ({
    'en': `${services}: if changed, the old one stops and the new one starts.`,
    'pt-BR': `${services}: se mudou, o antigo para e o novo inicia.`,
  })),
  ...p.services.filter(({ rollout, liveFile }) => rollout === Rollout.IN_PLACE && liveFile).map(({ id, liveFile }) => say({
    'en': `${code(id)}, if only its ${liveFile} changed: the running container reloads it, without a pause.`,
    'pt-BR': `${code(id)}, se só o ${liveFile} mudou: o container em execução o recebe, sem pausa.`,
  })),
  about(replaced(p, Rollout.BLUE_GREEN), (services) => ({
    'en': `Traffic to ${services} is switched to the new ones.`,
    'pt-BR': `As requisições a ${services} passam para os novos.`,
  })),
  isTried ? say({
    'en': 'Smoke test again, through the entrance, as users do.',
    'pt-BR': 'Smoke test outra vez, pelo caminho que os usuários fazem.',
  }) : undefined,
  about(replaced(p, ...BESIDE, Rollout.IN_PLACE), () => ({
    'en': md`Watching: the new ones have to stay healthy for another ${p.watchSeconds} s (''WATCH_SECONDS'')\
      ${when(replaced(p, ...BESIDE).length > 0, ', with the old ones still there')}.`,
    'pt-BR': md`Observação: os novos têm de continuar saudáveis por mais ${p.watchSeconds} s (''WATCH_SECONDS'')\
      ${when(replaced(p, ...BESIDE).length > 0, ', com os antigos ainda ali')}.`,
  })),
  about(replaced(p, Rollout.CLOCK, Rollout.LAST), (services) => ({
    'en': `${services}: the old one stops, and only then the new one starts.`,
    'pt-BR': `${services}: o antigo para, e só então o novo inicia.`,
  })),
  say({
    'en': md`Record: the release is in service, in the volume ''${p.ledger}'' and so in the ''history''.`,
    'pt-BR': md`Registro: o release está em serviço, no volume ''${p.ledger}'' e, assim, no ''history''.`,
  }),
  about(replaced(p, ...BESIDE), () => ({
    'en': 'The old ones are drained, each within its own grace period, and removed.',
    'pt-BR': 'Os antigos terminam o que começaram, cada um no seu tempo, e são removidos.',
  })),
])}

${say({
  'en': md`If anything fails before the record, everything is undone, and the previous release keeps serving: \
    see [When a deploy fails](#when-a-deploy-fails).`,
  'pt-BR': md`Se algo falhar até o registro, tudo é desfeito, e o release anterior continua servindo: \
    veja [Quando um deploy falha](#quando-um-deploy-falha).`,
})}

${replacementTable(p.services, page)}

${say({ 'en': 'To watch for longer, this once:', 'pt-BR': 'Para observar por mais tempo, só desta vez:' })} \
${md`''SETTLE_SECONDS=30 WATCH_SECONDS=60 ${p.script} deploy''.`}
`;
};

/** How each service is replaced, and the time that its old containers have. */
function replacementTable(services: ReleasedFacts[], { say }: Voice): string {
  return table([
    say({ 'en': 'Service', 'pt-BR': 'Serviço' }),
    say({ 'en': 'How it is replaced', 'pt-BR': 'Como é substituído' }),
    say({ 'en': 'Time to finish', 'pt-BR': 'Tempo para terminar' }),
  ], services.map(({ id, rollout, grace }) => [code(id), say(ROLLOUTS[rollout]), grace]));
}

const ROLLOUTS: Record<Rollout, Text> = {
  [Rollout.BLUE_GREEN]: {
    'en': 'blue/green: the new one starts beside the old one, and all traffic is switched once it is healthy',
    'pt-BR': 'o novo inicia ao lado do antigo; as requisições mudam de uma vez, quando o novo está saudável',
  },
  [Rollout.OVERLAPPING]: {
    'en': 'overlapping: the new one starts beside the old one, and both serve until the old one stops',
    'pt-BR': 'o novo inicia ao lado do antigo; os dois respondem até que o antigo pare',
  },
  [Rollout.HANDED_OVER]: {
    'en': 'the new one starts beside the old one, which is drained: it finishes the tasks it has begun',
    'pt-BR': 'o novo inicia ao lado do antigo, que termina as tarefas que começou',
  },
  [Rollout.IN_PLACE]: {
    'en': md`the old one stops and the new one starts, because two cannot share a port: \
      only when it has changed itself, with a moment of downtime`,
    'pt-BR': md`o antigo para e o novo inicia, porque dois não podem ter a mesma porta: \
      só quando ele mesmo muda, e com um momento sem resposta`,
  },
  [Rollout.LAST]: {
    'en': 'last: the old one stops, and the new one starts',
    'pt-BR': 'por último: o antigo para, e o novo inicia',
  },
  [Rollout.CLOCK]: {
    'en': 'last: the old one stops before the new one starts, so that there are never two',
    'pt-BR': 'por último: o antigo para antes que o novo inicie, e nunca há dois',
  },
  [Rollout.JOB]: {
    'en': 'runs once for each release, before the new one takes over',
    'pt-BR': 'roda uma vez por release, antes da troca',
  },
  [Rollout.NEVER]: {
    'en': 'never; it is started if it is not running',
    'pt-BR': 'nunca; é iniciado se não estiver rodando',
  },
};
