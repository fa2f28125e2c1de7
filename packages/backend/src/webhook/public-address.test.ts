import { describe, expect, it } from "vitest";
import { isLoopbackAddress, isPublicAddress, refusedRanges } from "./public-address.ts";

describe("an address", () => {
  it.each([
    ["127.0.0.1", "loopback"],
    ["127.255.255.254", "loopback"],
    ["0.0.0.0", "this network"],
    ["10.0.0.1", "private"],
    ["172.16.0.1", "private"],
    ["172.31.255.255", "private"],
    ["192.168.1.1", "private"],
    ["100.64.0.1", "carrier-grade NAT"],
    ["100.100.100.200", "metadata"],
    ["169.254.169.254", "metadata"],
    ["169.254.170.2", "metadata"],
    ["168.63.129.16", "host agent"],
    ["192.0.0.192", "metadata"],
    ["198.18.0.1", "benchmarking"],
    ["224.0.0.1", "multicast"],
    ["255.255.255.255", "broadcast"],
    ["::", "unspecified"],
    ["::1", "loopback"],
    ["::ffff:127.0.0.1", "mapped loopback"],
    ["::ffff:8.8.8.8", "mapped"],
    ["::127.0.0.1", "compatible"],
    ["64:ff9b::7f00:1", "translated"],
    ["fe80::1", "link-local"],
    ["fc00::1", "unique local"],
    ["fd00:ec2::254", "metadata"],
    ["fec0::1", "site-local"],
    ["ff02::1", "multicast"],
    ["2001::1", "Teredo"],
    ["2001:db8::1", "documentation"],
    ["2002:7f00:1::", "6to4"],
    ["localhost", "no address"],
    ["", "no address"],
  ])("%s is not public: %s [SEC-B14]", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "169.253.0.1", "2606:4700:4700::1111", "2a00:1450::1"])(
    "%s is public",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it("is not public at the start of any refused range [SEC-B14]", () => {
    for (const [range] of refusedRanges) expect(isPublicAddress(range.split("/")[0] ?? "")).toBe(false);
  });

  it("is this machine's own only in the loopback ranges", () => {
    expect(["127.0.0.1", "::1"].map(isLoopbackAddress)).toEqual([true, true]);
    expect(["10.0.0.1", "::ffff:10.0.0.1", "fe80::1", "localhost"].some(isLoopbackAddress)).toBe(false);
  });
});
