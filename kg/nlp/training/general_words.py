"""Write rules/general_words.txt: the general words that may stand before a name but not inside one.

    python -m kg.nlp.training.general_words

Needs jieba (the `train` dependency group); its word list is under the MIT licence.
"""

from __future__ import annotations

from pathlib import Path

TAGS = {"v", "d", "p", "c", "ad", "vd", "r", "t", "f", "u"}
_IN_NAMES = frozenset({"省立", "市立"})  # verbs to the list, but 省立医院 is a name
TARGET = Path(__file__).parents[1] / "rules" / "general_words.txt"


def general_words(dictionary: Path, least: int = 30) -> list[str]:
    """Words of two or three characters with one of the TAGS that occur at least so often, sorted."""
    words = set()
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, frequency, tag = line.split()
        if tag == "f" and word[0] in "东南西北":
            continue  # 东麓, 南岸: parts of place names
        if word in _IN_NAMES:
            continue
        if 2 <= len(word) <= 3 and tag in TAGS and int(frequency) >= least and all("一" <= c <= "龥" for c in word):
            words.add(word)
    return sorted(words)


def main() -> None:
    import jieba

    kept = [line for line in TARGET.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    words = general_words(Path(jieba.__file__).parent / "dict.txt")
    TARGET.write_text("\n".join([*kept, *words]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
