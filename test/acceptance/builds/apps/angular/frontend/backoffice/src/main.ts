import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter } from '@angular/router';
import { provideServiceWorker } from '@angular/service-worker';

import { App } from './app';

const companies = () => import('./companies').then((m) => m.Companies);

bootstrapApplication(App, {
  providers: [
    provideRouter([{ path: 'companies', loadComponent: companies }]),
    provideServiceWorker('ngsw-worker.js', { registrationStrategy: 'registerImmediately' }),
  ],
}).catch((error: unknown) => console.error(error));
