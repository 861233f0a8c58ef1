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
}
