import { getOpen } from './api.js';
import { byId, el, money, refusalNotice, show } from './dom.js';
import { language, onLanguage, say, t } from './language.js';

for (const place of document.querySelectorAll('[data-origin]')) place.textContent = location.origin;
const cards = byId('tier-cards');

onLanguage(load);
await load();

/** The programme words its tiers itself, in each language. */
async function load() {
  const asked = language();
  try {
    const programme = await getOpen(`/api/programme?locale=${asked}`);
    if (asked !== language()) return;
    cards.replaceChildren(...programme.tiers.toSorted((a, b) => a.rank - b.rank).map(tierCard));
    showFacts(programme);
    showStories(programme);
  } catch (error) {
    cards.replaceChildren(refusalNotice(error));
  } finally {
    cards.setAttribute('aria-busy', 'false');
  }
}

function tierCard(tier) {
  return el(
    'article',
    { class: tier.mostPopular ? 'card tier popular' : 'card tier' },
    el('header', {}, el('h3', {}, tier.name), tier.mostPopular && el('span', { class: 'badge accent' }, say('home.most-popular'))),
    el('p', { class: 'rate' }, `${Number(tier.commissionPercent)} %`, ' ', el('small', {}, say('home.commission'))),
    el('h4', {}, say('home.gives')),
    el('ul', { class: 'ticks' }, ...tier.benefits.map(({ text }) => el('li', {}, text))),
    el('h4', {}, say('home.needs')),
    el('ul', { class: 'ticks needs' }, ...tier.requirements.map(({ text }) => el('li', {}, text))),
  );
}

function showFacts({ averageDeal, reviewPromiseHours, tiers }) {
  const best = Math.max(...tiers.map(({ commissionPercent }) => Number(commissionPercent)));
  const fact = (name, value) => el('div', {}, el('dt', {}, name), el('dd', {}, value));
  byId('facts').replaceChildren(
    fact(say('home.commission-up-to'), `${best} %`),
    fact(say('home.average-deal'), money(averageDeal, { short: true })),
    fact(say('home.decision-within'), t('home.hours', { hours: reviewPromiseHours })),
  );
  show(byId('facts'));
}

function showStories({ successStories }) {
  if (successStories.length === 0) return;
  byId('story-cards').replaceChildren(...successStories.map((story) => el('article', { class: 'card' }, el('h3', {}, story.company), el('p', { class: 'muted' }, story.headline))));
  show(byId('stories'));
}
