"""What the weighting part says, in English."""

MESSAGES = {
    "unknown_name": (
        "«{name}» is not among what is weighed here · a judgement names all criteria or all groups: {known} · use one "
        "of these names."
    ),
    "unknown_name_near": (
        "«{name}» is not among what is weighed here ({known}) · it looks like «{near}» · did you mean «{near}»?"
    ),
    "missing_names": (
        "Nothing is said of: {missing} · so nobody knows how much they weigh · add them (with 0 if they do not count)."
    ),
    "number_negative": (
        "The value of «{name}» is {value} · a weight cannot be negative or infinite · write 0 or more."
    ),
    "all_zero": (
        "All values are zero ({items}) · nothing is left that weighs · give at least one more than zero."
    ),
    "points_not_total": (
        "The points add up to {given:g}, not {total:g} · they are used in proportion · check whether one was "
        "forgotten or counted twice."
    ),
    "swing_top": (
        "The highest value is {top:g}, not 100 · in this procedure the swing most wanted is 100 and the others are "
        "measured by it · they are used in proportion; check whether the question was understood."
    ),
    "smart_bottom": (
        "The lowest value is {bottom:g}, not 10 · in this procedure the least important criterion is 10 and the others "
        "are measured by it · they are used in proportion; check whether the question was understood."
    ),
    "ratio_not_positive": (
        "The comparison of «{a}» with «{b}» says {ratio} · it must be how many times more it matters, a number above "
        "zero · use 3 if «{a}» matters three times as much, 1/3 if a third as much."
    ),
    "compared_with_itself": "«{a}» is compared with itself · that says nothing · remove the line.",
    "contradictory": (
        "«{a}» and «{b}» are compared twice with different answers: {first:.3g} and {second:.3g} · both cannot hold · "
        "keep one (if «{a}» matters 3 times as much as «{b}», the reverse is 1/3)."
    ),
    "not_connected": (
        "No comparison joins [{side}] to [{other}] · nobody knows how much one side weighs against the other · compare "
        "at least one on one side with one on the other."
    ),
    "column_mean_incomplete": (
        "Comparisons are missing and the mean of columns (column_mean) needs them all · with gaps it is not defined · "
        "complete the comparisons or use eigenvector or geometric_mean."
    ),
    "random_index_ends": (
        "The table {table} goes up to {last} items and here are {n} · the consistency ratio cannot be computed · group "
        "the criteria or use random_index: alonso_lamata."
    ),
}
