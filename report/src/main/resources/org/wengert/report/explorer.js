// The editor of the explorer: asks for a report of what is typed, when typing pauses.
"use strict";

const PAUSE = 250;
const editor = byId("program");
let timer = 0;
let asked = 0;

byId("editor").hidden = false;

async function ask() {
  const number = ++asked;
  byId("status").textContent = "…";
  try {
    const response = await fetch("report", {
      method: "POST",
      headers: { "Content-Type": "text/plain;charset=utf-8" },
      body: editor.value,
    });
    const answer = await response.json();
    if (number === asked) {
      receive(answer);
    }
  } catch (error) {
    if (number === asked) {
      byId("status").textContent = "The explorer does not answer; is it still running?";
    }
  }
}

function receive(answer) {
  if (answer.failure) {
    byId("status").textContent = answer.failure;
    byId("main").classList.add("old");
    return;
  }
  const errors = answer.problems.filter((problem) => problem.error).length;
  byId("problems").hidden = answer.problems.length === 0;
  byId("problems").replaceChildren(...answer.problems.map((problem) => message(problem, answer.source)));
  if (errors === 0 && answer.functions.length > 0) {
    byId("status").textContent = "";
    byId("main").classList.remove("old");
    show(answer);
  } else {
    byId("status").textContent = errors === 1 ? "1 error" : errors + " errors";
    byId("main").classList.add("old");
  }
}

// As on the command line: the line, and carets below what is meant.
function message(problem, source) {
  const box = element("pre", "problem");
  const start = source.lastIndexOf("\n", problem.start - 1) + 1;
  const end = source.indexOf("\n", start);
  const line = source.slice(start, end < 0 ? source.length : end);
  const width = [...source.slice(problem.start, Math.min(problem.end, start + line.length))].length;
  const place = "line " + problem.line + ", column " + problem.column + ": ";
  box.append(element("span", "what", place + (problem.error ? "" : "warning: ") + problem.message), "\n  " + line + "\n");
  box.append(element("span", "caret", "  " + " ".repeat(problem.column - 1) + "^" + "~".repeat(Math.max(0, width - 1))));
  if (problem.hint !== "") {
    box.append("\n  hint: " + problem.hint);
  }
  return box;
}

editor.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
});

// Another program, which undo takes back.
function replaceProgram(text) {
  editor.focus();
  editor.select();
  if (!document.execCommand("insertText", false, text)) {
    editor.value = text;
  }
  clearTimeout(timer);
  ask();
}

window.addEventListener("program", (event) => replaceProgram(event.detail));

byId("examples").addEventListener("change", (event) => {
  const chosen = event.target.selectedOptions[0];
  if (chosen.dataset.program !== undefined) {
    replaceProgram(chosen.dataset.program);
  }
});

async function offerExamples() {
  const examples = await (await fetch("examples")).json();
  examples.forEach((example) => {
    const option = element("option", "", example.title);
    option.dataset.program = example.program;
    byId("examples").append(option);
  });
}

async function start() {
  editor.value = state.link?.program ?? (await (await fetch("program")).text());
  ask();
}

start();
offerExamples();
