"""Sample reports of invented counties: one small world in every format that can be read.

>>> from kg.samples import samples
>>> for path in samples():
...     print(path.name)
luoxi-2022.html
masked-county-2019.md
shanchuan-2020.txt
shanchuan-2021.docx
tongbu-hospital-2021.pdf
two-counties-2021.txt
yunqiao-2021.txt

What each is there for:

- `shanchuan-2020.txt` and `shanchuan-2021.docx`: one county in two consecutive years. Some plans of
  the first became facts in the second, others failed or were put off. The second has a table.
- `two-counties-2021.txt`: two reports one after another; the second has only a bare title, and its
  county must be found in its text.
- `tongbu-hospital-2021.pdf`: a hospital's own report, from the first of those two counties. Its lines
  are broken inside sentences and its pages are numbered.
- `yunqiao-2021.txt`: a county-level city, in GB18030 with Windows line ends.
- `masked-county-2019.md`: a county whose name the publisher hid.
- `luoxi-2022.html`: a web page with a menu, a sidebar and a footer around the report.

The counties and the institutions of their prefecture are invented and the figures mean nothing. The
hospitals of 澜川市 help three of the counties, so that their graph is connected. Word, PDF, HTML and
GB18030 files are made from `sources/` by `python -m kg.samples.make`.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

SUFFIXES = {".txt", ".md", ".docx", ".pdf", ".html"}


def samples() -> list[Path]:
    """The sample reports, in the order of their names.

    >>> samples()[0].parent == samples()[-1].parent
    True
    """
    folder = Path(str(files(__package__).joinpath("reports")))
    return sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES)
