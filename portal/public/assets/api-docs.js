// The readable reference: swagger-ui, served from here, so that it works without the internet and under the strict policy.
const dark = matchMedia('(prefers-color-scheme: dark)');
const paint = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', paint);
paint();

globalThis.SwaggerUIBundle({
  url: '/api/openapi.json',
  domNode: document.getElementById('reference'),
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  deepLinking: true,
  tryItOutEnabled: false,
  validatorUrl: null,
  syntaxHighlight: { activated: false },
  requestInterceptor: (request) => ({ ...request, credentials: 'same-origin' }),
});
