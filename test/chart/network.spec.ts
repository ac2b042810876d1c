import { describe, expect, test } from '@jest/globals';
import { services } from '../structure/all-services.ts';
import { called, needed } from './needs.ts';
import { component, networkPolicy, rendered } from './rendered.ts';

const policies = rendered('production', 'NetworkPolicy', networkPolicy);
const policyOf = (name: string) => policies.find(({ spec }) => component(spec.podSelector.matchLabels) === name)?.spec;
const components = (peers: readonly { podSelector?: { matchLabels: Record<string, string> } | undefined }[] = []) => peers.map(({ podSelector }) => component(podSelector?.matchLabels ?? {})).filter((name) => name !== '');
const callersOf = (name: string) => services.filter((service) => called(service).includes(name)).map((service) => service.name).toSorted();

/** Ports outside of the release that a pod may reach, DNS aside. */
const outside = (name: string) => (policyOf(name)?.egress ?? []).filter(({ to }) => components(to).length === 0).flatMap(({ ports }) => ports.map(({ port }) => port)).filter((port) => port !== 53);

describe('the network policies in production', () => {
  test('deny everything first, in both directions, to every pod of the release', () => {
    const first = policies.find(({ metadata }) => metadata.name.endsWith('-default-deny'))?.spec;
    expect(first).toMatchObject({ policyTypes: ['Ingress', 'Egress'], ingress: [], egress: [] });
    expect(Object.keys(first?.podSelector.matchLabels ?? {})).toEqual(['app.kubernetes.io/instance', 'app.kubernetes.io/name']);
  });

  describe.each(services.map((service) => [service.name, service] as const))('%s', (name, service) => {
    test('calls whom its configuration names, and nobody else', () => {
      const to = (policyOf(name)?.egress ?? []).flatMap((rule) => components(rule.to).map((target) => [target, rule.ports.map(({ port }) => port)]));
      expect(to).toEqual(called(service).map((target) => [target, [3000]]));
    });

    test('is called by those that name it, on its port for requests', () => {
      const from = (policyOf(name)?.ingress ?? []).filter(({ ports }) => ports.some(({ port }) => port === 'http')).flatMap((rule) => components(rule.from));
      // The test of the release comes in as a browser does.
      expect(from.filter((caller) => caller !== 'test')).toEqual(callersOf(name));
      expect(from.includes('test')).toBe(name === 'gateway');
    });

    test('reaches the servers outside that it needs', () => {
      const wanted = { DATABASE_URL: [5432], KAFKA_BROKERS: [9093], SMTP_URL: [465] };
      const [database, kafka, smtp] = Object.entries(wanted).map(([variable, ports]) => (needed(service).includes(variable) ? ports : []));
      // Spans go to the endpoint that the set names.
      expect(outside(name)).toEqual([database, kafka, [4318], smtp].flat());
    });
  });

  test('the portal, files alone, reaches nobody and is reached from outside', () => {
    expect(policyOf('portal')?.egress.flatMap(({ ports }) => ports.map(({ port }) => port))).toEqual([53, 53]);
    expect(policyOf('portal')?.ingress.flatMap(({ ports }) => ports.map(({ port }) => port))).toEqual(['http', 'http', 'management']);
  });

  test('only gateway and portal are reached from outside of the release', () => {
    const open = policies.filter(({ spec }) => spec.ingress.some(({ from = [], ports }) => from.some((peer) => peer.podSelector === undefined) && ports.some(({ port }) => port === 'http')));
    expect(open.map(({ spec }) => component(spec.podSelector.matchLabels)).toSorted()).toEqual(['gateway', 'portal']);
  });
});

test('in the evaluation each server is reached by those that need it', () => {
  const inside = rendered('evaluation', 'NetworkPolicy', networkPolicy);
  const reaching = (server: string) => {
    const rules = inside.find(({ metadata }) => metadata.name.endsWith(`-${server}`) && component(metadata.labels ?? {}) === server)?.spec.ingress ?? [];
    return rules.flatMap(({ from }) => components(from)).filter((name) => name !== server).toSorted();
  };
  const needing = (variable: string) => services.filter((service) => needed(service).includes(variable)).map(({ name }) => name).toSorted();
  expect([reaching('postgres'), reaching('kafka'), reaching('mail')]).toEqual([needing('DATABASE_URL'), needing('KAFKA_BROKERS'), needing('SMTP_URL')]);
});
