import 'reflect-metadata';
import { Controller, Get, Module, Post, Req, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Client, Pool } from 'undici';

// The raw limit of a gateway hop: Nest on Fastify and one undici client, nothing else. Decorators are applied by hand, since this file runs uncompiled.
const upstream = new Client(process.argv[3] ?? '', { pipelining: 64 });
// What changes something is not pipelined.
const writes = new Pool(process.argv[3] ?? '', { connections: 32 });

class Proxy {
  async pass(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const answer = await upstream.request({ method: 'GET', path: request.url, headers: { accept: request.headers.accept ?? '*/*' } });
    await reply.status(answer.statusCode).headers(answer.headers).send(answer.body);
  }

  async passBody(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const answer = await writes.request({ method: 'POST', path: request.url, headers: { 'content-type': 'application/json' }, body: JSON.stringify(request.body) });
    await reply.status(answer.statusCode).headers(answer.headers).send(answer.body);
  }
}
for (const [route, name] of [[Get('api/programme'), 'pass'], [Post('api/partners/apply'), 'passBody']] as const) {
  const descriptor = Object.getOwnPropertyDescriptor(Proxy.prototype, name);
  if (descriptor === undefined) throw new Error('Proxy has no method to route to.');
  route(Proxy.prototype, name, descriptor);
  Req()(Proxy.prototype, name, 0);
  Res()(Proxy.prototype, name, 1);
}
Controller()(Proxy);
class Root {}
Module({ controllers: [Proxy] })(Root);

const app = await NestFactory.create<NestFastifyApplication>(Root, new FastifyAdapter(), { logger: false });
await app.listen(Number(process.argv[2]), '127.0.0.1');
process.stdout.write('ready\n');
