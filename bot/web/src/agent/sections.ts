import type { Section } from "./mounting";

/** The sections beside "Conversations", in the order of the top bar. A section stands in its own folder. */
export const SECTIONS: Section[] = [
  // later/ (id "later"), statistics/ (id "statistics"), audit/ (id "audit")
];
