import { each, md, when } from '../../markdown';
import { Section } from '../../section';
import { volumeTable } from '../parts';

/** How data is saved, where there is some. */
export const backup: Section = (page) => {
  const { production: p, say, and } = page;
  return p && p.saved.length > 0 && md`
## Backup

'''bash
# ${say({ 'en': 'Back up', 'pt-BR': 'Salvar os dados de' })} ${and(p.saved.map(({ id }) => id)).replace(/`/g, '')}
${p.script} backup
${when(p.saved.length > 1, md`
# ${say({ 'en': 'Back up one only', 'pt-BR': 'Salvar os de um só' })}
${p.script} backup ${p.saved[0].id}
`)}
# ${say({ 'en': 'Show the backups', 'pt-BR': 'Ver os backups' })}
ls -l ${p.backups}
'''

${say({
  'en': md`Each file in ''${p.backups}'' is named after the service and the time (UTC), and nobody else reads it; git ignores the folder. \
    It gets its name once verified; ''.about'' beside it has its SHA-256. How many stay: ''keepBackups'' and ''keepBackupsFor''.`,
  'pt-BR': md`Cada arquivo de ''${p.backups}'' tem o nome do serviço e a hora (UTC), e só você o lê; o git ignora a pasta. \
    Quando tem seu nome, já foi lido de volta; ''.about'' ao lado tem o SHA-256. Quantos ficam: ''keepBackups'' e ''keepBackupsFor''.`,
})}
${each(p.saved.filter(({ paused }) => paused), ({ id }) => say({
  'en': md`''${id}'' is paused while it is copied, so its clients wait for a moment.`,
  'pt-BR': md`''${id}'' fica parado enquanto é copiado: por um momento, quem o usa espera.`,
}))}

${say({
  'en': 'Make one a day, and one before each deploy that migrates data. With cron:',
  'pt-BR': 'Faça um por dia, e um antes de cada deploy que migra dados. Com o cron:',
})}

'''text
0 3 * * * ${p.scriptOnServer} backup
'''

${say({
  'en': 'A backup on the same disk is lost with it: copy each file to another machine.',
  'pt-BR': 'Um backup no mesmo disco se perde com ele: copie cada arquivo para outra máquina.',
})}${when(p.unsavedVolumes.length > 0, say({
  'en': ` The volumes of ${and(p.unsavedVolumes)} are not part of the backup.`,
  'pt-BR': ` Os volumes de ${and(p.unsavedVolumes)} não fazem parte do backup.`,
}))} ${say({ 'en': 'All volumes:', 'pt-BR': 'Todos os volumes:' })}

${volumeTable(p.volumes, page)}

### ${say({ 'en': 'Change a data service, or a secret', 'pt-BR': 'Mudar um serviço de dados, ou um segredo' })}

'''bash
# ${say({
  'en': 'Replace a data service that differs from the release; no deploy does',
  'pt-BR': 'Substituir um serviço de dados que difere do release; nenhum deploy faz isso',
})}
${p.script} upgrade ${p.saved[0].id}

# ${say({
  'en': 'Give its password a new value, in it and in all that use it; secrets of the application by their variable',
  'pt-BR': 'Dar um novo valor à senha dele, nele e em tudo o que o usa; segredos da aplicação, pelo nome da variável',
})}
${p.script} rotate ${p.saved[0].id} --generate
'''
`;
};
