import type { SafeLink } from "@notice-consent/contract";

/**
 * The link behind a server's text: https, and mailto and tel with an address; everything else is no link. The contract's
 * `safeLink` word for word, by which a notice is complete: that one is loaded later, and of what two chunks share
 * bundlers make a third, which every visit would have to fetch.
 */
export function safeLink(target: string): SafeLink | undefined {
  const href = target.trim();
  // Browsers drop tabs and line breaks inside an address, so one that holds any is not what it looks like.
  if (/[\s\p{Cc}]/u.test(href)) return undefined;
  if (/^https:\/\/[^/?#]/iu.test(href) && URL.canParse(href)) return { href, external: true };
  if (/^(?:mailto|tel):[^/]/iu.test(href)) return { href, external: false };
  return undefined;
}
