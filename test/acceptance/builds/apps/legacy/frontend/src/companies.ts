import { Component } from '@angular/core';

@Component({ selector: 'app-companies', standalone: true, template: '<h2>List of companies</h2>' })
export class Companies {}
