import { Component } from '@angular/core';

@Component({
  selector: 'app-companies',
  styles: ['h2 { color: rgb(70, 80, 90); }'],
  template: '<h2 i18n="@@list">Lista de empresas</h2>',
})
export class Companies {}
