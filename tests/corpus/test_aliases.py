"""Names of one speaker: what is suggested and what is not, what the analyst's list does, and how it is kept."""

import io
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from lib.analysis.same_speaker import suggest
from lib.corpus.aliases import FILE, merge, read_aliases, separate, split, unseparate
from lib.corpus.export import Export
from lib.corpus.indexing import index
from lib.corpus.report import Report
from lib.corpus.selection import Selection
from lib.corpus.snapshot import Snapshot
from lib.corpus.speaker_file import Role, roles_within
from lib.corpus.speakers import SpeakersError
from lib.corpus.store import open_store
from tests.corpus.tables import SNAPSHOT, snapshot_store


def suggestions(names: str, kind: str = "person", days: dict[str, str] | None = None) -> list[str]:
    """Suggestions among names divided by commas, the most quoted first: "rule: other = candidate | candidate"."""
    listed = [name.strip() for name in names.split(",")]
    rows = [(name, name, kind, len(listed) - at) for at, name in enumerate(listed)]
    frame = pd.DataFrame(rows, columns=["speaker", "name", "kind", "statements"])
    dates = [(name, pd.Timestamp((days or {}).get(name, "2024-03-01"))) for name in listed]
    found = suggest(frame, pd.DataFrame(dates, columns=["speaker", "date"]))
    return [f"{one.rule}: {one.other.name} = {' | '.join(who.name for who in one.candidates)}" for one in found]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("Ганс Беккер, Беккер", ["surname: Беккер = Ганс Беккер"]),
        ("Ганс Беккер, Г. Беккер, Беккер", ["initials: Г. Беккер = Ганс Беккер", "surname: Беккер = Ганс Беккер"]),
        ("Ганс Беккер, Карл Беккер, Беккер", ["surname: Беккер = Ганс Беккер | Карл Беккер"]),
        ("Ганс Беккер, Карл Беккер, Г. Беккер", ["initials: Г. Беккер = Ганс Беккер"]),
        ("Ганс Беккер, Генрих Беккер, Г. Беккер", ["initials: Г. Беккер = Ганс Беккер | Генрих Беккер"]),
        ("Ганс Беккер, К. Беккер", []),
        ("Анна Белова, Анна Сергеевна Белова", ["patronymic: Анна Сергеевна Белова = Анна Белова"]),
        (
            "Анна Белова, Анна Сергеевна Белова, Анна Ильинична Белова",
            ["patronymic: Анна Белова = Анна Сергеевна Белова | Анна Ильинична Белова"],
        ),
        ("Анна Сергеевна Белова, А.С. Белова", ["initials: А.С. Белова = Анна Сергеевна Белова"]),
        ("Анна Сергеевна Белова, А.И. Белова", []),
        ("Анна Белова, Белова Анна", ["order: Белова Анна = Анна Белова"]),
        ("Джон Уокер Грант, Джон Грант", ["middle: Джон Грант = Джон Уокер Грант"]),
        ("Башар аль-Вали, Башар Вали", ["order: Башар Вали = Башар аль-Вали"]),
        ("Ганс Беккер, Ганс Бекер", ["spelling: Ганс Бекер = Ганс Беккер"]),
        ("Джеймс Мэттер, Джеймс Маттер", ["letter: Джеймс Маттер = Джеймс Мэттер"]),
        ("Пётр Кравченко, Пётр Карвченко", ["letter: Пётр Карвченко = Пётр Кравченко"]),
        ("Евгений Лавренко, Евгения Лавренко", []),  # a man and a woman
        ("Александр Белов, Александра Белова", []),
        ("Мария Белова, Марина Белова, Мария Ким, Марина Ким", []),  # both are names that others have
        ("Пётр Белов, Пётр Перов", []),
        ("Диего Ольхин, тренер Диего Ольхин", ["title: тренер Диего Ольхин = Диего Ольхин"]),
        ("Эхуд Барак, Барак Хасан, Барак", []),  # a surname that is a first name, too
        ("Эдгар По, По", []),
        ("глава ведомства, глава правительства", []),
    ],
)
def test_persons(names: str, expected: list[str]) -> None:
    assert suggestions(names) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("МИД России, МИД РФ", ["body: МИД РФ = МИД России"]),
        ("МИД РФ, Министерство иностранных дел РФ", ["body: Министерство иностранных дел РФ = МИД РФ"]),
        ("МИД России, российский МИД", ["body: российский МИД = МИД России"]),
        ("Минобороны, Министерство обороны РФ", ["country: Минобороны = Министерство обороны РФ"]),
        ("МИД Украины, МИД России, МИД", ["country: МИД = МИД России | МИД Украины"]),
        ("МИД Украины, МИД России", []),
        ("Белый дом, Белый дом США", []),  # no body that every country has
        ("ТАСС, агентство ТАСС", ["body: агентство ТАСС = ТАСС"]),
        ("агентство Рейтер, Reuters", ["body: Reuters = агентство Рейтер"]),
        ("местные газеты, местные издания", []),
        ("газета, издание", []),
        ("РФ, авиакомпании РФ", []),
        ("Госдума, Государственная дума", ["body: Государственная дума = Госдума"]),
    ],
)
def test_organisations(names: str, expected: list[str]) -> None:
    assert suggestions(names, "org") == expected


@pytest.mark.parametrize(("day", "number"), [("2025-02-28", 1), ("2025-03-02", 0)])
def test_a_surname_is_suggested_within_a_year_of_its_bearer(day: str, number: int) -> None:
    assert len(suggestions("Ганс Беккер, Беккер", days={"Беккер": day})) == number


def test_different_speakers_are_not_suggested_again() -> None:
    frame = pd.DataFrame(
        [("a", "Ганс Беккер", "person", 2), ("b", "Беккер", "person", 1)],
        columns=["speaker", "name", "kind", "statements"],
    )
    days = pd.DataFrame({"speaker": ["a", "b"], "date": pd.to_datetime(["2024-03-01", "2024-03-01"])})
    assert len(suggest(frame, days)) == 1
    assert suggest(frame, days, lambda a, b: {a, b} == {"Ганс Беккер", "Беккер"}) == []


LIST = """# Наш список.
[[speaker]]
name = "Иван Иванов"  # тот самый
aliases = ["Анна Петрова"]

[[separate]]
names = ["Мария Захарова", "Захарова"]
"""


def test_the_list_is_laid_over_a_snapshot(tmp_path: Path) -> None:
    store = snapshot_store(tmp_path / "store")
    found = Snapshot(store, SNAPSHOT)
    (store.folder / FILE).write_text(
        '[[speaker]]\nid = "ivanov"\nname = "Ваня Иванов"\naliases = ["petrova"]\n', encoding="utf-8"
    )
    merged = found.edited(aliases=read_aliases(store.folder))
    assert merged.speakers()[["speaker", "name", "kind", "statements", "rank"]].values.tolist() == [
        ["ivanov", "Ваня Иванов", "person", 7, 0],
        ["mid", "МИД", "org", 1, 1],
    ]
    both = merged.count_statements(Selection(speakers=("ivanov",)))
    assert both == merged.count_statements(Selection(speakers=("petrova",))) == 7  # joint statements count once
    assert found.count_statements(Selection(speakers=("ivanov",))) == 5
    assert merged.statements(Selection(speakers=("petrova",)), 10)["speakers"].map(list).tolist() == [["ivanov"]] * 7
    assert merged.key != found.key


def test_what_the_seeds_join_can_be_parted(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(LIST, encoding="utf-8")
    aliases = read_aliases(tmp_path)
    assert aliases.taken == {"захарова"}
    assert aliases.registry.resolve("Захарова").slug == "zakharova"
    assert aliases.registry.resolve("М. Захарова").slug == "mariya-zakharova"
    assert aliases.also_named("ivan-ivanov") == ["Анна Петрова"]
    assert "Захарова" not in aliases.also_named("mariya-zakharova")


def indexed(folder: Path, paths: list[Path]) -> list[str]:
    """Index into a store and return its speakers."""
    index(paths, folder, workers=1, report=Report(), progress=lambda *_: None)
    store = open_store(folder)
    return sorted(Snapshot(store, store.latest().id).speakers()["name"])


def test_indexing_parts_what_the_seeds_join_and_export_merges(tmp_path: Path) -> None:
    file, folder = tmp_path / "a.txt", tmp_path / "store"
    file.write_text(
        " date 2024-03-01 Вечер\n\nЗахарова заявила, что балет начнётся.\n\nВера Ким сказала, что зал полон.", "utf-8"
    )
    assert indexed(folder, [file]) == ["Вера Ким", "Мария Захарова"]
    separate(folder, ("Мария Захарова", "Захарова"))
    assert indexed(folder, []) == ["Вера Ким", "Захарова"]
    merge(folder, "Вера Ким", "Захарова", "vera-kim")
    assert indexed(folder, []) == ["Вера Ким", "Захарова"]  # laid over when read
    store, written = open_store(folder), io.BytesIO()
    export = Export(store, store.latest(), "speakers")
    assert export.write("csv", written) == 1
    export.close()
    assert "vera-kim,Вера Ким" in written.getvalue().decode("utf-8-sig")


def test_nothing_is_read_with_a_list_that_cannot_be_used(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    (folder / FILE).write_text("[[speaker]\n", encoding="utf-8")
    with pytest.raises(SpeakersError):
        indexed(folder, [])
    assert not (folder / "corpus.sqlite").exists()


def test_an_alias_of_the_seeds_may_be_given_to_another(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('[[speaker]]\nname = "Ева Захарова"\naliases = ["Захарова"]', encoding="utf-8")
    aliases = read_aliases(tmp_path)
    assert aliases.current(aliases.registry.resolve("Захарова").slug) == "yeva-zakharova"


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        ("[[speaker]\n", "speakers.syntax", "line 1"),
        ("[[seperate]]\nnames = ['а', 'б']", "speakers.expected", "seperate"),
        ("[[speaker]]\nid = 'a'", "speakers.missing_name", "[[speaker]] 1"),
        ("[[speaker]]\nname = 'А'\naliases = 'Б'", "speakers.expected", "aliases"),
        ("[[speaker]]\nname = 'А'\nalias = ['Б']", "speakers.expected", "alias?"),
        ("[[speaker]]\nname = 'А'\nkind = 'man'", "speakers.expected", "person"),
        ("[[speaker]]\nname = 'А'\nid = 'Ы'", "speakers.expected", "id"),
        ("[[separate]]\nnames = ['А']", "speakers.expected", "[[separate]] 1"),
        ("[[speaker]]\nname = 'А'\n[[speaker.role]]\ntitle = 'посол'\nfrom = '04'", "speakers.expected", "from"),
        (
            "[[speaker]]\nname = 'А'\n[[speaker.role]]\ntitle = 'п'\nfrom = '2004'\nto = '2003'",
            "speakers.expected",
            "≤",
        ),
        ("[[speaker]]\nname = 'А'\n[[speaker]]\nname = 'Б'\naliases = ['а']", "speakers.ambiguous", "а"),
        ("[[speaker]]\nname='А'\naliases=['Б']\n[[separate]]\nnames=['А','Б']", "speakers.contradiction", "Б"),
        ("speaker = 3", "speakers.expected", "[[speaker]]"),
    ],
)
def test_a_list_that_cannot_be_used_says_where_and_what_was_expected(
    tmp_path: Path, text: str, key: str, said: str
) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(SpeakersError) as error:
        read_aliases(tmp_path)
    assert error.value.key == key
    assert str(error.value.values["file"]).endswith("/speakers.toml")
    assert said in " ".join(map(str, error.value.values.values()))


def test_changes_keep_what_the_analyst_wrote(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text(LIST, encoding="utf-8")
    merge(tmp_path, "Ганс Беккер", "Беккер", "gans-bekker")
    text = path.read_text("utf-8")
    assert text.startswith('# Наш список.\n\n[[speaker]]\nname = "Иван Иванов"  # тот самый\n')
    assert '[[speaker]]\nid = "gans-bekker"\nname = "Ганс Беккер"\naliases = ["Беккер"]' in text
    merge(tmp_path, "Ганс Беккер", "Г. Беккер", "gans-bekker")
    assert 'aliases = ["Беккер", "Г. Беккер"]' in path.read_text("utf-8")
    split(tmp_path, "Беккер")
    assert 'aliases = ["Г. Беккер"]' in path.read_text("utf-8")
    split(tmp_path, "Г. Беккер")
    assert "Беккер" not in path.read_text("utf-8")


def test_merged_speakers_are_merged_with_all_their_names(tmp_path: Path) -> None:
    merge(tmp_path, "Ганс Беккер", "Г. Беккер", "gans-bekker")
    merge(tmp_path, "Иоганн Беккер", "Ганс Беккер", "iogann-bekker")
    aliases = read_aliases(tmp_path)
    assert {aliases.current(slug) for slug in ("gans-bekker", "g-bekker")} == {"iogann-bekker"}
    assert len(aliases.file.speakers) == 1


def test_one_speaker_after_different_takes_the_difference_back(tmp_path: Path) -> None:
    separate(tmp_path, ("Ганс Беккер", "Беккер"))
    assert read_aliases(tmp_path).are_separate("беккер", "Ганс Беккер")
    merge(tmp_path, "Ганс Беккер", "Беккер", "gans-bekker")
    assert read_aliases(tmp_path).file.separate == ()
    separate(tmp_path, ("А. Белова", "Б. Белова"))
    unseparate(tmp_path, ("А. Белова", "Б. Белова"))
    assert read_aliases(tmp_path).file.separate == ()


@pytest.mark.parametrize("name", ['ООО "Рога и копыта"', "C:\\Белова", "Белова ]]", "外交部"])
def test_names_are_written_so_that_they_can_be_read(tmp_path: Path, name: str) -> None:
    merge(tmp_path, "Ганс Беккер", name, "gans-bekker")
    assert read_aliases(tmp_path).file.speakers[0].aliases == (name,)


def test_a_broken_list_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("[[speaker]\n", encoding="utf-8")
    with pytest.raises(SpeakersError):
        merge(tmp_path, "Ганс Беккер", "Беккер", "gans-bekker")
    assert (tmp_path / FILE).read_text("utf-8") == "[[speaker]\n"


ROLES = (
    Role("посол", "", date(1994, 1, 1), date(2004, 12, 31)),
    Role("министр", "minister", date(2004, 3, 1), None),
)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2000, 1, 1), date(2001, 1, 1), ["посол"]),
        (date(2004, 5, 1), date(2004, 6, 1), ["министр", "посол"]),
        (date(2010, 1, 1), None, ["министр"]),
        (None, date(1990, 1, 1), []),
    ],
)
def test_roles_within_a_period(first: date | None, last: date | None, expected: list[str]) -> None:
    assert [role.title for role in roles_within(ROLES, first, last)] == expected
