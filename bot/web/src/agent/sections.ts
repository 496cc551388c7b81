import { Audit } from "./audit/Audit";
import { words as auditWords } from "./audit/words";
import { unanswered } from "./later/api";
import { Later } from "./later/Later";
import { words as laterWords } from "./later/words";
import type { Section } from "./mounting";
import { Statistics } from "./statistics/Statistics";
import { words as statisticsWords } from "./statistics/words";

/** The sections beside "Conversations", in the order of the top bar. A section stands in its own folder. */
export const SECTIONS: Section[] = [
  { id: "later", label: laterWords.section, show: Later, badge: unanswered },
  { id: "statistics", label: statisticsWords.section, show: Statistics, roles: ["agent", "merchant"] },
  { id: "audit", label: auditWords.section, show: Audit, roles: ["merchant"] },
];
