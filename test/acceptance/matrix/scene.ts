import { Report } from '../report';

/** What was counted. */
export const report = new Report();
