"""Every table, so that migrations and tests see the whole schema."""

from bot.conversation.models import BriefEdit, Conversation, Message
from bot.db import Base
from bot.decisions.models import Decision, DecisionDelivery
from bot.feedback.models import Feedback
from bot.go.models import Click
from bot.handoff.models import HandoffWish, StateChange
from bot.later.models import LaterItem
from bot.ratings.models import Rating
from bot.staff.models import StaffAction, StaffMember, StaffSession
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
    "LaterItem",
    "Mention",
    "Message",
    "Note",
    "PageVisit",
    "Rating",
    "ReadMark",
    "ShareLink",
    "StaffAction",
    "StaffMember",
    "StaffSession",
    "StateChange",
    "WishlistItem",
]
