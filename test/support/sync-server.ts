// A real sync server on a free port of this computer, with a Redis of its own: for windows and benches.
import { type Api, startApi } from '#server/api.ts';
import { readConfig } from '#server/config.ts';
import { type OwnRedis, startRedis } from '#server/store/own-redis.ts';

export interface SyncServer {
  readonly url: string;
  readonly redis: OwnRedis;
  /** Nobody is answered, until `start`; what it holds stays. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

export async function openSyncServer(): Promise<SyncServer> {
  const redis = await startRedis();
  const startOn = async (port: number): Promise<Api> =>
    await startApi(
      readConfig({
        MEDIARY_SERVER_SECRET: 'a secret of tests, as long as it has to be',
        MEDIARY_SERVER_LOG: 'silent',
        MEDIARY_SERVER_LIMITS: '10000',
        MEDIARY_SERVER_PORT: String(port),
        MEDIARY_SERVER_REDIS: redis.url,
        MEDIARY_SERVER_NAME: 'The reading room',
      }),
    );
  let api: Api | undefined = await startOn(0);
  const { url } = api;
  const stop = async () => {
    await api?.stop();
    api = undefined;
  };
  return {
    url,
    redis,
    stop,
    async start() {
      api ??= await startOn(Number(new URL(url).port));
    },
    async close() {
      await stop();
      await redis.stop();
    },
  };
}
