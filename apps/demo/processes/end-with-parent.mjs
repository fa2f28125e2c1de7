// Loaded by Next's process before anything else. Its standard input is a pipe that nobody writes to: it ends when the
// process that started it has ended, even by SIGKILL, and then everything that it started ends as well.
process.stdin.on("end", () => {
  try {
    process.kill(-process.pid, "SIGKILL");
  } catch {
    process.exit(1);
  }
});
process.stdin.resume();
process.stdin.unref?.();
