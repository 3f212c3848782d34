"""What applications send, need and read, row by row."""

from dataclasses import dataclass, field

from domain.policy.claim_rules import Place
from tests.builders import DISCORD_ID

ID_TOKEN, USERINFO = Place.ID_TOKEN, Place.USERINFO
OFFLINE = "offline_access"
BOTH = (ID_TOKEN, USERINFO)
BASIC, POST = {"client_secret_basic"}, {"client_secret_post"}
EITHER = BASIC | POST
DISCORDS, OURS = "nelly@example.org", f"{DISCORD_ID}@users.example.org"
SLUGS = ["board", "editors", "members"]
PROFILE = {"preferred_username": "nelly", "name": "Cap"}


@dataclass(frozen=True, kw_only=True)
class Row:
    """What an application sends and needs, and what it then reads of a captain, and where.

    ``sends`` beside ``openid profile``. ``never`` is what must not be there.
    """

    methods: set[str]
    sends: str
    reads: dict[str, object]
    where: tuple[Place, ...] = BOTH
    refresh: bool = False
    never: set[str] = field(default_factory=set)


MAIL: dict[str, object] = {"email": DISCORDS, "email_verified": True}
MADE_UP: dict[str, object] = {"email": OURS, "email_verified": True}
GROUPS: dict[str, object] = {"groups": SLUGS}
NO_GROUPS = {"groups", "roles", "subteams"}
ROWS = {
    "grafana": Row(
        methods=BASIC, sends=f"email groups {OFFLINE}", reads=MAIL | GROUPS, refresh=True
    ),
    "cloudflare-access": Row(methods=BASIC, sends="email", reads=MAIL | GROUPS, where=(ID_TOKEN,)),
    "tailscale": Row(
        methods=BASIC, sends="email", reads={"email": f"{DISCORD_ID}@example.org"}, never=NO_GROUPS
    ),
    "headscale": Row(methods=BASIC, sends="email groups", reads=MADE_UP | GROUPS),
    "outline": Row(
        methods=POST, sends=f"email {OFFLINE}", reads=MADE_UP, where=(USERINFO,), refresh=True
    ),
    "jupyterhub": Row(
        methods=POST, sends=f"groups {OFFLINE}", reads=GROUPS, refresh=True, never={"email"}
    ),
    "nextcloud": Row(methods=EITHER, sends="email groups", reads=MAIL | GROUPS, refresh=True),
    "gitea": Row(methods=BASIC, sends="email", reads=MAIL | GROUPS),
    "wiki": Row(
        methods=POST,
        sends="email",
        reads=MAIL | {"groups": ["The board", "Editors"]},
        where=(USERINFO,),
    ),
    "immich": Row(
        methods=EITHER,
        sends="email",
        reads=MADE_UP | {"immich_role": "admin", "immich_quota": 100},
    ),
    "jellyfin": Row(methods=POST, sends="groups", reads=GROUPS, never={"email"}),
    "oauth2-proxy": Row(methods=BASIC, sends="email groups", reads=MADE_UP | GROUPS, refresh=True),
    "apache": Row(methods=BASIC, sends="groups", reads=GROUPS, where=(USERINFO,), refresh=True),
    "kubernetes": Row(
        methods={"none"},
        sends="groups",
        where=(ID_TOKEN,),
        refresh=True,
        never={"email"},
        reads={"groups": [f"guildpass:{slug}" for slug in SLUGS]},
    ),
    "argocd": Row(methods=BASIC, sends="email groups", reads=MAIL | GROUPS),
    "argocd-cli": Row(
        methods={"none"}, sends=f"email groups {OFFLINE}", reads=GROUPS, refresh=True
    ),
    "vaultwarden": Row(
        methods=BASIC,
        sends="email offline_access vaultwarden",
        where=(ID_TOKEN,),
        refresh=True,
        reads=MAIL | {"vaultwarden_roles": ["admin", "user"]},
    ),
    "minio": Row(
        methods=BASIC,
        sends="openid",
        reads={"policy": "consoleAdmin"},
        where=(ID_TOKEN,),
        never={"email"} | NO_GROUPS,
    ),
    "karakeep": Row(methods=BASIC, sends="email", reads=MAIL, where=(ID_TOKEN,), never=NO_GROUPS),
    "synapse": Row(methods=BASIC, sends="groups", reads=GROUPS, where=(ID_TOKEN,), never={"email"}),
    "homarr": Row(methods=BASIC, sends="email groups", reads=MAIL | GROUPS, where=(ID_TOKEN,)),
    "pangolin": Row(methods=BASIC, sends="email groups", reads=MAIL | GROUPS, where=(ID_TOKEN,)),
    "cognito": Row(
        methods=POST,
        sends="email",
        reads=MAIL | {"team": "board"},
        where=(USERINFO,),
        never=NO_GROUPS,
    ),
    "entra": Row(methods=POST, sends="email", reads=MAIL, where=(ID_TOKEN,), never=NO_GROUPS),
    "hedgedoc": Row(methods=POST, sends="email groups", reads=MAIL | GROUPS, where=(USERINFO,)),
    "kavita": Row(
        methods=POST,
        sends=f"email {OFFLINE}",
        reads=MAIL | {"kavita_roles": ["Admin", "Login"]},
        where=(ID_TOKEN,),
        refresh=True,
        never=NO_GROUPS,
    ),
    "affine": Row(methods=POST, sends="email", reads=MAIL, never=NO_GROUPS),
    "clubctl": Row(methods={"none"}, sends="groups", reads=GROUPS, refresh=True),
}
