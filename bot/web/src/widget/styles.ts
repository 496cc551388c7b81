import banner from "./Banner/Banner.css?inline";
import brief from "./BriefBar/BriefBar.css?inline";
import bubble from "./Bubble/Bubble.css?inline";
import base from "./base.css?inline";
import cards from "./Cards/Cards.css?inline";
import composer from "./Composer/Composer.css?inline";
import extras from "./Extras/Extras.css?inline";
import header from "./Header/Header.css?inline";
import launcher from "./Launcher/Launcher.css?inline";
import menu from "./Menu/Menu.css?inline";
import list from "./MessageList/MessageList.css?inline";
import panel from "./Panel/Panel.css?inline";
import replies from "./QuickReplies/QuickReplies.css?inline";
import sheet from "./Sheet/Sheet.css?inline";
import toast from "./Toast/Toast.css?inline";

export const STYLES =
  base +
  launcher +
  panel +
  menu +
  header +
  brief +
  banner +
  bubble +
  list +
  replies +
  cards +
  extras +
  composer +
  sheet +
  toast;
