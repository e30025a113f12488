import { CommentStyle, EnvValue, Mount, Service, Volume } from '../../model';
import { ProgramFile } from '../../model/program-file';
import { ContentSecurityPolicy } from '../../nginx';
import { SpaNginxFrontendProps } from '../nginx-frontend-props';

/** The program, inside the container. */
const PROGRAM = '/etc/frontend/development-policy.cjs';

/** What gives the pages of a development server a content security policy. */
export interface DevelopmentPolicy {
  readonly environment: { readonly [name: string]: EnvValue };
  readonly mounts: Mount[];
}

/** Production's policy, only reported, where nothing else is said; none where none is sent. Writes the program that adds it. */
export function developmentPolicyOf(
  frontend: Service, folder: string, { developmentPolicy, securityHeaders }: SpaNginxFrontendProps,
): DevelopmentPolicy {
  const policy = developmentPolicy ?? (securityHeaders?.contentSecurityPolicy ?? ContentSecurityPolicy.of())._reported;
  if (policy._header === undefined) {
    return { environment: {}, mounts: [] };
  }
  const program = `${folder}/development-policy.cjs`;
  new ProgramFile(frontend, program, { asset: 'node/development-policy.cjs', comment: CommentStyle.SLASHES });
  return {
    environment: {
      NODE_OPTIONS: EnvValue.of(`--require=${PROGRAM}`),
      DEVELOPMENT_POLICY_HEADER: EnvValue.of(policy._header),
      DEVELOPMENT_POLICY: EnvValue.of(policy._development),
    },
    mounts: [Volume.repositoryFile(program).mountReadOnlyAt(PROGRAM)],
  };
}
