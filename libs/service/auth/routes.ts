import { RequestMethod, type DynamicModule, type Type } from '@nestjs/common';
import { listOf, metadataOf, prototypeOf } from '../metadata.ts';
import { accessOf, type Access } from './access.ts';

/** One HTTP route of a controller, as its decorators say. */
export interface Route {
  readonly controller: Type;
  readonly handler: string;
  readonly method: string;
  /** As Nest sees it, without the global prefix: `/partners/:id`. */
  readonly path: string;
  /** `undefined` where the route states none: a spec fails on it. */
  readonly access: Access | undefined;
}

type Import = Type | DynamicModule | { forwardRef: () => unknown } | Promise<DynamicModule>;

/**
 * Every route of a module and of what it imports, without starting anything.
 * @example expect(routesOf(applications.module).filter((route) => route.access === undefined)).toEqual([]);
 */
export function routesOf(module: Type): Route[] {
  return controllersOf(module).flatMap(routesOfController);
}

/** Every controller of a module and of its imports, each once. */
export function controllersOf(module: Type): Type[] {
  const controllers = new Set<Type>();
  const seen = new Set<unknown>();
  const visit = (each: Import) => {
    if (seen.has(each) || each instanceof Promise) return;
    seen.add(each);
    if ('forwardRef' in each) {
      const referred = each.forwardRef();
      if (isImport(referred)) visit(referred);
      return;
    }
    const dynamic: Partial<DynamicModule> = 'module' in each ? each : {};
    const type = 'module' in each ? each.module : each;
    for (const controller of [...listOf('controllers', type, isClass), ...(dynamic.controllers ?? [])]) controllers.add(controller);
    for (const next of [...listOf('imports', type, isImport), ...(dynamic.imports ?? [])]) visit(next);
    if (type !== each) visit(type);
  };
  visit(module);
  return [...controllers];
}

function isImport(value: unknown): value is Import {
  return typeof value === 'function' || (typeof value === 'object' && value !== null);
}

function isClass(value: unknown): value is Type {
  return typeof value === 'function';
}

/** The routes of one controller, inherited ones too. */
export function routesOfController(controller: Type): Route[] {
  const prototype = prototypeOf(controller);
  const bases = paths(metadataOf('path', controller));
  return methodNames(prototype).flatMap((handler) => {
    const method: unknown = Reflect.get(prototype, handler);
    if (typeof method !== 'function') return [];
    const verb = metadataOf('method', method);
    if (typeof verb !== 'number') return [];
    const own = paths(metadataOf('path', method));
    const access = accessOf(method, controller);
    return bases.flatMap((base) =>
      own.map((path) => ({ controller, handler, method: RequestMethod[verb] ?? 'ALL', path: join(base, path), access })),
    );
  });
}

/** Inherited handlers are routes too. */
function methodNames(prototype: object): string[] {
  const names = new Set<string>();
  for (let each: object | null = prototype; each !== null && each !== Object.prototype; each = Reflect.getPrototypeOf(each)) {
    for (const name of Object.getOwnPropertyNames(each)) if (name !== 'constructor') names.add(name);
  }
  return [...names];
}

function paths(value: unknown): string[] {
  const given = [value].flat().filter((each) => typeof each === 'string');
  return given.length > 0 ? given : [''];
}

function join(...parts: string[]): string {
  const path = parts.map((part) => part.replaceAll(/^\/+|\/+$/g, '')).filter((part) => part !== '').join('/');
  return `/${path}`;
}
