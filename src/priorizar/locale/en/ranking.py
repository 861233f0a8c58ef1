"""Texts about ranking."""

MESSAGES = {
    "leave_out_needs_rowwise": "The scenario leaves out what is not known (“unknown: leave_out”), and the method {method} cannot be used then · that method compares chains with each other, and each would have weights of its own · choose the scenario's own method, topsis with “reference: scale”, or additive",
    "nothing_known": "there is no evidence on any criterion that has weight · with “unknown: leave_out” nothing is left to rank · give weight to criteria with evidence or add evidence",
    "nothing_left": "the scenario {scenario} leaves no alternative · include and exclude contradict each other or no chain is there · widen the selection",
    "unknown_grouping": "“{by}” is no way to group · there are only a few · {guess}",
    "compare_two": "a comparison needs at least two scenarios · with one there is nothing beside it · name two or more, for example: priorizar compare base exportador",
    "nothing_shared": "the scenarios have no alternative in common · there is nothing to compare · check their include and exclude",
    "not_a_method": "{given} is no method · a method is called by its name, with its variant beside it · write 'topsis', or {{'name': 'topsis', 'reference': 'observed'}}.",
}
