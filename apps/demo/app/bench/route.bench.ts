// Only `next dev` knows files of this ending: see `pageExtensions` in next.config.ts.
import { readCommand, runCommand } from "../../bench/command.ts";
import { benchSettings } from "../../bench/settings.ts";
import { readBenchState } from "../../bench/state.ts";
import { isSameOrigin } from "../../http/same-origin.ts";

/** What the bench shows. */
export async function GET(request: Request): Promise<Response> {
  return answer(request, async (settings) =>
    Response.json(await readBenchState(settings, request.headers), { headers: { "Cache-Control": "no-store" } }),
  );
}

/** What the bench is told to do. */
export async function POST(request: Request): Promise<Response> {
  return answer(request, async (settings) => {
    const command = readCommand(await request.json());
    return command === undefined
      ? Response.json({ message: "The bench has no such command." }, { status: 422 })
      : runCommand(settings, request, command);
  });
}

type Settings = NonNullable<ReturnType<typeof benchSettings>>;

async function answer(request: Request, handle: (settings: Settings) => Promise<Response>): Promise<Response> {
  const settings = benchSettings();
  if (settings === undefined) return new Response(null, { status: 404 });
  if (!isSameOrigin(request)) return new Response(null, { status: 403 });
  try {
    return await handle(settings);
  } catch (error) {
    const message = error instanceof Error ? error.message : "The bench failed.";
    return Response.json({ message }, { status: 502 });
  }
}
