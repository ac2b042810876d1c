import 'reflect-metadata';
import { Controller, Get, Module, Req, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Client } from 'undici';

// The raw limit of a gateway hop: Nest on Fastify and one undici client, nothing else. Decorators are applied by hand, since this file runs uncompiled.
const upstream = new Client(process.argv[3] ?? '', { pipelining: 64 });

class Proxy {
  async pass(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const answer = await upstream.request({ method: 'GET', path: request.url, headers: { accept: request.headers.accept ?? '*/*' } });
    await reply.status(answer.statusCode).headers(answer.headers).send(answer.body);
  }
}
const descriptor = Object.getOwnPropertyDescriptor(Proxy.prototype, 'pass');
if (descriptor === undefined) throw new Error('Proxy has no method to route to.');
Get('api/programme')(Proxy.prototype, 'pass', descriptor);
Req()(Proxy.prototype, 'pass', 0);
Res()(Proxy.prototype, 'pass', 1);
Controller()(Proxy);
class Root {}
Module({ controllers: [Proxy] })(Root);

const app = await NestFactory.create<NestFastifyApplication>(Root, new FastifyAdapter(), { logger: false });
await app.listen(Number(process.argv[2]), '127.0.0.1');
process.stdout.write('ready\n');
