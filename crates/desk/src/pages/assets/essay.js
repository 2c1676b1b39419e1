// What an essay does better with a script: Escape puts a note away that covers the prose, and comes back with the next one.

const essay = document.querySelector(".essay");

if (essay) {
  const back = () => essay.classList.remove("put-away");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") essay.classList.add("put-away");
  });
  essay.addEventListener("focusin", back);
  for (const cite of essay.querySelectorAll(".cite")) cite.addEventListener("pointerenter", back);
}
