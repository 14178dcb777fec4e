"""What the walk through an RTF file keeps: groups, fonts, open destinations."""

from dataclasses import dataclass, field

from vanban.corpus.readers.rtf_sink import PLAIN_PARA, CellEdge, ParaState, RowState, Sink
from vanban.corpus.readers.word import PLAIN_RUN, Para, RunLook, WordBlock


@dataclass(frozen=True, slots=True)
class Group:
    """What a group inherits and its end restores."""

    look: RunLook = PLAIN_RUN
    para: ParaState = PLAIN_PARA
    font: int = 0
    skip: bool = False
    box: bool = False  # inside a shape, whose properties are no text until its text box opens
    fonts: bool = False  # inside the font table
    unicode_skip: int = 1
    tab_kind: str = "left"
    tab_led: bool = False


@dataclass(slots=True)
class Font:
    """An entry of the font table."""

    name: str = ""
    codec: str = "cp1252"
    is_symbol: bool = False


@dataclass(slots=True)
class Open:
    """A destination with a sink of its own: it ends with the group at ``depth``."""

    sink: Sink
    kind: str
    depth: int


@dataclass(slots=True)
class State:
    """Everything that a word of the file can change."""

    group: Group = field(default_factory=Group)
    stack: list[Group] = field(default_factory=list)
    sinks: list[Open] = field(default_factory=lambda: [Open(Sink(), "body", 0)])
    fonts: dict[int, Font] = field(default_factory=dict)
    default_font: int = 0
    codec: str = "cp1252"
    row: RowState = field(default_factory=RowState)
    edge: CellEdge = field(default_factory=CellEdge)
    pending: bytearray = field(default_factory=bytearray)
    high: int = 0  # first half of a surrogate pair
    to_skip: int = 0  # characters that stand for a \u for old readers
    starred: bool = False
    note_count: int = 0
    footnotes: list[Para] = field(default_factory=list)
    margins: list[tuple[str, list[WordBlock]]] = field(default_factory=list)
