// A list of 5,000: loaded when somebody is asked for territories, and nowhere else.
export { iso31662 as subdivisions } from 'iso-3166';
