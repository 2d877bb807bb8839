// In: the kit in the page, and what an office answers; out: its levels, reasons and next steps.
import { readyEdition, scoreAssessment } from "../engine/assessment.js";
import { queries } from "../engine/queries.js";
import { Words } from "../engine/words.js";
import { byId, fill, h } from "./dom.js";
import { besideQuestion, oddKpi } from "./doubts.js";
import { aboutWhich, empty, isAnswered, questionsOf, readDraft } from "./draft.js";
import { furtherFields } from "./further.js";
import { CODE, handover } from "./handover.js";
import { profileFields } from "./profile.js";
import { questionCard } from "./question.js";
import { levelLine, resultPanel } from "./result.js";
import { Store, lasts, mayWrite } from "./store.js";

/** @import { Query } from "../engine/queries.js" */
/** @import { Draft, Question } from "./draft.js" */

const OFFER_TO_SAVE = 20;
const kit = JSON.parse(byId("kit").textContent);
const plurals = /** @type {string} */ (kit.catalogue.plurals);
const words = new Words({
  ...kit.catalogue,
  plural: (n) => Number(plurals[n < plurals.length ? n : 100 + (n % 100)]),
});
const edition = readyEdition(kit.edition);
const store = new Store(kit.id);

/** @type {Draft} */
let draft = empty(kit.edition.framework.edition, kit.day);
let place = 0;
let unsaved = 0;
/** What the draft was before each change. @type {string[]} */
let past = [];
/** What it was before each change was taken back. @type {string[]} */
let future = [];
let present = JSON.stringify(draft);
let canStore = true;
let isOurs = true;
let isAsked = false;
let isLasting = true;
/** @type {Question[]} */
let questions = [];

/** @param {string} id @param {Record<string, any>} [values] */
const say = (id, values) => words.say(id, values);
/** @param {string | null} id */
const cycleOf = (id) => kit.cycles.find((/** @type {any} */ cycle) => cycle.id === id);

/** The result of what is answered now, with the questions that it leaves. */
function scored() {
  const { office, answers, reference_date } = draft;
  const report = { edition: draft.edition, reference_date, answers };
  return scoreAssessment(edition, office, report, cycleOf(draft.cycle));
}

/** @param {any} result */
function asked(result) {
  const standings = new Map(result.kpis.map((/** @type {any} */ one) => [one.kpi, one.standing]));
  return edition.recommendations.flatMap(({ kpis }) =>
    kpis
      .filter(({ kpi }) => standings.get(kpi.id) === "counted")
      .flatMap(({ kpi }) => questionsOf(kpi)),
  );
}

/** Show everything that follows from the answers; the question itself stays as it is. */
function showResult() {
  const result = scored();
  const before = questions[place];
  questions = asked(result);
  place = Math.max(
    0,
    questions.findIndex((one) => same(one, before)),
  );
  const answered = questions.filter((one) => isAnswered(one, draft.answers[one.kpi.id])).length;
  const now = result.recommendations.find(
    (/** @type {any} */ one) => one.recommendation === questions[place]?.kpi.recommendation,
  );
  byId("progress").textContent = [
    say("assess.progress", { answered, of: questions.length }),
    ...(now ? [`${now.recommendation}: ${levelLine(words, now)}`] : []),
  ].join(" · ");
  const odd = allOdd();
  const current = questions[place];
  fill(byId("result"), resultPanel({ words, kit, result, odd, current, open: goTo }));
  showOdd(odd);
}

/** What is odd in the answers to what is asked. */
function allOdd() {
  const asks = new Set(questions.map(({ kpi }) => kpi.id));
  const { kpis } = kit.edition;
  const last = draft.last ? { assessment: draft.last, kpis } : null;
  const found = queries({ assessment: draft, kpis }, last, cycleOf(draft.cycle));
  return found.filter((query) => {
    const id = oddKpi(query);
    return !id || asks.has(id);
  });
}

/** Say beside the question what is odd in its answer. @param {Query[]} odd */
function showOdd(odd) {
  const id = questions[place]?.kpi.id;
  const here = odd.filter((query) => oddKpi(query) === id);
  const beside = byId("odd");
  if (beside) fill(beside, besideQuestion(here, { words, kit }));
}

/** @param {Question} one @param {Question | undefined} other */
function same(one, other) {
  return one.kpi.id === other?.kpi.id && one.check?.id === other?.check?.id;
}

function showQuestion() {
  const question = questions[place];
  if (!question) {
    fill(byId("question"), h("p", {}, say("assess.nothing")));
    return;
  }
  const id = question.kpi.id;
  const card = questionCard({
    words,
    kit,
    question,
    number: place + 1,
    of: questions.length,
    answer: draft.answers[id],
    change: (answer) => {
      const given = Object.keys(answer).length > 0;
      if (given) draft.answers[id] = answer;
      else delete draft.answers[id];
      changed();
    },
    move: (steps) => goTo(place + steps),
    nextOpen: () => {
      const order = [...questions.keys()].map((i) => (place + 1 + i) % questions.length);
      const open = order.find((i) => !isAnswered(questions[i], draft.answers[questions[i].kpi.id]));
      goTo(open ?? place);
    },
  });
  fill(byId("question"), card);
  showOdd(allOdd());
}

/** @param {number | string} where a question's place, or the Recommendation or KPI it begins */
function goTo(where) {
  const found =
    typeof where === "number"
      ? where
      : questions.findIndex(({ kpi }) => kpi.recommendation === where || kpi.id === where);
  place = Math.min(questions.length - 1, Math.max(0, found));
  showResult();
  showQuestion();
  byId("question").focus();
}

/** Something was answered: show what follows, and keep it. */
function changed() {
  unsaved += 1;
  past.push(present);
  present = JSON.stringify(draft);
  future = [];
  showResult();
  keep();
}

/**
 * Go one change back, or forward again.
 * @param {string[]} from
 * @param {string[]} to
 */
function step(from, to) {
  const other = from.pop();
  if (other === undefined) return;
  to.push(present);
  present = other;
  draft = JSON.parse(other);
  unsaved += 1;
  showAll();
  keep();
}

/** Begin with a draft, before which there is nothing to go back to. @param {Draft} other */
function begin(other) {
  draft = other;
  present = JSON.stringify(other);
  [past, future] = [[], []];
  [place, unsaved] = [0, 0];
}

async function keep() {
  if (!isOurs) return;
  try {
    await store.write(draft);
    canStore = true;
    askToLast();
  } catch {
    canStore = false;
  }
  showState();
}

/** Once something is stored, the browser is asked to keep it for good. */
async function askToLast() {
  if (isAsked) return;
  isAsked = true;
  isLasting = await lasts();
  showState();
}

function showState() {
  let id = isLasting ? "assess.kept" : "assess.kept.perhaps";
  if (!canStore) id = "assess.refused";
  if (!isOurs) id = "assess.other_tab";
  const offer = unsaved >= OFFER_TO_SAVE ? say("assess.offer", { changes: unsaved }) : "";
  const text = `${say(id)} ${offer}`.trim();
  if (byId("state-text").textContent !== text) byId("state-text").textContent = text;
  byId("take").hidden = isOurs;
  byId("undo").disabled = !past.length;
  byId("redo").disabled = !future.length;
  byId("state").classList.toggle("warning", !canStore || !isOurs);
}

function showProfile() {
  const page = { words, kit, draft, cycleOf, change: changed, show: showQuestion, showFurther };
  fill(byId("profile"), profileFields(page));
}

/** What a round asks beyond the KPIs; nothing outside of a round. */
function showFurther() {
  const cycle = cycleOf(draft.cycle);
  byId("further").hidden = !cycle;
  const page = { words, kit, draft, cycle, change: changed, show: showFurther };
  fill(byId("further-fields"), cycle ? furtherFields(page) : []);
}

function showAll() {
  showFurther();
  byId("notes").value = draft.notes ?? "";
  byId("about").open = !Object.keys(draft.office.profile).length;
  showProfile();
  showResult();
  showQuestion();
  showState();
}

/** @param {string} name @param {string} text */
function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  h("a", { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}

/** The file that those who run the round take in. */
function handOver() {
  const audience = document.querySelector("input[name=audience]:checked");
  const by = byId("by").value.trim();
  const { cycle, office } = draft;
  const isWhole = cycle && CODE.test(office.code) && by && audience instanceof HTMLInputElement;
  const targets = Object.entries(draft.targets ?? {});
  const half = targets.filter(([, { level, year }]) => !level || !year).map(([id]) => id);
  if (isWhole && half.length) {
    byId("sent").textContent = say("assess.send.targets", { targets: words.row(half) });
    return;
  }
  byId("sent").textContent = say(isWhole ? "assess.send.done" : "assess.send.missing");
  if (!isWhole) return;
  const ids = new Set(questions.map(({ kpi }) => kpi.id));
  const about = {
    framework: kit.framework,
    kpis: kit.edition.kpis.filter((/** @type {any} */ kpi) => ids.has(kpi.id)),
    recommendations: aboutWhich(kit, cycleOf(cycle)).map((one) => one.id),
    profile: kit.edition.framework.profile,
    questions: cycleOf(cycle).questions,
    audience: audience.value,
    by,
  };
  download(`${office.code}-${cycle}.json`, handover(draft, about));
}

function saveFile() {
  const name = ["draft", draft.office.code, draft.cycle ?? draft.reference_date].filter(Boolean);
  download(`${name.join("-").toLowerCase()}.json`, `${JSON.stringify(draft, null, 1)}\n`);
  unsaved = 0;
  showState();
}

/** @param {string} text */
function openFile(text) {
  const found = readDraft(text, kit);
  if ("problem" in found) {
    tell(say(found.problem));
    return;
  }
  begin(found.draft);
  const older = found.edition === draft.edition ? "" : say("assess.file.edition", found);
  const left = found.left.length ? say("assess.file.left", { left: words.row(found.left) }) : "";
  tell([say("assess.file.opened"), older, left].filter(Boolean).join(" "));
  showAll();
  keep();
}

/** Say what became of a file. @param {string} text */
function tell(text) {
  byId("told").textContent = text;
}

async function forget() {
  if (!window.confirm(say("assess.forget.sure"))) return;
  try {
    await store.forget();
  } catch {
    // What was never kept is forgotten already.
  }
  begin(empty(kit.edition.framework.edition, kit.day));
  tell(say("assess.forgotten"));
  showAll();
}

/** @param {boolean} take */
async function hold(take) {
  isOurs = await mayWrite(kit.id, take, () => {
    isOurs = false;
    showState();
  });
  try {
    const kept = await store.read();
    const found = kept ? readDraft(JSON.stringify(kept), kit) : null;
    if (found && "draft" in found) {
      begin(found.draft);
      askToLast();
    }
  } catch {
    canStore = false;
  }
  showAll();
}

byId("save").addEventListener("click", saveFile);
byId("undo").addEventListener("click", () => step(past, future));
byId("redo").addEventListener("click", () => step(future, past));
byId("send").addEventListener("click", handOver);
byId("notes").addEventListener("change", (/** @type {any} */ event) => {
  const notes = event.target.value.trim();
  if (notes) draft.notes = notes;
  else delete draft.notes;
  changed();
});
byId("forget").addEventListener("click", forget);
byId("take").addEventListener("click", () => hold(true));
byId("file").addEventListener("change", async (/** @type {any} */ event) => {
  const [file] = event.target.files;
  if (!file) return;
  openFile(file.size > 2_000_000 ? " ".repeat(2_000_001) : await file.text());
  event.target.value = "";
});
window.addEventListener("beforeunload", (event) => {
  if (!canStore && unsaved) event.preventDefault();
});
// A copy on a disk has no site around it.
if (byId("home")) byId("home").hidden = !location.protocol.startsWith("http");
byId("noscript").remove();
byId("room").hidden = false;
hold(false);
