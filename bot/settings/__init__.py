"""Settings, all from the environment as GIFTFINDER_*; a wrong one is an error that names it."""

from bot.settings.kinds import PREFIX
from bot.settings.settings import Settings, SettingsError, load_settings

__all__ = ["PREFIX", "Settings", "SettingsError", "load_settings"]
