import type { Hono } from "hono";
import type { PoolUse } from "./db/connect.ts";
import type { LogLine } from "./http/request-log.ts";
import type { ServerEnv } from "./http/server-env.ts";

/** Counts what requests did, by route template and status; no label ever names a person, a token or an id. */
export interface Metrics {
  observe(line: Pick<LogLine, "method" | "route" | "status" | "duration_ms">): void;
  /** The text format of Prometheus, version 0.0.4. */
  text(): string;
}

/** Upper ends of the histogram's buckets, in seconds. */
const bounds: readonly number[] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Histogram {
  readonly counts: number[];
  count: number;
  seconds: number;
}

/** Metrics of this process. */
export function createMetrics(readPool: () => PoolUse | undefined): Metrics {
  const requests = new Map<string, number>();
  const durations = new Map<string, Histogram>();
  return {
    observe({ method, route, status, duration_ms }) {
      const labels = `method="${escape(method)}",route="${escape(route)}"`;
      const counted = `${labels},status="${status}"`;
      requests.set(counted, (requests.get(counted) ?? 0) + 1);
      const histogram = durations.get(labels) ?? { counts: bounds.map(() => 0), count: 0, seconds: 0 };
      const seconds = duration_ms / 1000;
      for (const [index, bound] of bounds.entries()) {
        if (seconds <= bound) histogram.counts[index] = (histogram.counts[index] ?? 0) + 1;
      }
      histogram.count += 1;
      histogram.seconds += seconds;
      durations.set(labels, histogram);
    },
    text() {
      const lines = [
        "# HELP consent_http_requests_total Answered requests.",
        "# TYPE consent_http_requests_total counter",
      ];
      for (const [labels, count] of requests) lines.push(`consent_http_requests_total{${labels}} ${count}`);
      const name = "consent_http_request_duration_seconds";
      lines.push(`# HELP ${name} Time from the request to its answer.`, `# TYPE ${name} histogram`);
      for (const [labels, { counts, count, seconds }] of durations) {
        for (const [index, bound] of bounds.entries()) {
          lines.push(`${name}_bucket{${labels},le="${bound}"} ${counts[index]}`);
        }
        lines.push(`${name}_bucket{${labels},le="+Inf"} ${count}`);
        lines.push(`${name}_sum{${labels}} ${Number(seconds.toFixed(3))}`, `${name}_count{${labels}} ${count}`);
      }
      const pool = readPool();
      if (pool !== undefined) {
        lines.push("# HELP consent_database_connections Connections of the pool, and requests that wait for one.");
        lines.push("# TYPE consent_database_connections gauge");
        for (const [state, count] of Object.entries(pool)) {
          lines.push(`consent_database_connections{state="${state}"} ${count}`);
        }
      }
      return `${lines.join("\n")}\n`;
    },
  };
}

/** `/metrics`, for a port that the internet does not reach. */
export function mountMetrics(app: Hono<ServerEnv>, metrics: Metrics): void {
  app.get("/metrics", (context) =>
    context.body(metrics.text(), 200, { "Content-Type": "text/plain; version=0.0.4; charset=utf-8" }),
  );
}

function escape(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
