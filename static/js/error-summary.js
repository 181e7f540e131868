// error-summary.js: whoever sent a form with problems is taken to them, and from each to its field.
// Without it the summary is read where it stands, and its links lead to the fields all the same.

const summary = document.getElementById("error-summary");

summary?.focus();
summary?.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (field) {
    event.preventDefault();
    // The label or legend stays in sight above its field.
    (field.closest("fieldset") ?? document.querySelector(`label[for="${field.id}"]`) ?? field).scrollIntoView();
    field.focus({ preventScroll: true });
  }
});
