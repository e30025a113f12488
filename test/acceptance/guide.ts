/** A command in a guide, and the heading above it. */
export interface GuideCommand {
  readonly section: string;
  /** The line as it stands there. */
  readonly line: string;
}

export interface GuideLink {
  readonly text: string;
  readonly target: string;
}

/** What a guide in Markdown says: its headings, links, and the commands in its `bash` blocks. */
export class Guide {
  public readonly headings: string[] = [];
  public readonly links: GuideLink[] = [];
  public readonly commands: GuideCommand[] = [];

  public constructor(public readonly text: string) {
    let fence: string | undefined;
    let unfinished = '';
    for (const line of text.split('\n')) {
      const [, language] = /^\s*```(\w*)/.exec(line) ?? [];
      if (language !== undefined) {
        fence = fence === undefined ? language : undefined;
      } else if (fence === undefined) {
        this.readProse(line);
      } else if (fence === 'bash') {
        unfinished += line.trim();
        if (unfinished.endsWith('\\')) {
          unfinished = unfinished.slice(0, -1);
        } else {
          this.readCommand(unfinished);
          unfinished = '';
        }
      }
    }
  }

  /** The names that GitHub gives to the headings, for links within the page. */
  public get anchors(): string[] {
    const seen = new Map<string, number>();
    return this.headings.map((heading) => {
      const slug = heading.toLowerCase().replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '').replace(/ /g, '-');
      const times = seen.get(slug) ?? 0;
      seen.set(slug, times + 1);
      return times === 0 ? slug : `${slug}-${times}`;
    });
  }

  /** Whether the command stands between two headings: after the first, and before the second. */
  public isBetween({ section }: GuideCommand, first: string, second: string): boolean {
    const at = this.headings.indexOf(section);
    return at >= this.headings.indexOf(first) && at < this.headings.indexOf(second);
  }

  private readProse(line: string): void {
    const [, heading] = /^#{1,6} +(.*?) *#*$/.exec(line) ?? [];
    if (heading !== undefined) {
      this.headings.push(heading.replace(/[`*]/g, ''));
    }
    for (const [, text, target] of line.matchAll(/\[([^\]]*)\]\(([^)\s]+)\)/g)) {
      this.links.push({ text, target });
    }
  }

  private readCommand(line: string): void {
    if (line !== '' && !line.startsWith('#')) {
      this.commands.push({ section: this.headings[this.headings.length - 1], line });
    }
  }
}
