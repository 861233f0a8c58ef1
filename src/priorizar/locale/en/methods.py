"""What the methods say, in English."""

MESSAGES = {
    "not_numbers": (
        "The matrix, the weights or the directions are not tables of numbers · texts or rows of unequal length "
        "cannot be computed with · check the cells."
    ),
    "shapes": (
        "The tables do not fit: the matrix has shape {matrix}, the weights {weights}, the directions {directions} · "
        "at least one alternative and one criterion are needed, and one weight and direction for each criterion · "
        "check that no criterion is missing or left over."
    ),
    "cell_not_finite": (
        "Criterion {column} has cells that are not finite numbers (rows {rows}) · a gap is neither zero nor the "
        "average · fill the cell in or leave the alternative out."
    ),
    "outside_scale": (
        "Criterion {column} has values outside its scale (rows {rows}) · the ends of the scale are what is measured "
        "against · correct the value or widen the criterion's scale."
    ),
    "bounds_shape": (
        "The bounds of the scales have shape {shape} · a lower and an upper end are needed for each of the "
        "{criteria} criteria · give ({criteria}, 2)."
    ),
    "scale_without_width": (
        "The scale of criterion {column} goes from {low} to {high} · without a lower end below the upper one, both "
        "finite, there is nothing to measure against · correct the ends."
    ),
    "weights_not_finite": (
        "Some weights are not finite numbers (criteria {columns}) · importance cannot be shared out · write a "
        "number for each."
    ),
    "weights_negative": (
        "Some weights are negative (criteria {columns}) · a weight says how much a criterion matters, not whether "
        "more of it is better · use zero to turn it off, or change its direction."
    ),
    "weights_all_zero": "All weights are zero · no criterion counts and nothing can be ranked · give weight to one.",
    "weights_sum": (
        "The weights sum to {total}, not 1 · scores would not be comparable · divide each weight by the sum."
    ),
    "direction": (
        "The direction of criterion {column} is {value} · there are only two: 1 if more is better, -1 if less is · "
        "choose one."
    ),
    "negative_for_normalization": (
        "Criterion {column} has negative values (rows {rows}) · “{normalization}” normalization would reverse the "
        "order · use “vector” or “minmax”, or the reference “scale”."
    ),
    "scores_shape": "A single number was given instead of a list of scores · nothing to rank · give the list.",
    "scores_not_numbers": "Some scores are not numbers · they cannot be ranked · check those alternatives' data.",
    "preferences_shape": (
        "The thresholds {name} have shape {shape} · one is needed for each of the {criteria} criteria · "
        "complete the list."
    ),
    "preferences_count": (
        "There are preference functions for {given} criteria and the matrix has {criteria} · each criterion needs "
        "its own · complete the list."
    ),
    "preference_function": (
        "Criterion {column} asks for the preference function “{function}”, which does not exist · there is no "
        "saying when a difference matters · use one of: {allowed}."
    ),
    "threshold": (
        "The threshold {name} of criterion {column} is missing or not a number from zero up · the function "
        "“{function}” needs it · give it in the criterion's unit."
    ),
    "threshold_zero": (
        "The threshold s of criterion {column} is zero · the function “{function}” needs a width above zero · "
        "give one, or use “usual”."
    ),
    "thresholds_order": (
        "On criterion {column} the indifference threshold q ({q}) is above the preference threshold p ({p}) · a "
        "difference cannot be both indifferent and preferred · make q no larger than p."
    ),
    "unknown_method": "There is no method “{name}” · those there are: {known} · choose one.",
    "unknown_method_guess": (
        "There is no method “{name}”; did you mean “{guess}”? · those there are: {known} · choose one."
    ),
    "unknown_option": (
        "The method {method} has no option “{name}” · it would change nothing and look as if it did · "
        "remove it; those there are: {known}."
    ),
    "unknown_option_guess": (
        "The method {method} has no option “{name}”; did you mean “{guess}”? · it would change nothing and look as "
        "if it did · those there are: {known}."
    ),
    "option_value": (
        "The option “{option}” cannot be “{value}” · there is no saying which variant to compute · "
        "use one of: {allowed}."
    ),
    "option_value_guess": (
        "The option “{option}” cannot be “{value}”; did you mean “{guess}”? · there is no saying which variant to "
        "compute · use one of: {allowed}."
    ),
    "option_range": "The option “{option}” is “{value}” · it must be a number from {low} to {high} · correct it.",
    "option_without_effect": (
        "The option “{option}” only counts with {other}: {needed} · as it stands it would change nothing and look "
        "as if it did · remove it, or set {other}: {needed}."
    ),
    "needs_positive": (
        "Criterion {column} has zeros or negative values (rows {rows}) · the method {method} divides by them or "
        "multiplies them and gives no valid result · use topsis or additive, or a scale that starts above zero."
    ),
    "needs_not_negative": (
        "Criterion {column} has negative values (rows {rows}) · the method {method} divides by the mean and would "
        "reverse the order · use topsis or additive, or a scale without negatives."
    ),
    "needs_cost": (
        "Less is better on no criterion · the method {method} subtracts the cost criteria and demands at least one · "
        "use topsis, additive or vikor."
    ),
    "needs_bounds": (
        "The method {method} measures against the ends of the scales and was given none · give the lower and upper "
        "end of each criterion."
    ),
    "comet_too_large": (
        "There are {criteria} criteria · comet compares 3 to that power of cases and beyond {largest} does not end "
        "in reasonable time · use topsis or additive, or group criteria."
    ),
    "pymcdm_refused": (
        "The method {method} does not accept these data (pymcdm says: {reason}) · there is no score to give · "
        "use topsis or additive."
    ),
    "no_answer": (
        "The method {method} gives no number for these {alternatives} alternatives · this happens with a lone "
        "alternative, with equal ones or with one that is worst on everything, because it divides by the "
        "difference · use topsis or additive."
    ),
    "not_offered_aroman": (
        "The method aroman is not offered · as pymcdm 1.4 computes it, a higher cost raises the score · "
        "use topsis, additive or marcos."
    ),
    "not_offered_balanced_spotis": (
        "The method balanced_spotis is not offered · it asks for an expected solution point that nobody has "
        "stated · use spotis."
    ),
    "zero_cost": (
        "The method {method} will not do with an alternative that costs nothing on any cost criterion · it divides by "
        "that cost · use topsis or additive."
    ),
    "not_offered_ervd": (
        "The method ervd is not offered · it asks for a reference point on each criterion that nobody has stated · "
        "use topsis or additive."
    ),
    "not_offered_probid": (
        "The method probid is not offered · as pymcdm 1.4 computes it, it can put an alternative that is worse "
        "on everything ahead of the one "
        "that beats it · use topsis with reference: observed."
    ),
    "not_offered_promethee_i": (
        "The method promethee_i is not offered · it gives a partial order and a score is needed here · "
        "use promethee2."
    ),
    "not_offered_sprobid": (
        "The method sprobid is not offered · in pymcdm 1.4 it is wrong for fewer than four alternatives, and a "
        "province may have fewer · use topsis with reference: observed."
    ),
}
