"""Texts of the former versions of scenarios."""

MESSAGES = {
    "many_versions": "{most} former versions of “{id}” are kept already, and it is replaced no more · none is deleted unless somebody decides so · use another name, or move those that are not needed out of {folder}",
    "many_scenarios": "the study has {most} scenarios already, and no more are added · nobody reads a list like that · move those that are not needed out of the folder scenarios",
    "gone": "that version of “{id}” is no longer there · somebody moved or renamed it · choose another one of the list",
    "title": "Former versions ({count})",
    "what": "What “{scenario}” said before each replacement, the latest first. Restoring one keeps the present one before, so it can be undone too.",
    "which": "Version",
    "which_help": "Until when it held, in universal time (UTC).",
    "until": "until {when} UTC",
    "restore": "Restore",
    "restore_help": "The scenario says again what this version said; the present one goes among the former ones.",
    "restored": "“{scenario}” is back at the version that held {when}.",
    "download": "Download this version (YAML)",
    "download_help": "To compare it, or to keep it elsewhere.",
    "unverified": "The name is what somebody typed when saving: nobody checked who it was.",
}
