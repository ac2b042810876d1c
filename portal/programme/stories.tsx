import type { AnswerOf } from '../api/routes.ts';
import { numberText, percentText, shortMoney } from '../texts/formats.ts';
import { useTexts } from '../texts/language.ts';
import { programmeTexts } from '../texts/programme.texts.ts';

type Programme = AnswerOf<'/api/programme'>;
type Story = Programme['successStories'][number];

export function Stories({ stories, tiers }: { stories: readonly Story[]; tiers: Programme['tiers'] }) {
  const say = useTexts(programmeTexts);
  return (
    <section className="section wide" aria-labelledby="stories-title">
      <div className="section-head"><h2 id="stories-title">{say('stories')}</h2></div>
      <div className="stories">
        {stories.map((story) => <StoryColumn key={story.company} story={story} tierName={tiers.find(({ code }) => code === story.tier)?.name} />)}
      </div>
    </section>
  );
}

function StoryColumn({ story, tierName }: { story: Story; tierName: string | undefined }) {
  const say = useTexts(programmeTexts);
  const figures: [string, string | undefined][] = [
    [say('storyCommission'), story.commission === null ? undefined : shortMoney(story.commission)],
    [say('storyDeal'), story.dealValue === null ? undefined : shortMoney(story.dealValue)],
    [say('storyGrowth'), story.growthPercent === null ? undefined : percentText(story.growthPercent)],
    [say('storyMonths'), story.growthMonths === null ? undefined : numberText(story.growthMonths)],
    [say('storyDeals'), story.dealsPerYear === null ? undefined : numberText(story.dealsPerYear)],
    [say('storyTier'), tierName],
  ];
  const [first, ...others] = figures.filter(([, value]) => value !== undefined);
  return (
    <article className="story">
      {first && <p className="story-figure"><strong>{first[1]}</strong> <span className="muted">{first[0]}</span></p>}
      <p>{story.headline}</p>
      <dl className="story-rows small">{others.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      <h3 className="story-company">{story.company}</h3>
    </article>
  );
}
