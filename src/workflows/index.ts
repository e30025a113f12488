export * from './github-workflows';
export * from './gitlab-pipeline';
export * from './renovate-config';
export * from './workflow-options';
