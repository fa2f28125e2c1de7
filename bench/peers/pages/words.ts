/** What every page asks, as far as its library lets a page choose the words. */
export const words = {
  title: "Your data, your choice",
  text: "We keep what this shop needs to work, and we ask before we measure your visit or make you offers. You can change your mind at any time.",
  accept: "Accept all",
  decline: "Decline all",
  save: "Save choices",
  purposes: [
    {
      id: "necessary",
      name: "Strictly necessary",
      text: "Keeps you signed in and your basket filled. The shop does not work without it.",
      required: true,
      data: ["Session", "Basket"],
    },
    {
      id: "measurement",
      name: "Measurement",
      text: "Tells us which pages are read, so that we can make them better.",
      required: false,
      data: ["Pages you visit", "Device and browser"],
    },
    {
      id: "marketing",
      name: "Marketing",
      text: "Lets us choose offers by what you bought, and measure whether they work.",
      required: false,
      data: ["Purchases", "Pages you visit"],
    },
  ],
} as const;

/** Where a page of React is mounted. */
export function mount(): Element {
  const root = document.querySelector("#root");
  if (root === null) throw new Error("The page has no root.");
  return root;
}

/** Calls back when the page's own button is pressed, as a link to privacy choices would. */
export function atOpener(open: () => void): () => void {
  const opener = document.querySelector("#opener");
  opener?.addEventListener("click", open);
  return () => opener?.removeEventListener("click", open);
}
