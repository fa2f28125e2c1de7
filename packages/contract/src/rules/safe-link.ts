/** Where a link in a notice may lead, and whether it leaves the page. */
export interface SafeLink {
  readonly href: string;
  readonly external: boolean;
}

/**
 * The link behind a notice's text: https, and mailto and tel with an address; everything else is no link. What is shown
 * and what counts as a link at publication are one.
 */
export function safeLink(target: string): SafeLink | undefined {
  const href = target.trim();
  // Browsers drop tabs and line breaks inside an address, so one that holds any is not what it looks like.
  if (/[\s\p{Cc}]/u.test(href)) return undefined;
  if (/^https:\/\/[^/?#]/iu.test(href) && URL.canParse(href)) return { href, external: true };
  if (/^(?:mailto|tel):[^/]/iu.test(href)) return { href, external: false };
  return undefined;
}
