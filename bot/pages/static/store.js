// Opens the gift finder from the shop's own buttons, and where a link from elsewhere asked for it.
(() => {
  const address = new URL(location.href);
  const open = () => window.Giftfinder?.open();

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-giftfinder]");
    if (!link || !window.Giftfinder || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });

  if (address.searchParams.get("giftfinder") === "open") {
    customElements.whenDefined("gift-finder").then(() => setTimeout(open));
    // Once is enough: loading the page again does not open it again.
    address.searchParams.delete("giftfinder");
    history.replaceState(history.state, "", address);
  }
})();
