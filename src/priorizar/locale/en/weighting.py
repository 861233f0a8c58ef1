"""What the weighting part says, in English."""

MESSAGES = {
    "unknown_name": "“{name}” is not among what is weighed here · a judgement names all the criteria or all the groups · {guess}",
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
        "The points add up to {told}, not {total_told} · they are used in proportion · check whether one was "
        "forgotten or counted twice."
    ),
    "swing_top": (
        "The highest value is {told}, not 100 · in this procedure the swing most wanted is 100 and the others are "
        "measured by it · they are used in proportion; check whether the question was understood."
    ),
    "smart_bottom": (
        "The lowest value is {told}, not 10 · in this procedure the least important criterion is 10 and the others "
        "are measured by it · they are used in proportion; check whether the question was understood."
    ),
    "ratio_not_positive": (
        "The comparison of «{a}» with «{b}» says {ratio} · it must be how many times more it matters, a number above "
        "zero · use 3 if «{a}» matters three times as much, 1/3 if a third as much."
    ),
    "ratio_beyond": (
        "The comparison of “{a}” with “{b}” says {ratio:g} · a comparison holds from one in {most:,.0f} to {most:,.0f}; beyond "
        "that it is a slip of the finger or of the unit · correct it; a criterion that does not count has the weight 0."
    ),
    "not_reciprocal": (
        "The comparisons are not reciprocal · row i, column j says how many times i matters as much as j, and the "
        "other way round it is one over that, with ones on the diagonal · give both, or NaN where nothing was said."
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
    "named_twice": "“{name}” is named twice · it can take one place only · keep one.",
    "best_is_worst": (
        "«{name}» is given as the best and as the worst · it cannot be both · choose another for one of them."
    ),
    "below_one": (
        "The answer for «{name}» is {ratio} · the best matters at least as much as each, and each at least as"
        " much as the worst · use 1 or more."
    ),
    "not_one_with_itself": (
        "«{name}» compared with itself is {ratio} · it is always 1 · write 1 or remove the answer."
    ),
    "best_worst_differ": (
        "«{best}» against «{worst}» has two answers: {first_told} and {second_told} · it is the same question · "
        "keep one."
    ),
    "beyond_best_worst": (
        "«{best}» matters {span:g} times as much as «{worst}», yet some answers are larger: {names} · then "
        "they are not the best and the worst · raise that answer, lower the others or choose another best or "
        "worst."
    ),
    "percent_range": (
        "«{item}» between {low_told} and {high_told} % · the ends go from 0 to 100, the smaller first · correct the"
        " percentages."
    ),
    "region_empty": (
        "No weights fit all of these: {statements} · they contradict each other; leave any one out and the "
        "rest hold together · change or remove one."
    ),
    "no_matrix": (
        "Objective weights come from data and there are none here · without alternatives there are no "
        "differences to measure · use them in a scenario with data."
    ),
    "objective_rows": (
        "The procedure {scheme} needs at least two alternatives and there are {rows} · it measures how they "
        "differ · include more alternatives."
    ),
    "objective_not_finite": (
        "{scheme}: cells without a number in {criteria} · how much they vary cannot be measured · complete "
        "the data or use another procedure."
    ),
    "objective_constant": (
        "{scheme}: {criteria} has the same value in every alternative · it tells nothing apart, and some "
        "procedures would give it all the weight · leave it out, complete its evidence, or weigh by what "
        "people say."
    ),
    "objective_negative": (
        "{scheme}: {criteria} has negative values · shares of the total make no sense with them · use critic "
        "or standard_deviation."
    ),
    "objective_not_positive": (
        "{scheme}: {criteria} has zeros or negative values · the procedure divides by the values or takes "
        "their logarithm · use critic or standard_deviation."
    ),
    "all_correlated": (
        "critic: all criteria order the alternatives alike · there is no contrast between them and the "
        "weights are undefined · use standard_deviation."
    ),
    "objective_no_answer": (
        "{scheme} gives no weights for these data · its formula divides by zero or comes out negative · use "
        "critic or standard_deviation."
    ),
    "blend_share": ("The subjective part is {share} · it is a proportion · use a number from 0 to 1."),
    "group_unread": (
        "The file of judgements {file} has not been read · without it there are no group weights · open the "
        "study from its folder."
    ),
    "nothing_to_check": (
        "There {compared:is|are} {compared} {compared:comparison|comparisons}, just enough · none repeats another, so nobody can tell whether "
        "they fit together · add one or two more to check."
    ),
    "inconsistent": (
        "The comparisons between {items} do not fit together: consistency ratio {told}, above 0.10 · the "
        "weights average contradictions · look first at what follows."
    ),
    "repair": (
        "Look again at «{a}» against «{b}»: said {said}; {suggested} fits the others · the ratio would fall "
        "from {before_told} to {told}."
    ),
    "repair_cycle": (
        "Look again at «{a}» against «{b}»: said {said}; {suggested} fits the others · by way of «{c}» it "
        "comes out differently: «{a}» is {first} × «{c}» and «{c}» is {second} × «{b}», which makes {implied}"
        " · the ratio would fall from {before_told} to {told}."
    ),
    "repair_circular": (
        "Look again at «{a}» against «{b}»: said {said}; {suggested} fits the others · there is a circle: "
        "«{a}» over «{b}», «{b}» over «{c}» and «{c}» over «{a}» («{a}» is {first} × «{c}» and «{c}» is "
        "{second} × «{b}», which makes {implied}) · the ratio would fall from {before_told} to {told}."
    ),
    "best_worst_inconsistent": (
        "The answers do not fit together: {ratio}, and the limit is {threshold} · the one that fits "
        "least is «{name}» · look again at how much it matters against the best and against the worst."
    ),
    "objective_unknown": (
        "{unknown} of {cells} cells {unknown:has|have} no evidence · {unknown:it counts|they count} with the middle value of their scale, which"
        " lowers the weight of those criteria · complete the evidence before trusting these weights."
    ),
    "nobody": ("There is nobody · without judgements there are no group weights · add at least one person."),
    "geometric_zero": (
        "Somebody gave zero to: {criteria} · with the geometric mean that one answer would turn the criterion"
        " off for everybody · use arithmetic, median or trimmed."
    ),
    "nothing_left": (
        "With {how} all weights come to zero · each person put the weight on another criterion · use "
        "arithmetic."
    ),
    "one_person": (
        "There {people:is|are} {people} {people:person|people}, and agreement is between two or more · there is nobody to compare with · "
        "add people."
    ),
    "rounds_apart": (
        "Only {people} {people:person is|people are} in both rounds · nobody can tell who moved · use the same codes in both."
    ),
    "priorities_unusable": (
        "There are priorities that are negative, not a number, or all zero under a criterion · they cannot be"
        " shared out · complete the comparisons of that criterion."
    ),
    "not_compared": (
        "Comparisons of alternatives are missing under: {criteria} · these criteria have weight and nobody "
        "knows which alternative is better · compare them or set the weight to 0."
    ),
    "helice_near": "'{name}' looks like the hélice '{near}' and is not it · it would count as one hélice more · write {near}, or another name that cannot be mistaken",
    "aij_needs_ahp": "Putting judgements together one by one (aij) needs everybody to compare in pairs, and these people answered otherwise: {codes} · there are no comparisons to average · use arithmetic, geometric, median or trimmed.",
    "aij_mixed": "In '{node}' some compared the groups ({by_group}) and others all criteria at once ({at_once}) · their comparisons are not about the same · use arithmetic, or part the ones from the others.",
    "people_inconsistent": "The comparisons of {codes} do not fit together (consistency ratio in brackets; 0.10 or less is asked for) · they count like the others · ask them again; '--explain' says what to look at.",
    "group_of_nobody": "The group judgement does not say whose it is · without people there are no weights · write 'file' (a table with a row a person) or 'people'.",
    "person_twice": "{code} appears twice in round {round} · that would count twice · leave one, or put the right round.",
    "no_group": "The weights of '{scenario}' are not a group's · agreement is measured between several people · choose a scenario with 'procedure: group'.",
    "compared_and_supposed": "Criterion '{criterion}' is in chain_comparisons and in what_if too · which holds would not be known · leave one of the two.",
    "not_a_whole": "These weights are no whole: they add up to {given:.6g} and must add up to 1, none negative · moving one would not tell how much the others give up · divide them by their sum first.",
    "share_locked": "That weight is locked · a locked weight does not move · unlock it, or move another.",
    "share_not_a_number": "A weight was to be moved to {to} · that is no number · use one from 0 to 1.",
    "share_position": "A weight was named that is not there · positions go from 0 to {last} · use one of them.",
    "not_a_statement": "“{given}” is no judgement · it says by which procedure weights were said, and what · write {{'procedure': 'points', 'values': {{'a': 60, 'b': 40}}}}.",
    "not_a_tree": "{given} is no value tree · what is weighed are criteria, in groups or not · give a criteria set of a study, or a list of the criteria's names.",
    "not_weights": "{given} are no weights · there is one number a criterion · give what weigh(…) gives, or {{'a': 60, 'b': 40}}.",
    "not_comparisons": "{given} are no comparisons · each says that one thing matters so many times as much as another · give [('a', 'b', 3), …].",
    "not_a_matrix": "{given} is no decision matrix · objective weights come from values, directions and what is known · give ranking.matrix, or leave it out.",
}
