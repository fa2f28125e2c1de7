// What the pages use of libraries without types of their own.
declare module "*.css";
declare module "klaro/dist/klaro-no-css" {
  export function setup(config: object): void;
  export function show(config: object, modal: boolean): void;
}
