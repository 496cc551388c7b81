import type { ComponentType } from "preact";
import { Catalog } from "./catalog/Catalog";
import { Insight } from "./insight/Insight";
import { Receipts } from "./receipts/Receipts";
import { Releases } from "./releases/Releases";
import { Rules } from "./rules/Rules";
import { words } from "./words";

/** A part of the merchants' page; it stands in its own folder. */
export interface Section {
  id: string;
  label: string;
  show: ComponentType;
}

/** In the order of the top bar. */
export const SECTIONS: Section[] = [
  { id: "insight", label: words.insight, show: Insight },
  { id: "catalog", label: words.catalog, show: Catalog },
  { id: "rules", label: words.rules, show: Rules },
  { id: "releases", label: words.releases, show: Releases },
  { id: "receipts", label: words.receipts, show: Receipts },
];
