"""What is said of numbers that do not fit, in English."""

MESSAGES = {
    "not_numbers": (
        "{what} is {given}, which is not numbers · letters and lists of uneven length cannot be calculated with · "
        "give numbers."
    ),
    "shape": (
        "{what} has shape {shape} where {needed} is needed · it cannot be told which number is whose · "
        "give one for each."
    ),
    "not_finite": (
        "{what} holds NaN or infinity · what is not known is not zero and not the mean · "
        "complete it or leave it out."
    ),
    "range": (
        "{what} holds {value} · only numbers from {low} to {high} mean something here · correct it, or its unit."
    ),
    "not_whole": (
        "{what} is {given} · it counts something: a whole number from {low} to {high} · give one, such as 1000."
    ),
    "not_allowed": "{what} is {given} · it is one of: {allowed} · choose one.",
}
