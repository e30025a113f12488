import { Proposal, Repository } from '../../../src/init';
import { Facts, factsOf } from '../../../src/init/private/facts';
import { folderWith } from '../../fixtures/stack';

/** Files of a repository, by path. */
export interface Files {
  readonly [file: string]: string;
}

export function repositoryOf(files: Files): Repository {
  return new Repository(folderWith(files));
}

/** What is found in a repository with these files. */
export function found(files: Files): Facts {
  return factsOf(repositoryOf(files));
}

/** The proposal for a repository with these files, in TypeScript. */
export function proposed(files: Files): string {
  return Proposal.of(repositoryOf(files))!.typescript();
}

/** A FastAPI application at the root, with requirements. */
export function fastApi(more: Files = {}, code = ''): Files {
  return {
    'requirements.txt': 'fastapi\nuvicorn\n',
    'app/__init__.py': '',
    'app/main.py': `from fastapi import FastAPI\n\napp = FastAPI()\n${code}`,
    ...more,
  };
}
