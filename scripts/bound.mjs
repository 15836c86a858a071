// Loaded first into API and worker: when the launcher is gone, however it went, they stop as if asked to.
if (process.channel) {
  let isAlone = false;
  process.on('disconnect', () => {
    isAlone = true;
    process.kill(process.pid, 'SIGTERM');
  });
  // By then all is closed. The logger's own farewell would try for ever to write its last lines to a reader who is no more.
  process.on('exit', () => {
    if (isAlone) process.kill(process.pid, 'SIGKILL');
  });
  process.channel.unref();
}
