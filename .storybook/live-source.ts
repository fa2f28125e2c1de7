import { createUser, endpointUrl, generateTokens, linkUsers } from "@notice-consent/contract";
import type { LiveService } from "@notice-consent/testing/live";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Plugin } from "vite";

/** Where Storybook's server stands in for "your back end": it holds the API key, the page never does. */
const routes = "/live/";

/** What a host's own back end does with its key. */
const asHost = [generateTokens, createUser, linkUsers];

/**
 * The live source of the toolbar: the real backend on PGlite, started with the first request for it, and a back end
 * that asks it for tokens and links users. Only while Storybook's server runs; a static build has none.
 */
export function liveSource(): Plugin {
  let service: Promise<LiveService> | undefined;
  const start = async (origin: string): Promise<LiveService> => {
    const { startLiveService } = await import("@notice-consent/testing/live");
    return startLiveService({ origins: [origin] });
  };
  return {
    name: "consent-live-source",
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (request.url?.startsWith(routes) !== true) return next();
        const origin = `http://${request.headers.host ?? ""}`;
        service ??= start(origin);
        service.then((live) => answer(live, request, response)).catch(next);
      });
      server.httpServer?.once("close", () => void service?.then((live) => live.close()));
    },
  };
}

async function answer(live: LiveService, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = new URL(request.url ?? "", "http://localhost").pathname.slice(routes.length);
  const { baseUrl, organisationUuid, workspaceUuid, notices } = live;
  response.setHeader("content-type", "application/json");
  response.setHeader("cache-control", "no-store");
  if (asked === "service") {
    response.end(JSON.stringify({ baseUrl, organisationUuid, workspaceUuid, notices }));
    return;
  }
  const endpoint = asHost.find(({ id }) => id === asked);
  if (endpoint === undefined) {
    response.statusCode = 404;
    response.end("{}");
    return;
  }
  const upstream = await live.fetch(endpointUrl(baseUrl, endpoint, live), {
    method: "POST",
    headers: { "content-type": "application/json", "x-cms-api-key": live.apiKey },
    body: await bodyOf(request),
  });
  response.statusCode = upstream.status;
  response.end(await upstream.text());
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  request.setEncoding("utf8");
  for await (const chunk of request) text += String(chunk);
  return text;
}
