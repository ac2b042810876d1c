import Handlebars from 'handlebars';
import { helpers } from './helpers.ts';
import { partials } from './layout.ts';

const handlebars = Handlebars.create();
handlebars.registerHelper(helpers);
handlebars.registerPartial(partials);

const compiled = new Map<string, Handlebars.TemplateDelegate>();

/** Strict: a field that a template names and the data lacks is an error, not a hole in the mail. */
export function fill(source: string, values: object, { escape }: { escape: boolean }): string {
  const key = `${escape} ${source}`;
  const template = compiled.get(key) ?? handlebars.compile(source, { strict: true, noEscape: !escape });
  compiled.set(key, template);
  return template(values);
}

/** Escaped but for `=`, which is harmless between quotes and would look broken to whoever reads the source. */
export function address(link: string): Handlebars.SafeString {
  return new Handlebars.SafeString(Handlebars.escapeExpression(link).replaceAll('&#x3D;', '='));
}
