// What Prometheus reads: requests, merges, live streams, what workers have yet to do, and how full Redis is.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Redis } from '../store/redis.ts';

export interface Metrics {
  /** `route` is a path of the table of endpoints, never one with somebody's ids. */
  request(method: string, route: string, status: number, seconds: number): void;
  merged(status: string, count: number): void;
  refused(code: string): void;
  viewError(): void;
  text(): Promise<string>;
  readonly contentType: string;
}

export interface MetricsOptions {
  readonly redis: Redis;
  readonly streams: () => number;
  readonly lag: () => Promise<number>;
}

export function createMetrics({ redis, streams, lag }: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'mediary_' });
  const requests = new Histogram({
    name: 'mediary_http_request_seconds',
    help: 'Requests by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers,
  });
  const merges = new Counter({
    name: 'mediary_changes_total',
    help: 'Changes that devices sent, by what became of them (a m d s k r u q: see the protocol)',
    labelNames: ['status'],
    registers,
  });
  const refusals = new Counter({
    name: 'mediary_refusals_total',
    help: 'Requests that were refused, by code',
    labelNames: ['code'],
    registers,
  });
  const viewErrors = new Counter({
    name: 'mediary_view_errors_total',
    help: 'Events that no view could be made of',
    registers,
  });
  gauge('mediary_live_streams', 'Open live streams of this process', () => streams());
  gauge('mediary_views_lag', 'Events that no worker took in yet', lag);
  const redisGauges = {
    used_memory: new Gauge({ name: 'mediary_redis_memory_bytes', help: 'Memory that Redis uses', registers }),
    maxmemory: new Gauge({ name: 'mediary_redis_memory_limit_bytes', help: 'Its limit; 0: none', registers }),
    connected_clients: new Gauge({ name: 'mediary_redis_clients', help: 'Connections to Redis', registers }),
  };
  const up = new Gauge({ name: 'mediary_redis_up', help: 'Whether Redis answers', registers });

  return {
    request(method, route, status, seconds) {
      requests.observe({ method, route, status: String(status) }, seconds);
    },
    merged(status, count) {
      merges.inc({ status }, count);
    },
    refused(code) {
      refusals.inc({ code });
    },
    viewError() {
      viewErrors.inc();
    },
    async text() {
      await readRedis();
      return registry.metrics();
    },
    contentType: registry.contentType,
  };

  function gauge(name: string, help: string, read: () => number | Promise<number>): void {
    const made: Gauge = new Gauge({
      name,
      help,
      registers,
      async collect() {
        try {
          made.set(await read());
        } catch {
          // Redis is away, which `mediary_redis_up` tells; the last figure stays.
        }
      },
    });
  }

  async function readRedis(): Promise<void> {
    try {
      const replies = (await redis.sendToAll('INFO')) as string[];
      up.set(1);
      for (const [field, target] of Object.entries(redisGauges)) {
        const figures = replies.map((text) =>
          Number(new RegExp(`^${field}:(\\d+)`, 'm').exec(text)?.[1] ?? 0),
        );
        target.set(figures.reduce((sum, figure) => sum + figure, 0));
      }
    } catch {
      up.set(0);
    }
  }
}
