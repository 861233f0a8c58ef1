"""Texts of the explanations: why a chain stands where it stands."""

MESSAGES = {
    "title": "Why it stands where it stands",
    "help": "The same arithmetic in words: what it rests on, what is in doubt and what would move it.",
    "chain": "Chain",
    "chain_help": "The chains of the province, in their order as of now.",
    "chain_option": "{rank}. {name}",
    "versus": "Compared with",
    "versus_help": "Besides the first two and the average of the province, another chain to hold it against.",
    "nobody": "Only the first two and the average",
    "again": "Update",
    "again_help": "Explains anew with the weights that the sliders have now.",
    "with_weights": "Explained with: {shares}; method {method}. If you move the weights later, press “Update”.",
    "grid": "What each criterion brings",
    "grid_caption": "{chain}: what each criterion brings to the difference in score",
    "criterion": "Criterion",
    "weight": "Weight",
    "amount": "Value",
    "province": "{province} and all its chains",
    "screen": "The screen of the study: one rule that is met is enough. It stands beside the order and does not change it.",
    "any_rule": "Any rule",
    "no_order": "With these weights and this method there is no order to explain: the reason stands above.",
}
