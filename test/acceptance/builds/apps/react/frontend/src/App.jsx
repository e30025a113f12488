import { lazy, Suspense, useState } from 'react';

const Companies = lazy(() => import('./Companies.jsx'));
const RELEASE = '1';

export function App() {
  const [path, setPath] = useState(window.location.pathname);
  const open = (event) => {
    event.preventDefault();
    window.history.pushState({}, '', '/companies');
    setPath('/companies');
  };
  return (
    <>
      <h1>React {RELEASE}</h1>
      <a href="/companies" onClick={open}>Companies</a>
      <Suspense>{path === '/companies' && <Companies />}</Suspense>
    </>
  );
}
