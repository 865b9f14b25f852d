"""`python -m kg.faces`: write the ontology's faces into a checkout."""

from __future__ import annotations

from kg.faces import faces, stale
from kg.ontology import ontology_dir

folder = ontology_dir() / "derived"
folder.mkdir(exist_ok=True)
changed = stale(folder)
for name in changed:
    (folder / name).unlink(missing_ok=True)
for name, text in faces().items():
    (folder / name).write_text(text, encoding="utf-8")
print(f"{folder}: {', '.join(changed) if changed else 'nothing'} changed")
