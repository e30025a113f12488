import { md, when } from '../../markdown';
import { Section } from '../../section';

/** What the script does. */
export const commands: Section = ({ facts: f, say, or }) => md`
## ${say({ 'en': 'Useful Commands', 'pt-BR': 'Comandos Úteis' })}

${say({ 'en': `All of them are in ${f.links.script}:`, 'pt-BR': `Todos estão em ${f.links.script}:` })}

'''bash
# ${say({ 'en': 'Show the containers and their health', 'pt-BR': 'Ver os containers e a saúde deles' })}
${f.script} status

# ${say({
  'en': 'Show and follow the logs of all services; Ctrl+C to stop',
  'pt-BR': 'Ver os logs de todos os serviços e acompanhá-los; Ctrl+C encerra',
})}
${f.script} logs

# ${say({ 'en': 'Show the logs of one', 'pt-BR': 'Ver os logs de um só' })}
${f.script} logs ${f.application}

# ${say({ 'en': 'Open a shell in the container', 'pt-BR': 'Acessar shell do container' })}
${f.script} shell ${f.application}

${when(f.watched, md`# ${say({
  'en': 'Start everything and send changes of sources into the containers; Ctrl+C ends that, and the containers go on',
  'pt-BR': 'Iniciar tudo e enviar as mudanças do código aos containers; Ctrl+C encerra o envio, e os containers continuam',
})}
${f.script} watch

`)}${when(f.tested.length > 0, md`# ${say({
  'en': 'Run the tests of one, in its container; arguments after the name go to the test program',
  'pt-BR': 'Executar os testes de um, no container dele; o que vem depois do nome é para o programa que os executa',
})}
${f.script} test ${f.tested[0]}

`)}# ${say({
  'en': 'Restart everything and wait until it is healthy again',
  'pt-BR': 'Reiniciar tudo e esperar até que esteja saudável de novo',
})}
${f.script} restart

# ${say({ 'en': 'Restart one', 'pt-BR': 'Reiniciar um só' })}
${f.script} restart ${f.application}

# ${say({ 'en': 'Complete rebuild: images from scratch, without cache', 'pt-BR': 'Rebuild completo: imagens do zero, sem cache' })}
${f.script} rebuild

# ${say({ 'en': 'Stop everything; data is kept', 'pt-BR': 'Parar tudo; os dados são mantidos' })}
${f.script} stop

# ${say({ 'en': 'Start everything; builds what has changed', 'pt-BR': 'Iniciar tudo; constrói o que mudou' })}
${f.script} start

# ${say({
  'en': 'Clean up: this project\'s containers, networks, volumes with their data, and images; asks first',
  'pt-BR': 'Limpar tudo: containers, redes, volumes com os dados e imagens deste projeto; pergunta antes',
})}
${f.script} clean

# ${say({ 'en': 'Show the help', 'pt-BR': 'Ver a ajuda' })}
${f.script} help
'''

${say({
  'en': md`''restart'', ''logs'', ''shell'' and ''rebuild'' take the name of a service: ${or(f.services.map(({ id }) => id))}.`,
  'pt-BR': md`''restart'', ''logs'', ''shell'' e ''rebuild'' aceitam o nome de um serviço: ${or(f.services.map(({ id }) => id))}.`,
})}
${say({
  'en': md`Without a name, ''shell'' opens ''${f.application}'', and the others are for all of them. ''clean --yes'' does not ask.`,
  'pt-BR': md`Sem o nome, ''shell'' abre ''${f.application}'', e os outros valem para todos. ''clean --yes'' não pergunta.`,
})}
${when(f.tested.length > 0, say({
  'en': md`''test'' takes ${or(f.tested)}, and with no name it is for ''${f.application}''.`,
  'pt-BR': md`''test'' aceita ${or(f.tested)} e, sem o nome, vale para ''${f.application}''.`,
}))}
`;
