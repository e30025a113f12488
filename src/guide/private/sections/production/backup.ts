import { each, md, when } from '../../markdown';
import { Section } from '../../section';
import { volumeTable } from '../parts';

/** How data is saved, where there is some. */
export const backup: Section = (page) => {
  const { production: p, say, and } = page;
  return p && p.saved.length > 0 && md`
## Backup

'''bash
# ${say({ 'en': 'Save the data of', 'pt-BR': 'Salvar os dados de' })} ${and(p.saved.map(({ id }) => id)).replace(/`/g, '')}
${p.script} backup
${when(p.saved.length > 1, md`
# ${say({ 'en': 'Save that of one only', 'pt-BR': 'Salvar os de um só' })}
${p.script} backup ${p.saved[0].id}
`)}
# ${say({ 'en': 'Show the backups', 'pt-BR': 'Ver os backups' })}
ls -l ${p.backups}

# ${say({ 'en': 'Remove those that are older than 30 days', 'pt-BR': 'Remover os que têm mais de 30 dias' })}
find ${p.backups} -type f -mtime +30 -delete
'''

${say({
  'en': md`Each file in ''${p.backups}'' is named after the service and the time (UTC), and nobody else reads it; git ignores the folder.`,
  'pt-BR': md`Cada arquivo de ''${p.backups}'' tem o nome do serviço e a hora (UTC), e só você o lê; o git ignora a pasta.`,
})}
${each(p.saved.filter(({ paused }) => paused), ({ id }) => say({
  'en': md`''${id}'' stands still while it is copied: for a moment, those who use it wait.`,
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
`;
};
