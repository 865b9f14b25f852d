"""Yilian (医联): from Chinese public-health reports to a knowledge graph with evidence."""

__version__ = "0.1.0"
