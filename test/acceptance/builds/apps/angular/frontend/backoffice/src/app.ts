import { Component } from '@angular/core';
import { RouterLink, RouterOutlet } from '@angular/router';

@Component({
  selector: 'app-root',
  imports: [RouterLink, RouterOutlet],
  template: `
    <h1>Back office</h1>
    <a routerLink="/companies">Companies</a>
    <router-outlet />
  `,
})
export class App {}
