/** A notice as a component renders it, by hand: a title, two boxes, three actions. */
export function showNotice(actions: string = equalActions): HTMLElement {
  document.body.innerHTML = `
    <main><h1 tabindex="-1">A page</h1></main>
    <section data-nc="root">
      <h2>Your data</h2>
      <label><input type="checkbox"> Deliver</label>
      <label><input type="checkbox"> Offers</label>
      <div role="status"></div>
      ${actions}
    </section>`;
  const notice = document.querySelector<HTMLElement>("section");
  if (notice === null) throw new Error("The notice is not there.");
  return notice;
}

/** Three buttons that look the same. */
export const equalActions = `
  <div>
    <button type="button" data-act="decline" style="color: rgb(255, 255, 255); background-color: rgb(20, 60, 120)">No</button>
    <button type="button" data-act="save" style="color: rgb(255, 255, 255); background-color: rgb(20, 60, 120)">Save</button>
    <button type="button" data-act="accept" style="color: rgb(255, 255, 255); background-color: rgb(20, 60, 120)">Yes</button>
  </div>`;
