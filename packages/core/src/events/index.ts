export { deliver, type Enqueue, type EventHandler, type EventHandlers, eventHandlers } from './handlers.ts';
export { type Delivery, OUTBOX_CHANNEL } from './outbox.ts';
export { RELAY_BATCH, relayOnce } from './relay.ts';
