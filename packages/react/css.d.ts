/** A stylesheet as text. */
declare module "*.css?inline" {
  const css: string;
  export default css;
}

/** A stylesheet, imported for its effect on the page. */
declare module "*.css";
