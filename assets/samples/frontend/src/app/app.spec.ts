import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { ComponentFixture, TestBed } from '@angular/core/testing';

import { App } from './app';

describe('the page', () => {
  let page: ComponentFixture<App>;
  let api: HttpTestingController;

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting()],
    });
    api = TestBed.inject(HttpTestingController);
    page = TestBed.createComponent(App);
    page.detectChanges();
  });

  it('shows the contacts that the API knows', async () => {
    api.expectOne('/api/contacts').flush([{ name: 'Ada', email: 'ada@example.com' }]);
    await page.whenStable();
    expect(page.nativeElement.querySelector('li').textContent).toBe('Ada, ada@example.com');
  });

  it('says so when the API does not answer', async () => {
    api.expectOne('/api/contacts').error(new ProgressEvent('error'));
    await page.whenStable();
    expect(page.nativeElement.querySelector('[role=alert]').textContent).toContain('try again');
  });
});
