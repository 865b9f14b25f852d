"""Who is meant: mentions to entities with canonical names and IRIs, within the report's county."""

from kg.resolution.resolve import resolve

__all__ = ["resolve"]
