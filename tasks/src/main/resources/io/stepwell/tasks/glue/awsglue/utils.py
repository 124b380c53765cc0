"""Arguments of a job, as AWS Glue hands them over: --name value, or --name=value."""

RESERVED = ("JOB_NAME", "JOB_ID", "JOB_RUN_ID", "SECURITY_CONFIGURATION", "TempDir")


class GlueArgumentError(Exception):
    pass


def getResolvedOptions(args, options):
    """The values of these options. One that is missing is an error."""
    given = {}
    words = list(args[1:])
    while words:
        word = words.pop(0)
        if not word.startswith("--"):
            continue
        name, equals, value = word[2:].partition("=")
        if not equals:
            value = words.pop(0) if words and not words[0].startswith("--") else ""
        given[name] = value
    missing = [name for name in options if name not in given]
    if missing:
        raise GlueArgumentError(
            "the following arguments are required: " + ", ".join("--" + name for name in missing)
        )
    return {name: given[name] for name in given if name in options or name in RESERVED}
