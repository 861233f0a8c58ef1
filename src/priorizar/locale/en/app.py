"""Texts of the app that hold for all its pages."""

MESSAGES = {
    "language": "Language",
    "province": "Province",
    "province_help": "Type to search. You can also choose it with a click on the map of the page Territory.",
    "scenario": "Scenario",
    "scenario_help": "A scenario says how much each criterion weighs and by which method chains are put in order.",
    "method": "Method",
    "method_help": "The calculation that turns weights and evidence into an order. “Of the scenario” is the one the scenario names.",
    "own_method": "Of the scenario ({method})",
    "projector": "Projector mode",
    "projector_help": "Large letters and few things, to be read from the back of the room.",
    "page_ranking": "Ranking",
    "page_scenarios": "Scenarios",
    "page_robustness": "Robustness",
    "page_evidence": "Evidence",
    "page_territory": "Territory",
    "page_bottlenecks": "Bottlenecks",
    "page_downloads": "Downloads",
    "refused": "Some scenarios cannot be used: {names} · “priorizar check” says why",
    "defect": "This part of the page failed for a defect of the program, not for anything you did. The rest goes on working; the details are in the server's log.",
    "cannot_open": "The study cannot be opened",
}
