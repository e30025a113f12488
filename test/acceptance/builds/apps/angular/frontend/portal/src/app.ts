import { Component, signal } from '@angular/core';
import { RouterLink, RouterOutlet } from '@angular/router';

/** Says what its configuration is, with the type of each value. */
@Component({
  selector: 'app-root',
  imports: [RouterLink, RouterOutlet],
  styles: ['h1 { color: rgb(40, 50, 60); }'],
  template: `
    <h1 i18n="@@welcome">Bem-vindo</h1>
    <p class="from-file" data-testid="config">{{ config() }}</p>
    <a routerLink="/companies" i18n="@@companies">Empresas</a>
    <router-outlet />
  `,
})
export class App {
  protected readonly config = signal('');

  constructor() {
    fetch('config.json')
      .then((answer) => answer.json())
      .then((values: unknown) => this.config.set(JSON.stringify(values)));
  }
}
