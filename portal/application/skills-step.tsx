import { CheckList } from '../form/check-list.tsx';
import { useTexts } from '../texts/language.ts';
import { applicationTexts } from '../texts/application.texts.ts';
import type { StepProps } from './step-props.ts';

export function SkillsStep({ catalogue }: StepProps) {
  const say = useTexts(applicationTexts);
  return (
    <div className="stack-fields">
      <CheckList name="experience.certifications" legend={say('certifications')} options={catalogue?.certifications ?? []} />
      <CheckList name="experience.capabilities" legend={say('capabilities')} options={catalogue?.capabilities ?? []} />
    </div>
  );
}
