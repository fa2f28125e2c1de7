import { BlockList, isIPv4, isIPv6 } from "node:net";

/**
 * Address ranges that no webhook may reach, each with the reason. Sources: the IANA special-purpose registries for
 * IPv4 and IPv6, and the metadata addresses of the large clouds that lie outside of them.
 */
export const refusedRanges: readonly (readonly [range: string, reason: string])[] = [
  ["0.0.0.0/8", "this network"],
  ["10.0.0.0/8", "private"],
  ["100.64.0.0/10", "carrier-grade NAT, and one cloud's metadata"],
  ["127.0.0.0/8", "loopback"],
  ["168.63.129.16/32", "one cloud's host agent"],
  ["169.254.0.0/16", "link-local, and metadata"],
  ["172.16.0.0/12", "private"],
  ["192.0.0.0/24", "protocol assignments"],
  ["192.0.2.0/24", "documentation"],
  ["192.88.99.0/24", "relay anycast"],
  ["192.168.0.0/16", "private"],
  ["198.18.0.0/15", "benchmarking"],
  ["198.51.100.0/24", "documentation"],
  ["203.0.113.0/24", "documentation"],
  ["224.0.0.0/4", "multicast"],
  ["240.0.0.0/4", "reserved, and broadcast"],
  ["2001::/23", "protocol assignments, Teredo among them"],
  ["2001:db8::/32", "documentation"],
  ["2002::/16", "6to4, which wraps an IPv4 address"],
  ["3fff::/20", "documentation"],
];

/** The only IPv6 addresses that are given out; everything else is local, mapped, translated, multicast or reserved. */
const globalUnicast: readonly [string, number] = ["2000::", 3];

const refused = listOf(refusedRanges.map(([range]) => range));
const unicast = listOf([globalUnicast.join("/")]);
const loopback = listOf(["127.0.0.0/8", "::1/128"]);

/** True for an address on the public internet; false for anything else, text that is no address included. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !refused.check(address, "ipv4");
  return isIPv6(address) && unicast.check(address, "ipv6") && !refused.check(address, "ipv6");
}

/** True for an address of this machine itself. */
export function isLoopbackAddress(address: string): boolean {
  return isIPv4(address) ? loopback.check(address, "ipv4") : isIPv6(address) && loopback.check(address, "ipv6");
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = "", bits] = range.split("/");
    list.addSubnet(network, Number(bits), isIPv4(network) ? "ipv4" : "ipv6");
  }
  return list;
}
