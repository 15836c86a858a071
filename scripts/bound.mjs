// Loaded first into API and worker: when the launcher is gone, however it went, they stop as if asked to.
if (process.channel) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
