import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter } from '@angular/router';

import { App } from './app';

const companies = () => import('./companies').then((m) => m.Companies);

bootstrapApplication(App, {
  providers: [provideRouter([{ path: 'companies', loadComponent: companies }])],
}).catch((error: unknown) => console.error(error));
