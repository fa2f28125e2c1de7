/** Hands a text to the person as a file of their own. */
export function saveFile(document: Document, name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The click has begun the download; some browsers read the address a moment later.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
