"""The statistical tagger learns, repeats itself, finds names it has not seen, and is joined with the rules as said."""

from dataclasses import replace

import numpy as np
import pytest
import spacy
from nlp.measured import ROOT

from kg.nlp.mentions.found import Found
from kg.nlp.training.character_tagger import NAME, TAGS, Lesson, Opinion, opinion, tags_of, train
from kg.nlp.training.gold import all_annotated, folds
from kg.nlp.training.sentences import generate
from kg.nlp.training.tagger import COMBINATIONS, adding, auc, generated, main, redrawing, tagger_alone, vetoing

SAMPLES = (ROOT / "kg/samples/reports", ROOT / "tests/samples/gold")


def lessons(count, seed):
    """Generated sentences, without what the rules find in them: the names are to be known by their characters."""
    return [replace(one, mentions=()) for one in generated(generate(count, seed=seed))]


LEARNT = lessons(600, seed=1)
OTHERS = lessons(100, seed=2)


def trained_on(learnt):
    return train(learnt, epochs=6, batch=300, rate=0.006, dropout=0.1, seed=7)


@pytest.fixture(scope="module")
def trained():
    return trained_on(LEARNT)


def test_hospitals_that_it_has_never_seen_are_found(trained):
    seen = "".join(one.text for one in LEARNT)
    found = wanted = 0
    for one in OTHERS:
        hospitals = {s for s in one.spans if s[2] == "Hospital" and one.text[s[0] : s[1]] not in seen}
        wanted += len(hospitals)
        found += len(hospitals & set(opinion(trained, one.text, one.starts, ()).names()))
    assert wanted > 10
    assert found / wanted > 0.5


def test_most_names_of_other_sentences_are_found(trained):
    found = wanted = right = 0
    for one in OTHERS:
        said, gold = set(opinion(trained, one.text, one.starts, ()).names()), set(one.spans)
        found, wanted, right = found + len(said), wanted + len(gold), right + len(said & gold)
    assert 2 * right / (found + wanted) > 0.6


def test_training_repeats_itself_to_the_byte():
    weights = [train(LEARNT[:40], epochs=2, seed=3).get_pipe(NAME).model.to_bytes() for _ in range(2)]
    assert weights[0] == weights[1]
    assert train(LEARNT[:40], epochs=2, seed=4).get_pipe(NAME).model.to_bytes() != weights[0]


def test_the_written_model_is_small_says_the_same_and_keeps_no_text(trained, tmp_path):
    trained.to_disk(tmp_path / "model")
    size = sum(file.stat().st_size for file in (tmp_path / "model").rglob("*") if file.is_file())
    assert size < 10_000_000
    read = spacy.load(tmp_path / "model")
    text = "柳林镇卫生院与江北市中心医院签约。"
    before, after = (opinion(nlp, text, (), ()).probabilities for nlp in (trained, read))
    assert np.array_equal(before, after)
    words = [string for string in read.vocab.strings if len(string) > 1 and "一" <= string[0] <= "龥"]
    assert words == []


def test_folds_test_each_report_once_and_split_no_group():
    annotated = all_annotated([SAMPLES])
    assert len(annotated) == len(list(SAMPLES[1].glob("*.json")))
    tested = []
    for learnt, held_out in folds(annotated):
        assert {one.group for one in learnt}.isdisjoint(one.group for one in held_out)
        assert len(learnt) + len(held_out) == len(annotated)
        tested += held_out
    assert sorted(one.gold.name for one in tested) == sorted(one.gold.name for one in annotated)
    assert len(list(folds(annotated))) < len(annotated), "reports of one county belong together"


# What the tagger thinks is given here by tags and how sure it is of them.


def thinks(text, *spans, sure=0.9):
    tags = tags_of(len(text), spans)
    probabilities = np.full((len(text), len(TAGS)), (1 - sure) / (len(TAGS) - 1), dtype=np.float32)
    probabilities[np.arange(len(text)), tags] = sure
    return Opinion(text, probabilities)


TEXT = "县医院启动暖阳行动试点，帮扶柳林镇卫生院"
HOSPITAL, PROGRAMME = Found(0, 3, "县医院", "Hospital"), Found(5, 9, "暖阳行动", "Programme")
CENTRE = (14, 20, "TownshipHealthCentre")


@pytest.mark.parametrize(
    ("join", "tagged", "names"),
    [
        (lambda m, t: tagger_alone(m, t), [CENTRE], ["柳林镇卫生院"]),
        (lambda m, t: adding(m, t, above=0.8), [CENTRE], ["县医院", "暖阳行动", "柳林镇卫生院"]),
        (lambda m, t: adding(m, t, above=0.95), [CENTRE], ["县医院", "暖阳行动"]),
        (lambda m, t: adding(m, t, above=0.8), [(5, 11, "Programme")], ["县医院", "暖阳行动"]),
        (lambda m, t: vetoing(m, t, below=0.3), [(0, 3, "Hospital")], ["县医院"]),
        (lambda m, t: vetoing(m, t, below=0.3, classes=frozenset({"Hospital"})), [(5, 9, "Programme")], ["暖阳行动"]),
        (lambda m, t: vetoing(m, t, below=0.05), [], ["县医院", "暖阳行动"]),
        (lambda m, t: redrawing(m, t, above=0.8), [(5, 11, "Programme")], ["县医院", "暖阳行动试点"]),
        (lambda m, t: redrawing(m, t, above=0.95), [(5, 11, "Programme")], ["县医院", "暖阳行动"]),
        (lambda m, t: redrawing(m, t, above=0.8), [(2, 9, "Programme")], ["县医院", "暖阳行动"]),
    ],
    ids=[
        *("alone: only its names", "adds what it is sure of", "not what it doubts", "not over what the rules found"),
        *("vetoes all it thinks no name", "vetoes these classes only", "vetoes nothing that may be a name"),
        *("borders by the tagger", "not if in doubt", "not into another name"),
    ],
)
def test_joining_with_the_rules(join, tagged, names):
    assert [m.text for m in join([HOSPITAL, PROGRAMME], thinks(TEXT, *tagged))] == names


def test_an_owner_is_not_vetoed():
    unit = Found(0, 6, "县医院骨伤科", "Unit", owner=HOSPITAL)
    kept = vetoing([HOSPITAL, unit], thinks("县医院骨伤科"), below=0.5)
    assert kept == [HOSPITAL]


def test_names_are_whole_even_if_the_likeliest_tags_are_not():
    text = "县医院签约"
    tagged = thinks(text, (0, 3, "Hospital"))
    tagged.probabilities[1] = tagged.probabilities[4]  # the middle character is thought to be no part of a name
    tagged.probabilities[1, TAGS.index("O")] = 0.5
    assert all(start < end for start, end, _ in tagged.names())
    assert Opinion("", np.zeros((0, len(TAGS)), dtype=np.float32)).names() == []


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        ([(0.9, True), (0.1, False)], 1.0),
        ([(0.1, True), (0.9, False)], 0.0),
        ([(0.5, True), (0.5, False)], 0.5),
        ([(0.5, True)], 0.5),
    ],
)
def test_auc(rows, value):
    assert auc(rows) == value


@pytest.mark.slow
def test_the_script_prints_every_combination_and_writes_the_model(capsys, tmp_path):
    report = SAMPLES[0] / "shanchuan-2020.txt"
    learning = ["--gold", *map(str, SAMPLES), "--silver", str(report), "--epochs", "1", "--generated", "20"]
    main([*learning, "--cross-validate", "--folds", "2", "-o", str(tmp_path / "model")])
    printed = capsys.readouterr().out
    assert printed.count(f"  {SAMPLES[1].as_posix()}\n") == printed.count("  all\n") == len(COMBINATIONS) + 1
    assert "confidence, AUC" in printed
    assert spacy.load(tmp_path / "model").pipe_names == [NAME]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--gold", "no/texts", "no/gold", "--cross-validate"], "no/gold"),
        (["--gold", *map(str, SAMPLES)], "-o MODEL"),
    ],
)
def test_what_is_missing_is_said(arguments, said, capsys):
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert said in capsys.readouterr().err


def test_lessons_are_cut_at_lines():
    nlp = train([Lesson("县医院\n\n卫生院\n", (), (), ((0, 3, "Hospital"),))], epochs=1)
    assert opinion(nlp, "县医院", (), ()).probabilities.shape == (3, len(TAGS))
