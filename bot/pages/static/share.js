// What a shared list can do beyond its links: copy the address, and the phone's own share sheet.
(() => {
  const address = document.querySelector(".address input");
  const copy = document.querySelector("[data-copy]");
  const native = document.querySelector("[data-native]");
  if (!address) return;

  const show = (button) => { button.closest("li").hidden = false; };

  const toClipboard = async () => {
    if (navigator.clipboard) return navigator.clipboard.writeText(address.value);
    address.select();
    if (!document.execCommand("copy")) throw new Error("not copied");
  };

  const label = copy.querySelector("span");
  const usual = label.textContent;
  copy.addEventListener("click", async () => {
    try {
      await toClipboard();
      label.textContent = copy.dataset.done;
    } catch {
      address.select();
      label.textContent = copy.dataset.failed;
    }
    setTimeout(() => { label.textContent = usual; }, 2500);
  });
  show(copy);

  address.addEventListener("focus", () => address.select());

  if (navigator.share) {
    native.addEventListener("click", () => {
      navigator.share({ title: native.dataset.title, url: address.value }).catch(() => undefined);
    });
    show(native);
  }
})();
