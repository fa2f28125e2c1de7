// Posts to each address of the command line, all of whose names stand for this machine, and prints how it ended.
// A process of its own, since a process learns whom to trust only when it starts.
import { createPost } from "./post.ts";

const post = createPost({ allowLoopback: true, resolve: async () => ["127.0.0.1"] });
const results: unknown[] = [];
for (const url of process.argv.slice(2)) results.push(await post({ url, headers: { "webhook-id": "e1" }, body: "{}" }));
process.stdout.write(JSON.stringify(results));
