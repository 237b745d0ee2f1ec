// Runs once, with `element` (the source pane), `props` and `server` given by Gradio.
// A marker [1] or a citation opens its report on the right; the place is in the button, so nothing is kept here.
document.documentElement.lang = "zh-CN";

let opened = [];
let at = -1;
let request = 0;
let shown = 0;

const narrow = () => window.matchMedia("(max-width: 860px)").matches;
const pane = () => document.querySelector("#source");

function paint(button) {
  document.querySelectorAll(".citation.current, .marker.current, .passage.current").forEach((one) => one.classList.remove("current"));
  if (!button) return;
  button.classList.add("current");
  const marker = button.dataset.marker;
  if (!marker) return;
  button.closest(".answer")?.querySelectorAll(`.marker[data-marker="${marker}"]`)
    .forEach((one) => one.classList.add("current"));
}

function settle(jump) {
  const mark = element.querySelector("#cited");
  const text = element.querySelector(".text");
  const previous = element.querySelector('[data-step="-1"]');
  const next = element.querySelector('[data-step="1"]');
  if (previous) previous.disabled = at <= 0;
  if (next) next.disabled = at < 0 || at >= opened.length - 1;
  const position = element.querySelector(".position");
  if (position) position.textContent = at < 0 ? "" : `第 ${at + 1} / ${opened.length} 处`;
  if (mark && text && text.scrollHeight > text.clientHeight) {
    const shift = mark.getBoundingClientRect().top - text.getBoundingClientRect().top;
    text.scrollTop += shift - text.clientHeight / 3;
  }
  if (jump && narrow()) pane()?.scrollIntoView({ block: "start" });
}

async function show(place, jump) {
  const mine = ++request;
  const html = await server.source(place);
  if (mine !== request) return;
  props.value = html;
  requestAnimationFrame(() => requestAnimationFrame(() => settle(jump)));
}

function open(button, jump) {
  const group = button.closest(".citations, .nearest, .coverage, .explain");
  opened = group ? [...group.querySelectorAll(".citation, .passage")] : [button];
  at = opened.indexOf(button);
  paint(button);
  const { report, start, end } = button.dataset;
  show({ report, start: Number(start), end: Number(end) }, jump);
}

function clicked(event) {
  const marker = event.target.closest(".marker");
  if (marker) {
    const target = marker.closest(".answer")?.querySelector(`.citation[data-marker="${marker.dataset.marker}"]`);
    if (target) open(target, true);
    return;
  }
  const citation = event.target.closest(".citation");
  if (citation) return open(citation, true);
  const report = event.target.closest("button.report");
  if (report) {
    opened = [];
    at = -1;
    paint(null);
    show({ report: report.dataset.report }, true);
    return;
  }
  const passage = event.target.closest("button.passage");
  if (passage) return open(passage, true);
  if (event.target.closest(".refine")) return refine();
  const step = event.target.closest("[data-step]");
  if (step) {
    const target = opened[at + Number(step.dataset.step)];
    if (target) {
      open(target, false);
      const seen = document.querySelector("#chat .marker.current") ?? target;
      if (!narrow()) seen.scrollIntoView({ block: "nearest" });
    }
    return;
  }
  if (event.target.closest(".back")) document.querySelector("#left")?.scrollIntoView({ block: "start" });
}

// Opens the filter below the conversation and puts the cursor into its first box.
function refine() {
  const filter = document.querySelector("#filter");
  const fold = filter?.querySelector("button.label-wrap");
  if (fold && !fold.classList.contains("open")) fold.click();
  requestAnimationFrame(() => requestAnimationFrame(() => filter?.querySelector("input")?.focus()));
}

// A new question goes to the top of the conversation. Its answer opens its first citation by itself; nearest
// evidence is no answer and waits for a click, so that nothing of an earlier answer stands beside it.
function fresh() {
  const questions = document.querySelectorAll("#chat .asked");
  const question = questions[questions.length - 1];
  const answers = document.querySelectorAll("#chat .answer");
  const last = answers[answers.length - 1];
  if (!question) {
    if (shown) reset();
    shown = 0;
  } else if (questions.length !== shown || (last && !last.dataset.seen)) {
    shown = questions.length;
    lift(question);
  }
  if (!last || last.dataset.seen || answers.length < questions.length) return;
  last.dataset.seen = "1";
  const first = last.querySelector(".citations .citation");
  if (first) open(first, false);
  else reset();
}

function lift(question) {
  const box = document.querySelector("#chat .bubble-wrap");
  if (box) box.scrollTop += question.getBoundingClientRect().top - box.getBoundingClientRect().top - 24;
}

function reset() {
  opened = [];
  at = -1;
  paint(null);
  show({ report: null }, false);
}

document.addEventListener("click", clicked);
new MutationObserver(fresh).observe(document.body, { childList: true, subtree: true });
