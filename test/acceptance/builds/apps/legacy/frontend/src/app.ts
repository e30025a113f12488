import { Component } from '@angular/core';
import { RouterLink, RouterOutlet } from '@angular/router';

@Component({
  selector: 'app-root',
  standalone: true,
  imports: [RouterLink, RouterOutlet],
  template: `
    <h1>Legacy</h1>
    <a routerLink="/companies">Companies</a>
    <router-outlet />
  `,
})
export class App {}
