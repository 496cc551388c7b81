import { Banner } from "../Banner/Banner";
import { BriefBar } from "../BriefBar/BriefBar";
import { Composer } from "../Composer/Composer";
import { Comparing } from "../Extras/Comparing";
import { Header } from "../Header/Header";
import { MessageList } from "../MessageList/MessageList";
import { People } from "../People/People";
import { Quiz } from "../Quiz/Quiz";
import { SheetOver } from "../Sheet/SheetOver";
import { Toast } from "../Toast/Toast";
import type { Ui } from "../ui";

export function Panel(ui: Ui) {
  const { state, controller, options, phone, close } = ui;
  const { sheet } = state;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      if (sheet) controller.show(null);
      else if (state.quiz) controller.showQuiz(null);
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
      <div class="chat" {...{ inert: !!sheet || !!state.quiz }}>
        <Header {...ui} />
        <People {...ui} />
        <BriefBar {...ui} />
        <Banner {...ui} />
        <MessageList {...ui} />
        <Comparing {...ui} />
        <Composer {...ui} />
      </div>
      {state.quiz && <Quiz {...ui} forWhom={state.quiz} />}
      {sheet && <SheetOver {...ui} sheet={sheet} />}
      <Toast {...ui} />
    </section>
  );
}
