"""What the robustness room says, in English."""

MESSAGES = {
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
}
