"""The tokenizer: words of the domain, nothing lost, kept on disk, and its model as the script makes it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg.nlp.pipeline import pipeline
from kg.nlp.segmentation import blank_pipeline
from kg.nlp.segmentation.runs import atoms, model_view, runs
from kg.nlp.segmentation.tokenizer import ReportTokenizer, shipped_words
from kg.nlp.segmentation.word_model import WordModel
from kg.nlp.segmentation.words import Dictionary
from kg.nlp.training.sentences import generate, templates
from kg.ontology import schema

TEXT = "云溪县人民医院与柳河镇中心卫生院等14所乡镇卫生院组建县域医共体（3.5亿元，占9.58%）。\r\n　　二、下一步工作"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return blank_pipeline()


def cut(nlp: Language, text: str) -> list[str]:
    return [token.text for token in nlp(text)]


@pytest.mark.parametrize(
    "words",
    [
        "云溪县 人民医院 与 柳河镇 中心卫生院 签订 协议 。",
        "我县 12 所 乡镇卫生院 由 县 中医院 对口支援 。",
        "王家湾 、 侯桥 、 桑洼 3 所 卫生院 实行 双向转诊 。",
        "市 第二 人民医院 加入 紧密型医共体 ， 开通 远程会诊 。",
        "推动 县 妇幼保健院 与 省 中医院 建立 合作关系 。",
        "县 疾控中心 完成 结核病 筛查 3200 余 人次 。",
        "落实 先诊疗后付费 和 一站式结算 ， 实施 健康扶贫 。",
        "xx 县 卫生健康局 202_ 年 工作总结",
        "省 级 CT 设备 1.27 亿元 ， 占 91.58% 。".replace("省 级", "省级"),
    ],
)
def test_sentences_of_the_genre_are_cut_to_their_words(nlp: Language, words: str) -> None:
    assert cut(nlp, words.replace(" ", "")) == words.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" ", [" "]),
        ("  \n", ["  ", "\n"]),
        ("县 医院", ["县", "医院"]),
        ("县  医院", ["县", " ", "医院"]),
        ("。\r\n　　一、", ["。", "\r\n", "　　", "一", "、"]),
        ("2017年", ["2017", "年"]),
        ("COVID-19", ["COVID", "-", "19"]),
        ("\x00\u200b\ufeff", ["\x00", "\u200b", "\ufeff"]),
        ("👩‍⚕️", ["👩", "\u200d", "⚕", "\ufe0f"]),
    ],
)
def test_what_is_no_chinese_character_is_cut_by_its_kind(nlp: Language, text: str, expected: list[str]) -> None:
    assert cut(nlp, text) == expected


_ALPHABET = st.one_of(
    st.characters(exclude_categories=["Cs"]),
    st.sampled_from("县市医院卫生人民第一0１9._,%％ \n\r\t　\u2028xXＡ〇々𠀀🏥"),
)


@settings(max_examples=300, deadline=None)
@given(st.text(_ALPHABET, max_size=80))
@example("１２，３ ４%%.,5_")
@example("²³①Ⅷ௧")
@example("e\u0301县\u0301")
def test_the_tokens_joined_are_the_text(nlp: Language, text: str) -> None:
    doc = nlp.tokenizer(text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


@settings(max_examples=100, deadline=None)
@given(st.text(_ALPHABET, max_size=80))
@example("0 \x0c")
def test_words_start_where_the_tokens_do_whatever_is_asked_first(nlp: Language, text: str) -> None:
    starts = blank_pipeline(unit="characters").tokenizer.word_starts(text)
    asked = [offset for offset in reversed(range(-1, len(text) + 2)) if offset in starts]
    begins = {token.idx: token.is_space for token in nlp(text)}
    first_blanks = {i for i, character in enumerate(text) if character == " "}  # which spaCy keeps with the word before
    assert {i for i, is_space in begins.items() if not is_space} <= {*asked} <= {*begins, *first_blanks, len(text)}


@settings(max_examples=100, deadline=None)
@given(st.text(_ALPHABET, max_size=80))
def test_characters_lose_nothing(text: str) -> None:
    doc = blank_pipeline(unit="characters")(text)
    assert doc.text == text
    assert all(len(token) == 1 for token in doc if "一" <= token.text[0] <= "龥")


@settings(max_examples=100, deadline=None)
@given(st.text(_ALPHABET, max_size=80))
def test_runs_and_atoms_lose_nothing(text: str) -> None:
    found = list(runs(text))
    assert "".join(run.text for run in found) == text
    for run in found:
        if run.kind == "words":
            assert "".join(atoms(run.text)) == run.text
            assert len(model_view(run.text)) == len(atoms(run.text))


@pytest.mark.parametrize("text", ["县\ud800医院", "\udc00\ud800", "\ud83d\ude00医院"])
def test_lone_surrogates_keep_their_place(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert len(doc.text) == len(text)
    assert doc.text.replace("\ufffd", "") == "".join(char for char in text if not "\ud800" <= char <= "\udfff")


def test_a_saved_pipeline_cuts_alike_in_another_process(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    assert str(Path(__file__).parents[2]) not in (tmp_path / "pipeline" / "config.cfg").read_text("utf-8")
    code = "import sys, spacy; print('|'.join(t.text for t in spacy.load(sys.argv[1])(sys.argv[2])))"
    text = TEXT.replace("\r\n", "")
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "pipeline"), text],
        capture_output=True, encoding="utf-8", check=True, env={"PYTHONUTF8": "1", "PATH": ""},
    )  # fmt: skip
    assert done.stdout.strip() == "|".join(cut(nlp, text))


def test_a_saved_pipeline_finds_the_same_names_and_their_spans_are_exact(tmp_path: Path) -> None:
    pipeline().to_disk(tmp_path)
    again = spacy.load(tmp_path)
    text = "新增医保定点机构2家，青禾县人民医院与江北市中心医院签约。"
    for nlp in (pipeline(), again):
        doc = nlp(text)
        assert [span.text for span in doc.spans["mentions"]] == ["青禾县人民医院", "江北市中心医院"]


def test_a_saved_pipeline_keeps_its_own_dictionary(tmp_path: Path) -> None:
    changed = blank_pipeline(words=["栖霞新区示范点"])
    assert cut(changed, "在栖霞新区示范点开展义诊") == ["在", "栖霞新区示范点", "开展", "义诊"]
    changed.to_disk(tmp_path)
    assert "栖霞新区示范点" in cut(spacy.load(tmp_path), "在栖霞新区示范点开展义诊")
    assert "栖霞新区示范点" not in cut(blank_pipeline(), "在栖霞新区示范点开展义诊")


def test_bytes_round_trip(nlp: Language) -> None:
    copy = blank_pipeline().from_bytes(blank_pipeline(words=["栖霞新区示范点"]).to_bytes())
    assert cut(copy, TEXT) == cut(nlp, TEXT)
    assert "栖霞新区示范点" in cut(copy, "在栖霞新区示范点开展义诊")


def test_a_pipeline_can_be_initialised_for_training(nlp: Language) -> None:
    trainable = blank_pipeline()
    trainable.initialize()
    assert cut(trainable, TEXT) == cut(nlp, TEXT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("柳河中心卫生院", ["中心卫生院"]),  # the longest
        ("人民医生", ["人民"]),  # a longer word that breaks off does not take its beginning along
        ("集中医院感染", ["集中"]),  # the leftmost
        ("卫生人民人民医院", ["人民", "人民医院"]),
        ("", []),
    ],
)
def test_the_dictionary_finds_leftmost_longest_words(text: str, expected: list[str]) -> None:
    dictionary = Dictionary(["中心卫生院", "卫生院", "人民", "人民医院", "集中", "中医院"])
    assert [text[start:end] for start, end in dictionary.matches(text)] == expected


def test_an_empty_dictionary_finds_nothing() -> None:
    assert list(Dictionary([]).matches("人民医院")) == []


def test_long_words_of_the_dictionary_are_always_whole(nlp: Language) -> None:
    broken = [w for w in shipped_words() if len(w) >= 4 and model_view(w) == w and w not in cut(nlp, f"关于{w}，")]
    assert broken == []


def test_names_of_the_genre_are_not_cut_through(nlp: Language) -> None:
    """On sentences that the model has not seen, at least 97 of 100 names begin and end with a word."""
    held = total = 0
    for sentence in generate(300, seed=77):
        borders = {0}
        for token in nlp(sentence.text):
            borders.add(token.idx + len(token))
        for span in sentence.spans:
            start = len("".join(sentence.words[: span.start]))
            total += 1
            held += {start, start + len("".join(sentence.words[span.start : span.end]))} <= borders
    assert total > 300
    assert held / total >= 0.97


def test_time_is_linear_without_punctuation(nlp: Language) -> None:
    def seconds(text: str) -> float:
        start = time.process_time()
        nlp.tokenizer(text)
        return time.process_time() - start

    seconds("人民医院县乡镇" * 100)
    short, long = seconds("县人民医院帮扶乡镇" * 1_000), seconds("县人民医院帮扶乡镇" * 10_000)
    assert long < 25 * short


def test_training_again_gives_the_same_model(tmp_path: Path) -> None:
    pytest.importorskip("jieba")
    code = (
        "import sys, pathlib; from kg.nlp.training.segmenter import train\n"
        "train(pathlib.Path(sys.argv[1]), sentences=150, phrases=20, epochs=2)"
    )
    for number in "12":
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / number)],
            capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": number},
        )  # fmt: skip
    for name in ("features.msgpack", "weights.npz"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()
    model = WordModel.load(tmp_path / "1")
    tokenizer = ReportTokenizer(spacy.blank("zh").vocab, model, ())
    assert "与" in [token.text for token in tokenizer("县医院与县中医院")]


def test_every_class_is_named_in_generated_sentences() -> None:
    seen = {span.type for sentence in generate(2000, seed=1) for span in sentence.spans}
    assert seen == set(schema().classes)


def test_generated_sentences_are_the_same_for_the_same_seed() -> None:
    assert list(generate(50, seed=9)) == list(generate(50, seed=9)) != list(generate(50, seed=8))


def test_every_template_can_be_filled() -> None:
    assert len(templates()) > 100
    for sentence in generate(3000, seed=2):
        assert not any("{" in word for word in sentence.words)
        assert all(word and not word.isspace() for word in sentence.words)
