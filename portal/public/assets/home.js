import { getOpen } from './api.js';
import { byId, el, money, refusalNotice, show } from './dom.js';

for (const place of document.querySelectorAll('[data-origin]')) place.textContent = location.origin;
const cards = byId('tier-cards');

try {
  const programme = await getOpen('/api/programme');
  cards.replaceChildren(...programme.tiers.toSorted((a, b) => a.rank - b.rank).map(tierCard));
  showFacts(programme);
  showStories(programme);
} catch (error) {
  cards.replaceChildren(refusalNotice(error));
} finally {
  cards.setAttribute('aria-busy', 'false');
}

function tierCard(tier) {
  return el(
    'article',
    { class: tier.mostPopular ? 'card tier popular' : 'card tier' },
    el('header', {}, el('h3', {}, tier.name), tier.mostPopular && el('span', { class: 'badge accent' }, 'Most popular')),
    el('p', { class: 'rate' }, `${Number(tier.commissionPercent)} %`, ' ', el('small', {}, 'commission')),
    el('h4', {}, 'What it gives'),
    el('ul', { class: 'ticks' }, ...tier.benefits.map(({ text }) => el('li', {}, text))),
    el('h4', {}, 'What it needs'),
    el('ul', { class: 'ticks needs' }, ...tier.requirements.map(({ text }) => el('li', {}, text))),
  );
}

function showFacts({ averageDeal, reviewPromiseHours, tiers }) {
  const best = Math.max(...tiers.map(({ commissionPercent }) => Number(commissionPercent)));
  const fact = (name, value) => el('div', {}, el('dt', {}, name), el('dd', {}, value));
  byId('facts').replaceChildren(
    fact('Commission up to', `${best} %`),
    fact('Average deal', money(averageDeal, { short: true })),
    fact('Decision within', `${reviewPromiseHours} hours`),
  );
  show(byId('facts'));
}

function showStories({ successStories }) {
  if (successStories.length === 0) return;
  byId('story-cards').replaceChildren(...successStories.map((story) => el('article', { class: 'card' }, el('h3', {}, story.company), el('p', { class: 'muted' }, story.headline))));
  show(byId('stories'));
}
