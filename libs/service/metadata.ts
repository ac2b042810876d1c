import type { Type } from '@nestjs/common';

/** What decorators left on a class or a method, as `unknown`: its readers check it. */
export function metadataOf(key: string | symbol, target: object): unknown {
  return Reflect.getMetadata(key, target);
}

/** Metadata that is a list; empty where there is none. */
export function listOf<T>(key: string | symbol, target: object, is: (item: unknown) => item is T): T[] {
  const value = metadataOf(key, target);
  return Array.isArray(value) ? value.filter(is) : [];
}

export function prototypeOf(type: Type): object {
  const prototype: unknown = Reflect.get(type, 'prototype');
  return typeof prototype === 'object' && prototype !== null ? prototype : {};
}

/** The descriptor of a method, inherited or own. */
export function descriptorOf(prototype: object, name: string): PropertyDescriptor | undefined {
  for (let each: object | null = prototype; each !== null; each = Reflect.getPrototypeOf(each)) {
    const own = Object.getOwnPropertyDescriptor(each, name);
    if (own) return own;
  }
  return undefined;
}
