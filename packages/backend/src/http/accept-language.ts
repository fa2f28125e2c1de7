const mostRead = 20;

/** The languages of an `Accept-Language` header, the preferred one first; refused ones and the wildcard are left out. */
export function preferredLanguages(header: string | undefined): readonly string[] {
  const wanted = (header ?? "")
    .split(",", mostRead)
    .map((part) => {
      const [tag = "", ...parameters] = part.split(";").map((piece) => piece.trim());
      const quality = parameters.find((piece) => /^q=/i.test(piece))?.slice(2);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => /^[a-z]{1,8}(-[a-z0-9]{1,8})*$/i.test(tag) && quality > 0 && quality <= 1);
  return wanted.toSorted((one, other) => other.quality - one.quality).map(({ tag }) => tag);
}
