"""Every table, so that migrations and tests see the whole schema."""

from bot.conversation.models import BriefEdit, Conversation, Message
from bot.db import Base
from bot.decisions.models import Decision, DecisionDelivery
from bot.feedback.models import Feedback
from bot.gateways.models import RateWindow, TurnLease
from bot.go.models import Click
from bot.handoff.models import HandoffWish, StateChange
from bot.later.models import LaterItem
from bot.learning.models import Impression, Order, Receipt, Wish
from bot.ratings.models import Rating
from bot.staff.models import StaffAction, StaffMember, StaffSession
from bot.steering.models import SteeringRule, SynonymGroup
from bot.visits.models import PageVisit
from bot.wishlist.models import ShareLink, WishlistItem
from bot.workbench.models import CannedReply, ConversationLabel, Mention, Note, ReadMark

__all__ = [
    "Base",
    "BriefEdit",
    "CannedReply",
    "Click",
    "Conversation",
    "ConversationLabel",
    "Decision",
    "DecisionDelivery",
    "Feedback",
    "HandoffWish",
    "Impression",
    "LaterItem",
    "Mention",
    "Message",
    "Note",
    "Order",
    "PageVisit",
    "RateWindow",
    "Rating",
    "ReadMark",
    "Receipt",
    "ShareLink",
    "StaffAction",
    "StaffMember",
    "StaffSession",
    "StateChange",
    "SteeringRule",
    "SynonymGroup",
    "TurnLease",
    "Wish",
    "WishlistItem",
]
