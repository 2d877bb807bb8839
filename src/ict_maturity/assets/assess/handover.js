// In: a draft, what is asked and who may see it; out: the file that `round ingest` takes.
import { FACTS, plain } from "./draft.js";

/** @import { Draft } from "./draft.js" */

const FORMAT = "ict-maturity answers 1";
const WHOLE = ["answer", "reason", "note"];
const DOCUMENT = ["title", "date", "holder", "url", "read_on", "note"];
/** The code of an office. */
export const CODE = /^[A-Z]{2}[A-Z0-9]{0,2}$/;

/**
 * The answers to what is asked, each a text by the id of its question.
 * @param {Draft} draft
 * @param {{framework: string, kpis: any[], profile: any[], audience: string, by: string}} about
 *   `framework` is the digest of what was asked, `kpis` are those that the office is asked
 * @returns {string} canonical JSON, so that the same answers are the same bytes
 */
export function handover(draft, { framework, kpis, profile, audience, by }) {
  /** @type {Record<string, string>} */
  const answers = { "cover.audience": audience, "cover.by": by };
  /** @type {Record<string, string>[]} */
  const evidence = [];
  for (const field of profile) {
    const values = draft.office.profile[field.id] ?? [];
    for (const value of values) {
      if (field.multiple) answers[`profile.${field.id}.${value}`] = "yes";
      else answers[`profile.${field.id}`] = value;
    }
  }
  if (draft.notes) answers.notes = draft.notes;
  for (const kpi of kpis) {
    const answer = draft.answers[kpi.id];
    if (!answer) continue;
    const facts = FACTS[kpi.rule.type] ?? [];
    const asked = {
      "": [...WHOLE.filter((name) => answer[name] !== "not_assessed"), ...facts],
      checks: Object.keys(answer.checks ?? {}),
      before: [...facts, "as_of"],
      change: ["what", "date"],
    };
    for (const [part, names] of Object.entries(asked)) {
      const from = part ? answer[part] : answer;
      for (const name of from ? names : []) {
        const id = ["answers", kpi.id, part, name].filter(Boolean).join(".");
        if (from[name] !== undefined) answers[id] = plain(from[name]);
      }
    }
    for (const item of answer.evidence ?? []) {
      const pairs = DOCUMENT.filter((name) => item[name]).map((name) => [name, item[name]]);
      evidence.push({ kpi: kpi.id, ...Object.fromEntries(pairs) });
    }
  }
  const { cycle, edition } = draft;
  const file = { answers, cycle, edition, format: FORMAT, framework, office: draft.office.code };
  return `${JSON.stringify(sorted(evidence.length ? { ...file, evidence } : file))}\n`;
}

/**
 * The same with the keys of all objects in order.
 * @param {any} value
 * @returns {any}
 */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]));
}
