/* oxlint-disable -- patches a class of Node's own, which nothing types in a plain module */
// `node --import ./free-port.mjs program.ts`: the samples listen on port 3000, which may be taken on a machine that runs
// several of them. This lets such a program have a free port in its place, and tells the process that started it which.
import { Server } from "node:net";

const listen = Server.prototype.listen;
Server.prototype.listen = function listenOnFreePort(...args) {
  const asked = args[0] === 3000 ? [{ port: 0, host: "127.0.0.1" }, ...args.slice(1)] : args;
  this.once("listening", () => process.send?.(this.address()));
  return listen.apply(this, asked);
};

// A test run that is killed takes its programs along.
process.once("disconnect", () => process.exit());
