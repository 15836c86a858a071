import { type Core, type Delivery, type EventHandlers, OUTBOX_CHANNEL, RELAY_BATCH, relayOnce } from '@wellspring/core';
import pg from 'pg';
import type { Log } from './queues.ts';

export type Relay = { wake(): void; stop(): Promise<void> };
export type RelayConfig = { core: Core; publish: (events: readonly Delivery[]) => Promise<void>; log: Log; pollMillis?: number; handlers?: EventHandlers | undefined };

const POLL_MILLIS = 1000;

/** Listens for commits with events on a connection of its own, and opens another when that one dies; polling covers the gap. */
function listen(databaseUrl: string, wake: () => void, log: Log): { stop(): Promise<void> } {
  let stopped = false;
  let current: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  const again = (): void => {
    if (!stopped) timer ??= setTimeout(() => { timer = undefined; void connect(); }, 1000);
  };
  const connect = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true, connectionTimeoutMillis: 5000, application_name: 'wellspring-relay' });
    current = client;
    client.on('notification', wake);
    client.on('error', (error) => { log('warn', 'relay connection', { cause: error.message }); again(); });
    client.on('end', again);
    try {
      await client.connect();
      await client.query(`LISTEN ${OUTBOX_CHANNEL}`);
      wake();
    } catch (error) {
      log('warn', 'relay connection', { cause: String(error) });
      await client.end().catch(() => undefined);
      again();
    }
  };
  void connect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await current?.end().catch(() => undefined);
    },
  };
}

/** Moves committed events to the queue: at once when a commit announces them, once a second in any case. */
export function startRelay(config: RelayConfig): Relay {
  const { core, log } = config;
  let stopped = false;
  let woken = true;
  let resume: () => void = () => undefined;
  const wake = (): void => { woken = true; resume(); };
  const rest = (): Promise<void> => new Promise((resolve) => {
    if (woken || stopped) return resolve();
    const timer = setTimeout(resolve, config.pollMillis ?? POLL_MILLIS);
    resume = () => { clearTimeout(timer); resolve(); };
  });
  const loop = async (): Promise<void> => {
    let failing = false;
    while (!stopped) {
      woken = false;
      try {
        while (!stopped && (await relayOnce(core, config.publish, config.handlers)) === RELAY_BATCH);
        if (failing) log('info', 'relay works again');
        failing = false;
      } catch (error) {
        if (!failing) log('warn', 'relay failed, will be tried again', { cause: String(error) });
        failing = true;
        woken = false; // a storm of wakes must not become a storm of tries
      }
      await rest();
    }
  };
  const listener = listen(core.config.databaseUrl, wake, log);
  const running = loop();
  return {
    wake,
    async stop() {
      stopped = true;
      resume();
      await listener.stop();
      await running;
    },
  };
}
