import { describe, expect, it } from "vitest";
import { createMetrics } from "./metrics.ts";

describe("metrics", () => {
  it("count requests by template and status, and sort their durations [SEC-B23]", () => {
    const metrics = createMetrics(() => ({ size: 10, open: 3, idle: 1, waiting: 2 }));
    const route = "/consent/:workspace_uuid/notices/:notice_uuid";
    metrics.observe({ method: "GET", route, status: 200, duration_ms: 4 });
    metrics.observe({ method: "GET", route, status: 200, duration_ms: 60 });
    metrics.observe({ method: "GET", route, status: 409, duration_ms: 20_000 });
    const text = metrics.text();
    const labels = `method="GET",route="${route}"`;
    for (const line of [
      `consent_http_requests_total{${labels},status="200"} 2`,
      `consent_http_requests_total{${labels},status="409"} 1`,
      `consent_http_request_duration_seconds_bucket{${labels},le="0.005"} 1`,
      `consent_http_request_duration_seconds_bucket{${labels},le="0.1"} 2`,
      `consent_http_request_duration_seconds_bucket{${labels},le="10"} 2`,
      `consent_http_request_duration_seconds_bucket{${labels},le="+Inf"} 3`,
      `consent_http_request_duration_seconds_count{${labels}} 3`,
      'consent_database_connections{state="waiting"} 2',
    ]) {
      expect(text.split("\n")).toContain(line);
    }
    expect(text.endsWith("\n")).toBe(true);
  });

  it("escape what a label may not hold", () => {
    const metrics = createMetrics(() => undefined);
    metrics.observe({ method: "GET", route: 'a"b\\c\nd', status: 200, duration_ms: 1 });
    expect(metrics.text()).toContain('route="a\\"b\\\\c\\nd"');
  });
});
