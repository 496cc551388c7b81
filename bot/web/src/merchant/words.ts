export const words = {
  title: "Gift finder for merchants",
  sections: "Sections",
  insight: "Insight",
  catalog: "Catalog",
  rules: "Rules",
  releases: "Releases",
  receipts: "Receipts",
  signOut: "Sign out",
  wrongRole: "This page is for accounts with the role merchant.",
  failed: "That did not work. Please try again.",
  loading: "Loading …",
  asTable: "As a table",
  download: "Download as CSV",
  from: "From",
  to: "To",
  nothing: "Nothing in these days.",
  conversations: "conversations",
  any: "(any)",
};

export const STAGE_NAMES: Record<string, string> = {
  opened: "Opened",
  asked: "Wrote",
  shown: "Saw gifts",
  kept: "Saved or liked",
  clicked: "Went to the store",
  bought: "Bought",
};

export const ACTION_NAMES: Record<string, string> = {
  pin: "Pin to the top",
  boost: "Boost",
  bury: "Bury",
  exclude: "Exclude",
};

export const STRENGTHS = ["a little", "clearly", "strongly"];
