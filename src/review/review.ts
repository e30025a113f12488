import { compare } from './private/comparison';
import { Level } from './private/finding';
import { MARKDOWN, TEXT, reportOf } from './private/report';
import { GitRepository } from './private/revision/git';
import { writtenFiles } from './private/revision/written-files';
import { IRevision } from './revision';

/** What a change means for the containers of a repository. */
export interface Review {
  /** Whether something in it can make a stack less safe, or lose data. */
  readonly isRisky: boolean;
  /** Whether anything is said at all. */
  readonly isChange: boolean;
  /** For a terminal. */
  readonly text: string;
  /** For a comment on a pull request. */
  readonly markdown: string;
}

/** Says what a change means, from what is written before it and after it. */
export function review(before: IRevision, after: IRevision): Review {
  const findings = compare(writtenFiles(before), writtenFiles(after));
  return {
    isRisky: findings.some(({ level }) => level === Level.RISKY),
    isChange: findings.length > 0,
    text: reportOf(findings, before.name, after.name, TEXT),
    markdown: reportOf(findings, before.name, after.name, MARKDOWN),
  };
}

/** The git repository around a folder, with what is below that folder. */
export function repositoryAt(folder: string): GitRepository {
  return new GitRepository(folder);
}
