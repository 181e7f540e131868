// copy-text.js: a button that copies what stands in a field. Without it the field can be selected by hand.

const SAID = "announcement";
const COPIED = "Copied";

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = !navigator.clipboard;
  field?.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    const words = button.textContent;
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // The browser does not let us: what is selected can be copied with the keyboard.
      field.focus();
      return;
    }
    button.textContent = COPIED;
    document.getElementById(SAID).textContent = COPIED;
    setTimeout(() => { button.textContent = words; }, 3000);
  });
}
