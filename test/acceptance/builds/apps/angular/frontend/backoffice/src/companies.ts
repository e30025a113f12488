import { Component } from '@angular/core';

@Component({ selector: 'app-companies', template: '<h2>List of companies</h2>' })
export class Companies {}
