const drawing = [
  '<svg xmlns="http://www.w3.org/2000/svg" width="176" height="32" viewBox="0 0 176 32">',
  '<g fill="#c2571a">',
  '<path d="M15 29C7 25 4 18 6 9c6 3 9 9 9 20z"/>',
  '<path d="M16 29c-3-9-2-18 4-26 5 9 4 18-4 26z"/>',
  '<path d="M18 29c2-8 5-13 11-15 1 8-3 13-11 15z"/>',
  '<text x="40" y="22" font-family="Georgia, Noto Serif, serif" font-size="19">Palash Bank</text>',
  "</g></svg>",
].join("");

/** The bank's mark, three petals and its name, as an SVG data URL in a tone that reads on light and dark. */
export const bankLogo = `data:image/svg+xml,${encodeURIComponent(drawing)}`;
