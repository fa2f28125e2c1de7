export { ConsentBoundary, type ConsentBoundaryProps } from "@notice-consent/hooks";
