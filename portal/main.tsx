import './without-eval.ts';
import '@fontsource-variable/ibm-plex-sans/wght.css';
import './design/portal.scss';
import './design/theme.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { newQueryClient } from './api/queries.ts';
import { routes } from './routes.tsx';

const place = document.getElementById('portal');
if (place === null) throw new Error('index.html has no place for the portal.');

// Asked for with the first page's code, so that its text does not come in another font first and jump; where it does not come, the other one stays.
document.fonts.load('1rem "IBM Plex Sans Variable"').catch(() => undefined);
const router = createBrowserRouter(routes);
if (router.state.initialized) show(place);
else {
  // What index.html shows meanwhile has the shape of a page already: it stays until there is one.
  const stop = router.subscribe(({ initialized }) => {
    if (!initialized) return;
    stop();
    show(place);
  });
}

function show(root: HTMLElement): void {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={newQueryClient()}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
