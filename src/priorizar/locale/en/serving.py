"""Texts of the board's server, for who asks for what is not given."""

MESSAGES = {
    "other_name": "The board is not served under this name. · Open it by the address that was shown when it was started. · Whoever started it can add names: docs/app.md, “Under another name”.",
    "too_long": "The request is too long and was not read. · Open the board by its address, without what follows the sign “?”.",
    "nothing_here": "There is nothing here. · The board is at the address that was shown when it was started.",
    "full": "The board is full: no more visitors fit in at once. · Nobody has lost anything. This page asks again by itself every few seconds; you will be let in when somebody closes theirs.",
    "no_length": "The file came without saying how long it is, and was not taken. · Open it from the page of the board.",
    "too_large": "The file is larger than what is taken in, and was not taken.",
    "no_room": "There are as many files as the server keeps at once, and this one was not taken. · Take one of yours away, or wait until somebody else closes their page.",
    "too_slow": "The file took too long to come, and was not taken. · Try again, nearer to the network.",
    "no_room_now": "The server keeps as many files as it can already. When somebody takes theirs away or closes their page, you can load one here.",
    "option_allow_saving": "Let anybody who opens the board over the network save scenarios into the study. Without it people on the network look, try and download.",
    "not_saved_on_network": "The board is open to the network and does not save: anybody who opens it could change the study. You can download the scenario here; to have it save, start it with --allow-saving.",
}
