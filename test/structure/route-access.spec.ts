import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { Public, Requires } from '#libs/service/auth/access';
import { controllersOf, routesOf, type Route } from '#libs/service/auth/routes';
import { routesOfService } from '#libs/service/routes';
import { services } from './all-services.ts';
import { filesBelow, root, serviceFolders } from './source-files.ts';

const named = ({ method, path, controller, handler }: Route) => `${method} ${path} (${controller.name}.${handler})`;
const withoutAccess = (routes: readonly Route[]) => routes.filter(({ access }) => access === undefined).map(named);

describe('who may call a route', () => {
  test('every folder of services/ is looked at', () => {
    expect(services.map(({ name }) => name).toSorted()).toEqual(serviceFolders());
  });

  test.each(services)('$name: every route states its access', (service) => {
    const routes = routesOfService(service);
    expect(routes).not.toEqual([]);
    expect(withoutAccess(routes)).toEqual([]);
  });

  test.each(services)('$name: every controller in its folder is part of its module, or no test above would see it', async ({ name, module }) => {
    const known = new Set<unknown>(controllersOf(module));
    const found: string[] = [];
    const strays: string[] = [];
    for (const file of filesBelow(`services/${name}`).filter((each) => /\.(controller|consumer)\.ts$/.test(each))) {
      const exported: Record<string, unknown> = await import(pathToFileURL(join(root, file)).href);
      const controllers = Object.entries(exported).filter(([, value]) => typeof value === 'function' && Reflect.hasMetadata('path', value));
      found.push(...controllers.map(([className]) => className));
      strays.push(...controllers.filter(([, value]) => !known.has(value)).map(([className]) => `${file}: ${className}`));
    }
    expect(found).not.toEqual([]);
    expect(strays).toEqual([]);
  });

  test('a route that states none is found, also behind an import and in a base class', () => {
    abstract class Base {
      @Get('inherited')
      inherited() {
        return null;
      }
    }
    @Controller('throwaway')
    class Throwaway extends Base {
      @Post()
      @Requires('users:manage')
      stated() {
        return null;
      }

      @Get('forgotten')
      forgotten() {
        return null;
      }
    }
    @Public()
    @Controller('open')
    class Open {
      @Get()
      open() {
        return null;
      }
    }
    @Module({ controllers: [Throwaway, Open] })
    class Inner {}
    @Module({ imports: [Inner] })
    class Outer {}

    expect(withoutAccess(routesOf(Outer))).toEqual(['GET /throwaway/forgotten (Throwaway.forgotten)', 'GET /throwaway/inherited (Throwaway.inherited)']);
  });
});
