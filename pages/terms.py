"""Terms: how often was the word heard, in which company, and which turns of phrase go round?"""

from lib.ui import formula_list, frame, sections, state, term_company, term_series

SECTIONS = {"series": term_series.show, "company": term_company.show, "formulas": formula_list.show}

source = frame.source()
open_formula = "formulas" if state.view().formula else "series"
figures = "series" if any("term-" in mark for mark in state.view().marks) else open_formula
sections.show("terms", SECTIONS, source, figures=figures, first=open_formula)
