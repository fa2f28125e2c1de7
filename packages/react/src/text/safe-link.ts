/** Where a link in a notice may lead, and whether it leaves the page. */
export interface SafeLink {
  readonly href: string;
  readonly external: boolean;
}

/** The link behind a server's text: https, mailto and tel pass, everything else is no link. */
export function safeLink(target: string): SafeLink | undefined {
  const href = target.trim();
  // Browsers drop tabs and line breaks inside an address, so one that holds any is not what it looks like.
  if (/[\s\p{Cc}]/u.test(href)) return undefined;
  if (/^https:\/\/[^/?#]/iu.test(href) && URL.canParse(href)) return { href, external: true };
  if (/^(?:mailto|tel):[^/]/iu.test(href)) return { href, external: false };
  return undefined;
}

/** The address of an image that may be shown: https, or image data, in which no script runs. */
export function safeImage(target: string): string | undefined {
  const src = target.trim();
  return /^https:\/\/[^/?#]/iu.test(src) || /^data:image\/(?:svg\+xml|png|jpeg|gif|webp)[;,]/iu.test(src)
    ? src
    : undefined;
}
