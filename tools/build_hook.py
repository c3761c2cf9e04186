"""Hatchling's hook: a wheel built from a clean clone carries its fonts, icons and translations."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ResourcesHook(BuildHookInterface):  # type: ignore[misc, type-arg, unused-ignore]  # untyped where hatchling is missing
    """Compiles before the files of a wheel are gathered."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Compile, except for the source archive and the editable install, whose files tools/setup.py makes."""
        if self.target_name != "wheel" or version == "editable":
            return
        sys.path.insert(0, self.root)
        try:
            from tools import resources
        finally:
            sys.path.remove(self.root)
        resources.compile_all(Path(self.root), resources.site_packages())
