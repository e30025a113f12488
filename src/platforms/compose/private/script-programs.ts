import { CommentStyle, Language, Stack } from '../../../model';
import { ProgramFile } from '../../../model/program-file';

/** Where the programs of a stack's scripts are, relative to the repository's root. */
export function programFolder(stack: Stack): string {
  return `${stack.scriptsFolder}/container-stack`;
}

/** Writes programs beside the scripts that consist of them, unless another script of the stack has done so. */
export function addPrograms(stack: Stack, programs: string[]): void {
  for (const program of programs) {
    const path = `${programFolder(stack)}/${program}.sh`;
    if (!stack.node.children.some((child) => child instanceof ProgramFile && child.path === path)) {
      new ProgramFile(stack, path, { asset: `bash/${fileOf(program, stack.language)}.sh`, comment: CommentStyle.HASH });
    }
  }
}

function fileOf(program: string, language: Language): string {
  return program === 'messages' ? `messages/${language}` : program;
}
