/** A stylesheet as text. */
declare module "*.css?inline" {
  const css: string;
  export default css;
}

/** A stylesheet, imported for its effect on the page. */
declare module "*.css";

/** A file as text. */
declare module "*?raw" {
  const text: string;
  export default text;
}
