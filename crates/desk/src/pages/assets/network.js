// The slider of the network names its day while it is moved, and shows the network of that day when it is let go.

const slider = document.getElementById("step");
if (slider) {
  const dates = slider.dataset.dates.split(" ");
  const form = slider.form;
  const shown = form.querySelector("output");
  slider.addEventListener("input", () => {
    const day = dates[slider.value];
    shown.textContent = day;
    slider.setAttribute("aria-valuetext", day);
    form.elements.on.value = day;
  });
  slider.addEventListener("change", () => form.requestSubmit());
  form.addEventListener("submit", () => { slider.disabled = true; });
}
