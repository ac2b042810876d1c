// Chooses the language before anything is drawn: what was chosen here before, else the first of the browser's that we speak.
(() => {
  const spoken = ['en', 'de'];
  let chosen = null;
  try {
    chosen = localStorage.getItem('pms-language');
  } catch {
    // Storage may be switched off; the browser's languages are there still.
  }
  const language = [chosen, ...navigator.languages.map((tag) => tag.split('-')[0].toLowerCase())].find((it) => spoken.includes(it)) ?? 'en';
  document.documentElement.lang = language;
  // The pages are written in English: hidden until they are translated, for a second at most (portal.css).
  if (language !== 'en') document.documentElement.classList.add('translating');
})();
