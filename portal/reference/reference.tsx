import { useEffect, useRef } from 'react';
import { usePageTitle } from '../frame/page-title.ts';
import { useIsDark } from '../design/theme.ts';
import { useTexts } from '../texts/language.ts';
import { frameTexts } from '../texts/frame.texts.ts';
import './reference.scss';

const assets = '/api/docs/assets';

declare global {
  // What swagger-ui leaves behind; it is no module.
  var SwaggerUIBundle: ((options: object) => unknown) | undefined;
}

/** The readable reference: swagger-ui, served from here, so that it works without the internet and under the strict policy. */
export function Reference() {
  const say = useTexts(frameTexts);
  const place = useRef<HTMLDivElement>(null);
  const isDark = useIsDark();
  usePageTitle(say('apiReference'));
  useEffect(() => {
    const node = place.current;
    if (node === null) return undefined;
    const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${assets}/swagger-ui.css` });
    const script = Object.assign(document.createElement('script'), { src: `${assets}/swagger-ui-bundle.js` });
    script.addEventListener('load', () => show(node));
    document.head.append(style, script);
    return () => {
      style.remove();
      script.remove();
      node.replaceChildren();
    };
  }, []);
  useEffect(() => {
    document.documentElement.classList.toggle('dark-mode', isDark);
    return () => document.documentElement.classList.remove('dark-mode');
  }, [isDark]);
  return (
    <div className="wide reference" lang="en">
      <h1 className="unseen">{say('apiReference')}</h1>
      <div ref={place}><p className="muted" role="status">{say('loading')}</p></div>
    </div>
  );
}

function show(domNode: HTMLElement): void {
  globalThis.SwaggerUIBundle?.({
    url: '/api/openapi.json',
    domNode,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    deepLinking: true,
    tryItOutEnabled: false,
    validatorUrl: null,
    syntaxHighlight: { activated: false },
    requestInterceptor: (request: object) => ({ ...request, credentials: 'same-origin' }),
  });
}
