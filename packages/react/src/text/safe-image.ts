/** The address of an image that may be shown: https, or image data, in which no script runs. */
export function safeImage(target: string): string | undefined {
  const src = target.trim();
  return /^https:\/\/[^/?#]/iu.test(src) || /^data:image\/(?:svg\+xml|png|jpeg|gif|webp)[;,]/iu.test(src)
    ? src
    : undefined;
}
