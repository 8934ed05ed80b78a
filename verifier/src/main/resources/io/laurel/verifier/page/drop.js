// Lets a file be dropped anywhere on the form. Without this script the form works by its buttons.
(() => {
  const form = document.querySelector("form.upload");
  const input = form.querySelector("input[type=file]");
  const said = form.querySelector("[aria-live]");

  form.classList.add("droppable");
  for (const event of ["dragenter", "dragover"]) {
    form.addEventListener(event, e => { e.preventDefault(); form.classList.add("over"); });
  }
  form.addEventListener("dragleave", e => { if (!form.contains(e.relatedTarget)) form.classList.remove("over"); });
  form.addEventListener("drop", e => {
    e.preventDefault();
    form.classList.remove("over");
    if (!e.dataTransfer.files.length) return;
    input.files = e.dataTransfer.files;
    form.requestSubmit();
  });
  form.addEventListener("submit", () => { said.textContent = said.dataset.checking; form.setAttribute("aria-busy", "true"); });
  // Coming back to this page, nothing is being checked any more.
  addEventListener("pageshow", () => { said.textContent = ""; form.removeAttribute("aria-busy"); });
})();
