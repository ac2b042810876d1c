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

createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={newQueryClient()}>
      <RouterProvider router={createBrowserRouter(routes)} />
    </QueryClientProvider>
  </StrictMode>,
);
