/** Ids inside one notice; all start with the notice's own prefix. */
export const ids = {
  root: (base: string): string => `${base}root`,
  title: (base: string): string => `${base}title`,
  choices: (base: string): string => `${base}choices`,
  purpose: (base: string, purposeUuid: string): string => `${base}${purposeUuid}`,
  purposeText: (base: string, purposeUuid: string): string => `${base}${purposeUuid}-text`,
  act: (base: string, name: string): string => `${base}${name}`,
  elements: (base: string, purposeUuid: string): string => `${base}${purposeUuid}-elements`,
  element: (base: string, purposeUuid: string, elementUuid: string): string => `${base}${purposeUuid}-${elementUuid}`,
  missing: (base: string, purposeUuid: string, elementUuid: string): string =>
    `${base}${purposeUuid}-${elementUuid}-missing`,
};

/** What names a section inside a notice: its heading, and after it the notice's own name where the host gave it one. */
export function sectionName(
  { idBase, label }: { idBase: string; label: string | undefined },
  headingId: string,
): string {
  return label === undefined ? headingId : `${headingId} ${ids.root(idBase)}`;
}
