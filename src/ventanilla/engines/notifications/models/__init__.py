from ventanilla.engines.notifications.models.choice import Preferences
from ventanilla.engines.notifications.models.incoming import AddressTrouble, IncomingMail
from ventanilla.engines.notifications.models.link import OneTimeLink
from ventanilla.engines.notifications.models.news import Digest, Message, Notification

__all__ = [
    "AddressTrouble",
    "Digest",
    "IncomingMail",
    "Message",
    "Notification",
    "OneTimeLink",
    "Preferences",
]
