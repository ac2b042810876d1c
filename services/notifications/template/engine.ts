import Handlebars from 'handlebars';
import { helpers } from './helpers.ts';

interface Options {
  readonly partials?: Readonly<Record<string, string>>;
  readonly compile: CompileOptions;
  /** What becomes of a source before it is compiled; partials are given as they shall be. */
  readonly prepare?: (source: string) => string;
}

/** Fills in sources, each compiled once. Strict: a field that a template names and the data lacks is an error, not a hole in the mail. */
export function fillerOf({ partials = {}, compile, prepare = (source) => source }: Options): (source: string, values: object) => string {
  const handlebars = Handlebars.create();
  handlebars.registerHelper(helpers);
  handlebars.registerPartial(partials);
  const compiled = new Map<string, Handlebars.TemplateDelegate>();
  return (source, values) => {
    const template = compiled.get(source) ?? handlebars.compile(prepare(source), { ...compile, strict: true });
    compiled.set(source, template);
    return template(values);
  };
}

/** Plain text: a subject, an address, what stands in feeds. */
export const fillText = fillerOf({ compile: { noEscape: true } });
