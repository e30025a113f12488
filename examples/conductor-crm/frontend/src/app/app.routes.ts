import { Routes } from '@angular/router';

import { LeadsPage } from './leads/leads-page';

export const routes: Routes = [
  { path: '', pathMatch: 'full', component: LeadsPage, title: 'Leads | Conductor CRM' },
  {
    path: 'companies',
    loadComponent: () => import('./companies/companies-page').then((m) => m.CompaniesPage),
    title: 'Empresas | Conductor CRM',
  },
  { path: '**', redirectTo: '' },
];
