import { EXCEPTIONS } from './exceptions';

/** What a tool says against a file. */
export interface Finding {
  readonly tool: string;
  readonly rule: string;
  /** Where, and what. */
  readonly text: string;
}

const needed = new Set<object>();

/** Those of them that no exception allows. */
export function unexpected(findings: Finding[]): Finding[] {
  return findings.filter((finding) => {
    const exception = EXCEPTIONS.find(({ tool, rule, about }) =>
      tool === finding.tool && rule === finding.rule && (about?.test(finding.text) ?? true));
    if (exception !== undefined) {
      needed.add(exception);
    }
    return exception === undefined;
  });
}

/** The exceptions for a tool that no finding has needed. */
export function unneeded(tool: string): string[] {
  return EXCEPTIONS.filter((exception) => exception.tool === tool && !needed.has(exception)).map(({ rule }) => rule);
}
