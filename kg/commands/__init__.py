"""The commands of `kg`, a file for each of the help's sections; `kg.cli` puts them together.

Each is a few lines over the library function of the same name, which it imports only when it runs: `kg --help`
should not wait for spaCy.

>>> from kg.commands.asking import stats
>>> stats.name
'stats'
"""
