"""Partner Reader: a small reference library, read and searched offline."""

__version__ = "0.1.0"

# Words that name a command, and so can name no document.
COMMANDS = (
    "search",
    "build",
    "add",
    "list",
    "remove",
    "check",
    "guides",
    "selftest",
    "restore",
    "acquire",
    "sign",
    "verify",
    "stick",
    "update",
)
