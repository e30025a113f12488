import { md } from '../../markdown';
import { Section } from '../../section';

/** A container may not write where it wants to; where one may not. */
export const readOnlyFileSystem: Section = ({ facts: { readOnly, application, compose }, say }) => readOnly.length > 0 && md`
### Read-only file system

${say({
  'en': md`This is on purpose: a container writes only to volumes, to mounted folders and to folders in memory (''tmpfs''), \
    such as ''/tmp''. Which ones those are:`,
  'pt-BR': md`É de propósito: um container só escreve nos volumes, nas pastas montadas e nas pastas em memória (''tmpfs''), \
    como ''/tmp''. Quais são:`,
})}

'''bash
${compose} config ${readOnly.includes(application) ? application : readOnly[0]}
'''
`;
