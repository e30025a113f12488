import { CommentStyle, Language, Stack } from '../../../model';
import { ProgramFile } from '../../../model/program-file';

/** Writes programs beside the scripts that consist of them, unless another script of the stack has done so. */
export function addPrograms(stack: Stack, folder: string, programs: string[]): void {
  for (const program of programs) {
    const path = `${folder}/${program}.sh`;
    if (!stack.node.children.some((child) => child instanceof ProgramFile && child.path === path)) {
      new ProgramFile(stack, path, { asset: `bash/${fileOf(program, stack.language)}.sh`, comment: CommentStyle.HASH });
    }
  }
}

function fileOf(program: string, language: Language): string {
  return program === 'messages' ? `messages/${language}` : program;
}
