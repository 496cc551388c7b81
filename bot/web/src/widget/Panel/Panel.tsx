import { Banner } from "../Banner/Banner";
import { BriefBar } from "../BriefBar/BriefBar";
import { Composer } from "../Composer/Composer";
import { Header } from "../Header/Header";
import { MessageList } from "../MessageList/MessageList";
import { HelpDialog, RestartDialog } from "../Sheet/Dialogs";
import { Toast } from "../Toast/Toast";
import type { Ui } from "../ui";
import { WishlistDrawer } from "../Wishlist/WishlistDrawer";

const SHEETS = { wishlist: WishlistDrawer, help: HelpDialog, restart: RestartDialog };

export function Panel(ui: Ui) {
  const { state, controller, options, phone, close } = ui;
  const Sheet = state.sheet && SHEETS[state.sheet];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      if (Sheet) controller.show(null);
      else close();
    }
  };
  return (
    <section
      class="panel"
      role="dialog"
      aria-label={options.title}
      aria-modal={phone}
      hidden={!state.open}
      onKeyDown={onKeyDown}
      onClick={() => state.menu && controller.store.set({ menu: null })}
    >
      <div class="chat" {...{ inert: !!Sheet }}>
        <Header {...ui} />
        <BriefBar {...ui} />
        <Banner {...ui} />
        <MessageList {...ui} />
        <Composer {...ui} />
      </div>
      {Sheet && <Sheet {...ui} />}
      <Toast {...ui} />
    </section>
  );
}
