export { readCompose } from './private/reading/compose';
