"""Reader of RTF (Rich Text Format 1.9.1): text with its fonts, paragraphs, tables, notes, boxes.

The file is walked once, word by word; what a destination prints goes to its sink, what it hides is skipped.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from vanban.corpus import legacy
from vanban.corpus.budgets import DEFAULT, Budgets
from vanban.corpus.decode import check_size
from vanban.corpus.errors import DamagedFileError
from vanban.corpus.layout import Layout, Note
from vanban.corpus.readers.rtf_sink import PLAIN_PARA, CellEdge, RowState, Sink
from vanban.corpus.readers.rtf_state import Font, Open, State
from vanban.corpus.readers.rtf_words import (
    ALIGNS,
    CHARACTERS,
    CODEPAGES,
    MARGINS,
    SIGNS,
    SKIPPED,
    STARRED_SHOWN,
    SYMBOL_CHARSET,
    decode,
    is_codec,
)
from vanban.corpus.readers.symbols import symbol, symbol_of_field
from vanban.corpus.readers.word import Run, RunLook, TabStop, WordDocument, flat
from vanban.corpus.readers.word_layout import plain_text, to_layout
from vanban.corpus.readers.word_margins import add_margin

NAME = "vanban-rtf"
VERSION = "1"

_RAISED = 4  # half points; less is a matter of looks
MAX_DEPTH = 2_000
"""Open groups; Word nests some tens."""

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<value>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)


def read(data: bytes, budgets: Budgets = DEFAULT) -> Layout:
    """Read an RTF file; one that ends too early gives what it holds, with a note.

    Raises:
        TooLargeError: over the budget of a file; pictures in hexadecimal make most of large ones.
        DamagedFileError: groups nested beyond :data:`MAX_DEPTH`.
    """
    check_size(len(data), budgets.bytes)
    parser = _Parser()
    parser.parse(data.decode("latin-1"))
    return to_layout(parser.document(), format="rtf", reader=f"{NAME} {VERSION}")


class _Parser:
    def __init__(self) -> None:
        self.state = State()
        self.is_cut = False

    def parse(self, text: str) -> None:
        at, end = 0, len(text)
        match_at = _TOKEN.match
        while at < end:
            match = match_at(text, at)
            if match is None:  # a lone backslash at the end
                break
            at = match.end()
            kind = match.lastgroup
            if kind == "text":
                self._characters(match["text"])
            elif kind in ("word", "value"):
                if match["word"] == "bin":
                    at += max(int(match["value"] or 0), 0)
                else:
                    self._word(match["word"], match["value"])
            elif kind == "hex":
                self._byte(int(match["hex"], 16))
            elif kind == "sign":
                self._sign(match["sign"])
            elif kind == "brace" and not self._brace(match["brace"]):
                return
        self.is_cut = bool(self.state.stack)

    def document(self) -> WordDocument:
        """What was read."""
        self._flush()
        state = self.state
        while len(state.sinks) > 1:
            self._close(state.sinks.pop())
        blocks = state.sinks[0].sink.finish(state.row, state.group.para)
        document = WordDocument(blocks, state.footnotes)
        for kind, margin in state.margins:
            add_margin(document, kind, margin)
        if self.is_cut:
            document.notes.append(Note("truncated", "The file ends before its last group is closed."))
        return document

    # --- tokens -----------------------------------------------------------------------------------

    def _brace(self, brace: str) -> bool:
        """Open or close a group; False at the end of the outermost."""
        self._flush()
        state = self.state
        state.to_skip = 0
        if brace == "{":
            if len(state.stack) >= MAX_DEPTH:
                raise DamagedFileError(
                    f"The file nests more than {MAX_DEPTH} groups.",
                    remedy="Open it in Word and save it as DOCX.",
                )
            state.stack.append(state.group)
            state.starred = False
            return True
        while len(state.sinks) > 1 and state.sinks[-1].depth >= len(state.stack):
            self._close(state.sinks.pop())
        if state.stack:
            state.group = state.stack.pop()
        return bool(state.stack)

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self.state.starred = True
        elif sign in "\r\n":
            self._word("par", None)
        elif sign in SIGNS:
            self._characters(SIGNS[sign])

    def _byte(self, byte: int) -> None:
        state = self.state
        if state.to_skip:
            state.to_skip -= 1
        elif not state.group.skip:
            state.pending.append(byte)

    def _characters(self, text: str) -> None:
        """Characters of the file or of the reader's own; those of the file are bytes read as Latin-1."""
        state = self.state
        if state.to_skip:
            count = min(state.to_skip, len(text))
            state.to_skip -= count
            text = text[count:]
        if not text or state.group.skip:
            return
        if text.isascii() and not state.pending:
            self._write(text)
        elif max(text) <= "\xff" and text != "\u00ad" and not text.startswith("\xa0"):
            state.pending += text.encode("latin-1")
        else:
            self._flush()
            self._write(text)

    def _flush(self) -> None:
        """Decode the bytes gathered with the code page of their font."""
        state = self.state
        if not state.pending:
            return
        raw, state.pending = bytes(state.pending), bytearray()
        font = state.fonts.get(state.group.font)
        if font is not None and font.is_symbol and not state.group.fonts:
            self._write("".join(symbol(0xF000 + byte, font.name) or chr(byte) for byte in raw))
            return
        codec = font.codec if font is not None and not state.group.fonts else state.codec
        if font is not None and legacy.family(font.name):
            codec = "cp1252"  # whatever the charset says: the letters are those of the font
        self._write(decode(raw, codec))

    def _write(self, text: str) -> None:
        state = self.state
        group = state.group
        if group.fonts:
            font = state.fonts.setdefault(group.font, Font(codec=state.codec))
            font.name += text
        elif not (group.skip or group.box or group.look.hidden):
            state.sinks[-1].sink.write(text, group.look)

    # --- control words ----------------------------------------------------------------------------

    def _word(self, word: str, value: str | None) -> None:
        state = self.state
        starred, state.starred = state.starred, False
        if state.group.skip:
            return
        if word == "u":
            self._unicode(int(value or 0))
            return
        self._flush()
        if word in CHARACTERS:
            self._write(CHARACTERS[word])
        elif word in SKIPPED or (starred and word not in STARRED_SHOWN):
            state.group = replace(state.group, skip=True)
        elif (handler := _WORDS.get(word)) is not None:
            handler(self, word, None if value is None else int(value))
        elif word in MARGINS:
            self._open(MARGINS[word])

    def _unicode(self, code: int) -> None:
        state = self.state
        self._flush()
        code &= 0xFFFF
        state.to_skip = state.group.unicode_skip
        if 0xD800 <= code < 0xDC00:
            state.high = code
            return
        if 0xDC00 <= code < 0xE000:
            code, state.high = 0x10000 + ((state.high - 0xD800) << 10) + code - 0xDC00, 0
            if not 0x10000 <= code < 0x110000:
                return
        font = state.fonts.get(state.group.font)
        if font is not None and font.is_symbol:
            self._write(symbol(code, font.name))
        else:
            self._write(chr(code))

    def _open(self, kind: str) -> None:
        state = self.state
        state.sinks.append(Open(Sink(), kind, len(state.stack)))
        state.group = replace(state.group, para=PLAIN_PARA, box=False)

    def _close(self, opened: Open) -> None:
        state = self.state
        blocks = opened.sink.finish(state.row, state.group.para)
        if opened.kind == "footnote":
            paras = list(flat(blocks))
            if paras:
                state.note_count += 1
                paras[0].runs.insert(0, Run(f"[{state.note_count}] "))
            state.footnotes += paras
        elif opened.kind == "instruction":
            state.sinks[-1].sink.write(symbol_of_field(plain_text(blocks)), state.group.look)
        elif opened.kind == "box":
            outer = state.stack[-1].para if state.stack else PLAIN_PARA
            state.sinks[-1].sink.add(blocks, outer)
        else:
            state.margins.append((opened.kind, blocks))

    def _set_look(self, word: str, value: int | None) -> None:
        look = self.state.group.look
        is_on = value != 0
        if word == "plain":
            self._set_font(word, None)
            look = RunLook(font=self.state.group.look.font, size=12.0)
        elif word == "b":
            look = replace(look, bold=is_on)
        elif word == "i":
            look = replace(look, italic=is_on)
        elif word == "caps":
            look = replace(look, caps=is_on)
        elif word == "fs" and value is not None:
            look = replace(look, size=value / 2)
        elif word in ("v", "deleted"):
            look = replace(look, hidden=is_on)
        elif word == "up":  # in half points; what stands apart is set higher for its own sake
            look = replace(look, raised=(value is None or value >= _RAISED) and self._touches())
        else:
            look = replace(look, raised=word == "super" and is_on)
        self.state.group = replace(self.state.group, look=look)

    def _touches(self) -> bool:
        """Does what comes next stand right behind a letter or sign?"""
        last = self.state.sinks[-1].sink.last
        return bool(last) and not last[-1].isspace()

    def _set_font(self, word: str, value: int | None) -> None:
        state = self.state
        number = state.default_font if value is None else value
        font = state.fonts.get(number)
        look = replace(state.group.look, font=font.name.strip(" ;") if font else None)
        state.group = replace(state.group, font=number, look=look)

    def _set_charset(self, word: str, value: int | None) -> None:
        state = self.state
        if not state.group.fonts:
            return
        font = state.fonts.setdefault(state.group.font, Font(codec=state.codec))
        font.is_symbol = value == SYMBOL_CHARSET
        if value not in (None, 0, 1):
            font.codec = CODEPAGES.get(value or 0, state.codec)

    def _set_para(self, word: str, value: int | None) -> None:
        group = self.state.group
        para = group.para
        points = (value or 0) / 20
        if word == "pard":
            para = PLAIN_PARA
        elif word in ALIGNS:
            para = replace(para, align=ALIGNS[word])
        elif word in ("li", "lin"):
            para = replace(para, left=points)
        elif word == "fi":
            para = replace(para, first=points)
        elif word == "intbl":
            para = replace(para, in_table=True)
        elif word == "tx":
            kind = group.tab_kind
            stop = TabStop(
                points,
                "center" if kind == "tqc" else "right" if kind in ("tqr", "tqdec") else "left",
                group.tab_led,
            )
            para = replace(para, tabs=(*para.tabs, stop))
            group = replace(group, tab_kind="left", tab_led=False)
        self.state.group = replace(group, para=para)

    def _set_tab_kind(self, word: str, value: int | None) -> None:
        if word in _LEADERS:
            self.state.group = replace(self.state.group, tab_led=True)
        else:
            self.state.group = replace(self.state.group, tab_kind=word)

    def _set_row(self, word: str, value: int | None) -> None:
        state = self.state
        if word == "trowd":
            state.row, state.edge = RowState(), CellEdge()
        elif word == "trleft":
            state.row.left = value or 0
        elif word == "clvmrg":
            state.edge = replace(state.edge, above=True)
        elif word == "clmrg":
            state.edge = replace(state.edge, left=True)
        elif word == "cellx" and value is not None:
            state.row.edges.append(replace(state.edge, right=value))
            state.edge = CellEdge()

    def _end(self, word: str, value: int | None) -> None:
        state = self.state
        if state.group.box:
            return
        sink, para = state.sinks[-1].sink, state.group.para
        if word == "cell":
            sink.end_cell(para)
        elif word == "row":
            sink.end_row(state.row, para)
        else:  # cells of nested tables become paragraphs of the cell around them
            sink.end_paragraph(replace(para, in_table=True) if word.startswith("nest") else para)

    def _set_document(self, word: str, value: int | None) -> None:
        state = self.state
        if word == "ansicpg" and value is not None:
            state.codec = f"cp{value}" if is_codec(f"cp{value}") else state.codec
        elif word == "deff":
            state.default_font = value or 0
        elif word == "uc":
            state.group = replace(state.group, unicode_skip=max(value or 0, 0))
        elif word == "fonttbl":
            state.group = replace(state.group, fonts=True)

    def _open_part(self, word: str, value: int | None) -> None:
        if word in ("shpinst", "do"):
            self.state.group = replace(self.state.group, box=True)
        else:
            self._open(_PARTS[word])


_LEADERS = ("tldot", "tlmdot", "tlhyph", "tlul")
_HEIGHTS = ("super", "sub", "nosupersub", "up", "dn")
_PARTS = {"shptxt": "box", "dptxbxtext": "box", "footnote": "footnote", "fldinst": "instruction"}
_Handler = Callable[[_Parser, str, int | None], None]
_WORDS: Mapping[str, _Handler] = {
    **dict.fromkeys(("plain", "b", "i", "caps", "v", "deleted", "fs", *_HEIGHTS), _Parser._set_look),
    **dict.fromkeys(("pard", *ALIGNS, "li", "fi", "intbl", "tx"), _Parser._set_para),
    **dict.fromkeys(("tqc", "tqr", "tqdec", *_LEADERS), _Parser._set_tab_kind),
    **dict.fromkeys(("trowd", "trleft", "clvmrg", "clmrg", "cellx"), _Parser._set_row),
    **dict.fromkeys(("par", "sect", "cell", "row", "nestcell", "nestrow"), _Parser._end),
    **dict.fromkeys(("ansicpg", "deff", "uc", "fonttbl"), _Parser._set_document),
    **dict.fromkeys(("shpinst", "do", *_PARTS), _Parser._open_part),
    "f": _Parser._set_font,
    "fcharset": _Parser._set_charset,
}
