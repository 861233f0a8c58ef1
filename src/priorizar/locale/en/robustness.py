"""What the robustness room says, in English."""

MESSAGES = {
    "weights_any": "any, all equally likely",
    "weights_any_illustrative": "any, because those of the scenario are illustrative: nobody has stated them",
    "weights_any_equal": "any, because nobody has said that one criterion matters more than another",
    "weights_stated": "those that what is stated in the scenario leaves open",
    "weights_people": "those of the people of the group",
    "weights_fixed": "those of the scenario, unmoved",
    "weights_order": "those that keep the scenario’s order of importance",
    "weights_within": "each within {points} points of its own in the scenario",
    "weights_dirichlet": "around those of the scenario, likelier the nearer (concentration {size})",
    "weights_own": "those of a region given in Python",
    "ranking_empty": "The ranking has no alternatives · there is nothing to compare · give at least one.",
    "ranking_not_finite": (
        "A position in the ranking is not a number · rankings with gaps cannot be compared · "
        "leave that alternative out of both rankings or complete its data."
    ),
    "rankings_differ_in_length": (
        "One ranking has {first} alternatives and the other {second} · they must hold the same ones · "
        "keep only the alternatives found in both."
    ),
    "first_k_out_of_range": (
        "The first {k} were asked for among {alternatives} alternatives · "
        "that many places do not exist · ask for a number from 1 to {alternatives}."
    ),
    "weights_shape": (
        "Weights of shape {shape} were given where {expected} is needed · "
        "the calculation cannot tell which weight is whose · "
        "give one weight per criterion."
    ),
    "weights_invalid": (
        "These are not weights · "
        "each must be a number from 0 up and together they must add up to 1 · "
        "correct them or divide them by their sum."
    ),
    "concentration_not_positive": (
        "The concentration is {concentration} · "
        "it says how tightly weights stay around their centre and must be above 0 · "
        "try 20; more is tighter."
    ),
    "deviation_out_of_range": (
        "The deviation is {deviation} · "
        "it says which part of itself a stated weight may be off by, and must be above 0 and not so wide that "
        "any weights would do · "
        "try 0.25, a quarter."
    ),
    "no_inconsistency": (
        "There are no more ratios than weights need · "
        "only ratios beyond those could contradict others and show how far people err · "
        "add a comparison, or draw around the weights with dirichlet:50."
    ),
    "order_circular": (
        "The order of importance goes round in a circle · "
        "no weights can satisfy it · "
        "take out one of the comparisons."
    ),
    "order_unknown_criterion": (
        "The order of importance names criterion number {criterion} · "
        "there is no such criterion · "
        "use the criteria of the study."
    ),
    "order_too_loose": (
        "The order of importance leaves more than {most} partial orders open · "
        "they cannot be counted exactly · "
        "order more criteria, or give the order together with a limit on some weight."
    ),
    "people_spread_unknown": (
        'The spread of the group is "{of}" · '
        'only "member" (the weights of one person) and "mean" (the mean of the group) exist · '
        "choose one of the two."
    ),
    "region_empty": (
        "No weights satisfy all the limits given · "
        "they contradict each other · "
        "loosen a limit, an order or a ratio."
    ),
    "evidence_shape": (
        "The tables of values {value}, lows {low} and highs {high} do not match · "
        "each cell needs all three · "
        "give three tables of alternatives by criteria, none empty."
    ),
    "evidence_not_finite": (
        "Row {row}, column {column} is not a number · "
        "it cannot be drawn · "
        "state a value and an interval, or leave the cell unknown."
    ),
    "evidence_interval": (
        "In row {row}, column {column} the value is outside its interval · "
        "low ≤ value ≤ high must hold · "
        "correct one of the three."
    ),
    "evidence_distribution": "The distribution “{shape}” does not exist · intervals are drawn by one of a few · {guess}",
    "criteria_differ": (
        "The matrix has {matrix} criteria and the weights {weights} · "
        "every criterion needs one weight · "
        "use the same criteria in both."
    ),
    "seed_negative": (
        "The seed is {seed} · random numbers start from a whole number from 0 up · choose another."
    ),
    "no_draws": (
        "{draws} draws were asked for · "
        "nothing can be counted without draws · "
        "ask for at least 1; 10000 is a good start."
    ),
    "onto_part_of_a_chunk": (
        "The tally to go on from holds {given:,} draws, which is not a whole number of chunks of {chunk:,} · the draws it lacks "
        "of its last chunk cannot be made by themselves · go on from a multiple of {chunk:,}, or draw anew."
    ),
    "score_not_finite": (
        "The method gave a score that is not a number in some draw · "
        "a ranking with such a score would be false · "
        "use a method that has a score for every value these intervals allow."
    ),
    "precision_out_of_range": (
        "The precision asked for is {precision} · "
        "it is the largest error allowed in a frequency and must be above 0 and below 0.5 · "
        "try 0.005."
    ),
    "meta_weights_invalid": (
        "The weights of the ranks are not usable · "
        "there must be {alternatives} of them, from 1 down to 0, none larger than the one before · "
        "correct them or leave them out."
    ),
    "nothing_varies": (
        "Neither the weights nor any cell can vary here · "
        "there is nothing to be sensitive to · "
        "let the weights vary or add intervals to the evidence."
    ),
    "size_not_power_of_two": (
        "The design was asked to have {size} points · "
        "it must be a power of two to be balanced · "
        "use 512, 1024 or 2048."
    ),
    "reason_uneven": (
        "{criterion} makes up {share:.0%} of what {alternative} lacks: methods that look at the worst "
        "criterion set it back further than those that add up."
    ),
    "reason_reference": (
        "On {criterion} the alternatives differ little: methods that compare only what is present make "
        "that difference {times:.1f} times larger, and move {alternative} {places:+.1f} places (+ up)."
    ),
    "reason_close": (
        "{alternative} is almost level with {other} (and {count} {count:alternative is|alternatives are} within 0.02 of it): "
        "small differences between methods decide."
    ),
    "no_dask": "dask.distributed is needed to compute on a cluster · the basic installation does not bring it · install it with: {install}",
    "no_scheduler": "nobody answers at {address} ({said}) · the dask scheduler should be there · check the address, or compute without --scheduler",
    "region_name": "“{written}” is no region of weights · allowed are stated, any, fixed, order, within:0.1 (between 0 and 1), dirichlet:50 (above 0) or people · choose one",
    "no_people": "the weights of the scenario {scenario} do not come from a group of people · there is nobody to draw from · use another region, or a scenario with “procedure: group”",
    "nothing_known_has_weight": "some draw leaves all that is known of a chain without weight · with “unknown: leave_out” nothing would be left to score · use a region that leaves no weight at zero",
    "vary_unknown": "“{vary}” cannot be varied · weights, evidence or both can · {guess}",
    "no_table": "there is no table “{what}” · there are no results of that · {guess}",
    "chain_not_there": "the chain “{chain}” is not ranked in {province} in this scenario · there is nothing to compare · choose one of that province's chains",
    "no_method_answers": "no method has an answer for these data · there is nothing to put side by side · check the weights and the selection",
    "reversal_leave_out": "with “unknown: leave_out” each chain is scored alone, with its own weights · there is no list to turn round · use a scenario with unknown: midpoint",
    "nothing_there": "nothing is ranked in {province} in the scenario {scenario} · the scenario leaves it out, or nothing is known of its chains · choose another province or another scenario",
    "first_leave_out": "with “unknown: leave_out” each chain is scored with its own weights · there are no common weights by which one is ahead of another · use a scenario with unknown: midpoint",
    "cluster_lost": "the cluster at {address} could not finish ({said}) · its workers were lost or lack priorizar · install the same version on all of them, or compute without --scheduler",
}
