import type { Routes } from './openapi.ts';

type Names<Path> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type Whole<R extends GetRoute | SendRoute> = R extends SendRoute ? R : R extends GetRoute ? `GET ${R}` : never;

/** Named by the path alone. */
export type GetRoute = { [R in keyof Routes]: R extends `GET ${infer Path}` ? Path : never }[keyof Routes];
/** Named by method and path. */
export type SendRoute = Exclude<keyof Routes, `GET ${string}`>;
export type BodyOf<R extends SendRoute> = Routes[R]['body'];
export type AnswerOf<R extends GetRoute | SendRoute> = Routes[Whole<R>]['answer'];
/** What stands in braces in the path. */
export type ParamOf<R extends GetRoute | SendRoute> = Names<R>;
export type QueryOf<R extends GetRoute | SendRoute> = Routes[Whole<R>]['query'];
