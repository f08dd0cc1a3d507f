// What is typed as a secret can be looked at while it is typed, and is covered again before it is sent.

function show(button, shown) {
  const input = button.closest(".secret-box").querySelector("input");
  input.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", shown);
}

export function followSecrets(form) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-reveal]");
    if (button) show(button, button.getAttribute("aria-pressed") !== "true");
  });
  form.addEventListener("submit", () => {
    for (const button of form.querySelectorAll("[data-reveal]")) show(button, false);
  });
}
