"""Measures extracted documents against gold annotations.

``gold`` reads both sides into one form, ``align`` pairs what belongs together, ``match`` says whether two
values are the same, ``compare`` turns a file into outcomes, ``report`` counts them, ``gate`` holds floors.
"""

from vanban.outputs.score.gate import Gate, check_gate, update_gate
from vanban.outputs.score.gold import load_gold, load_predictions
from vanban.outputs.score.report import Report, score

__all__ = ["Gate", "Report", "check_gate", "load_gold", "load_predictions", "score", "update_gate"]
