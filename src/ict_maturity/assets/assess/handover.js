// In: a draft, what is asked and who may see it; out: the file that `round ingest` takes.
import { FACTS, KINDS, plain } from "./draft.js";

/** @import { Draft } from "./draft.js" */

const FORMAT = "ict-maturity answers 1";
const WHOLE = ["answer", "reason", "note"];
const DOCUMENT = ["title", "date", "holder", "url", "read_on", "note"];
/** The code of an office. */
export const CODE = /^[A-Z]{2}[A-Z0-9]{0,2}$/;

/**
 * The answers to what is asked, each a text by the id of its question.
 * @param {Draft} draft
 * @param {{framework: string, kpis: any[], recommendations: string[], profile: any[],
 *   questions: any[], audience: string, by: string}} about `framework` is the digest of what was
 *   asked, `kpis` are those that the office is asked, `recommendations` those of the round, and
 *   `questions` are beyond the KPIs
 * @returns {string} canonical JSON, so that the same answers are the same bytes
 */
export function handover(draft, about) {
  const { framework, kpis, recommendations, profile, questions, audience, by } = about;
  /** @type {Record<string, string>} */
  const answers = { "cover.audience": audience, "cover.by": by };
  /** @type {Record<string, string>[]} */
  const evidence = [];
  /** @param {string} part @param {any[]} fields @param {Record<string, string[]>} chosen */
  const choose = (part, fields, chosen) => {
    for (const { id, multiple } of fields) {
      for (const value of chosen[id] ?? []) {
        if (multiple) answers[`${part}.${id}.${value}`] = "yes";
        else answers[`${part}.${id}`] = value;
      }
    }
  };
  choose("profile", profile, draft.office.profile);
  choose("responses", questions, draft.responses ?? {});
  for (const id of recommendations) {
    for (const [name, value] of Object.entries(draft.targets?.[id] ?? {})) {
      answers[`targets.${id}.${name}`] = plain(value);
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
  const exchange = KINDS.flatMap((kind) =>
    (draft.exchange ?? []).filter((one) => one.kind === kind && one.text),
  );
  const lists = Object.entries({ evidence, exchange }).filter(([, lines]) => lines.length);
  return `${JSON.stringify(sorted({ ...file, ...Object.fromEntries(lists) }))}\n`;
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
