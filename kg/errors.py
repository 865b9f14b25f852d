"""What can go wrong, said so that the reader knows what to do next.

Every error that a user can cause derives from `YilianError`; its text is one or two plain
sentences that name the file (and line) and the next step. Commands print it without a
traceback and exit with `exit_code`.
"""

from __future__ import annotations


class YilianError(Exception):
    """Base of all errors that are shown to the user as they are."""

    exit_code = 2


class UnreadableFile(YilianError):
    """A file from which no text can be had (damaged, encrypted, scanned, wrong encoding)."""


class NoReports(YilianError):
    """Nothing in the given paths is a report."""


class NotAGraph(YilianError):
    """A folder that `kg build` did not write, or wrote for another version."""


class QueryError(YilianError):
    """A query that the store cannot parse or refuses to run."""


class StoreUnavailable(YilianError):
    """A store that cannot be reached, opened or logged in to."""


class MissingExtra(YilianError):
    """A part that needs a package which is not installed; the text has the command that installs it."""


class MalformedFile(YilianError):
    """A file of annotations, predictions or decisions that has another form than it should; the text names the line."""


class NotInGraph(YilianError):
    """An entity that is asked for and that no report of the graph names."""


class NotInOntology(YilianError):
    """A class or relation that is asked for, or that a graph holds, and that the ontology does not have."""


class TooLate(YilianError):
    """What is to be said before reports or graphs are read, said after it."""


class WorkerLost(YilianError):
    """A process that worked for this one has ended before its work was done (killed, or out of memory)."""
