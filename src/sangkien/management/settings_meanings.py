"""What each environment variable is for: the words of docs/settings.md."""

from typing import NamedTuple


class Meaning(NamedTuple):
    """`form` is what to write, with its unit; `default` only where settings.py does not say it."""

    form: str
    says: str
    default: str = ""


MEANINGS: dict[str, Meaning] = {
    "DATABASE_URL": Meaning(
        "address, postgresql://…",
        "The PostgreSQL database. Without it the product keeps one SQLite file in the data folder.",
        "SQLite, `sangkien.sqlite3` in `SANGKIEN_VAR`",
    ),
    "SANGKIEN_VAR": Meaning(
        "folder",
        "The data folder: database (SQLite), uploaded and issued files, the secret. All of it is"
        " to be backed up, and nothing else.",
        "`var` in the project",
    ),
    "SANGKIEN_PRODUCTION": Meaning(
        "yes or no",
        "Accounts of real people behind TLS: cookies only over TLS, redirect to it, hashed names"
        " of static files.",
    ),
    "SANGKIEN_DEBUG": Meaning(
        "yes or no", "Debug pages with source and values; refused together with production."
    ),
    "SANGKIEN_SECRET_KEY": Meaning(
        "text, 50 characters or more",
        "Signs sessions and forms.",
        "the file `secret` in `SANGKIEN_VAR`, made by `sangkien install`",
    ),
    "SANGKIEN_IDENTITY_SALT": Meaning(
        "text",
        "Salt of the hashes that stand for persons. Never change it on a register in use: everybody"
        " would become a stranger, and copies by the same person would no longer be seen.",
        "the secret key",
    ),
    "SANGKIEN_HOSTS": Meaning(
        "names, parted by commas", "Host names this installation answers to."
    ),
    "SANGKIEN_ORIGINS": Meaning(
        "addresses, parted by commas",
        "Origins forms may be sent from, with scheme: https://sangkien.example.vn. Needed behind a"
        " proxy that changes the host name.",
        "none",
    ),
    "SANGKIEN_HSTS_SECONDS": Meaning(
        "seconds", "How long browsers are told to use TLS only.", "a year in production, else 0"
    ),
    "SANGKIEN_SSL_REDIRECT": Meaning(
        "yes or no", "Send plain HTTP on to HTTPS.", "as `SANGKIEN_PRODUCTION`"
    ),
    "SANGKIEN_SECOND_FACTOR": Meaning(
        "yes or no",
        "Provincial and national officers, jurors and account administrators must log in with a"
        " second factor (an app with codes, or a passkey); without one they can do nothing but set"
        " one up. Everybody else may.",
        "as `SANGKIEN_PRODUCTION`",
    ),
    "SANGKIEN_OPENID": Meaning(
        "JSON",
        "Servers of OpenID Connect to log in by: a list of objects with `id` (for the address),"
        " `name`, `server` (https://…, without /.well-known), `client_id`, `secret`. The address to"
        " come back to, which the server must know, is https://<host>/dang-nhap/qua/<id>/tro-lai/.",
        "none",
    ),
    "SANGKIEN_GOOGLE_ID": Meaning(
        "text",
        "The client that Google gave you; with the secret, one logs in by Google. It comes back to"
        " https://<host>/dang-nhap/qua/google/tro-lai/.",
        "none",
    ),
    "SANGKIEN_GOOGLE_SECRET": Meaning("text", "The secret of that client.", "none"),
    "SANGKIEN_ZALO_ID": Meaning(
        "number",
        "The app that Zalo gave you; with the secret, one logs in by Zalo. It comes back to"
        " https://<host>/dang-nhap/qua-zalo/tro-lai/.",
        "none",
    ),
    "SANGKIEN_ZALO_SECRET": Meaning("text", "The secret of that app.", "none"),
    "SANGKIEN_UPLOAD_LIMIT": Meaning("bytes", "The largest file that is taken in."),
    "SANGKIEN_POOL": Meaning(
        "connections", "The most connections to PostgreSQL one process keeps."
    ),
    "SANGKIEN_LOG_LEVEL": Meaning(
        "DEBUG, INFO, WARNING, ERROR, CRITICAL", "What is written to standard error."
    ),
    "SANGKIEN_ENGINE": Meaning(
        "file, .npz",
        "What the duplicate engine has learned, written by `sangkien engine train`; after a change"
        " run `sangkien install`.",
        "the one that is shipped",
    ),
    "SANGKIEN_MACHINE_CODE": Meaning(
        "folder",
        "Where the duplicate engine keeps its machine code; it can be thrown away. If it cannot be"
        " written, `machine-code` in `SANGKIEN_VAR` serves.",
        "`machine-code` in the Python environment",
    ),
    "SANGKIEN_PORT": Meaning(
        "port number",
        "Where `./sk up` serves, on 127.0.0.1; the next free one if it is taken.",
        "8000",
    ),
}
