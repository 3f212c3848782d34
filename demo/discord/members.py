"""The people of the simulated guild, a student racing team. None of them exists."""

from dataclasses import dataclass

GUILD_ID = "1014823955117604897"
CAPTAIN_ROLE_ID = "1014830117862785027"
DRIVER_ROLE_ID = "1014830346112815139"

GUEST_FLAG = 1 << 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleMember:
    """An account and its place in the guild (Discord's user and guild member objects).

    ``flags`` are those of the member, ``label`` is what the page shows, and who is not ``listed``
    is known to the simulator but not on the page.
    """

    id: str
    username: str
    global_name: str | None
    label: str
    email: str | None
    verified: bool = True
    discriminator: str = "0"
    avatar: str | None = None
    locale: str = "en-GB"
    mfa_enabled: bool = False
    in_guild: bool = True
    nick: str | None = None
    guild_avatar: str | None = None
    roles: tuple[str, ...] = ()
    pending: bool = False
    flags: int = 0
    listed: bool = True


CAPTAIN = SampleMember(
    id="1034829571643801601",
    username="mira.captain",
    global_name="Mira",
    label="Captain, two roles",
    email="mira@team.example",
    avatar="5f1c2a9be0d47c38a6b15e90d3f8427c",
    locale="de",
    mfa_enabled=True,
    roles=(DRIVER_ROLE_ID, CAPTAIN_ROLE_ID),
)
DRIVER = SampleMember(
    id="987654321098765433",
    username="jonas.drives",
    global_name="Jonas",
    label="Member, one role",
    email="jonas@team.example",
    roles=(DRIVER_ROLE_ID,),
)
NEWCOMER = SampleMember(
    id="1190375284611072003",
    username="new_here",
    global_name="Aylin",
    label="Member, no role",
    email="aylin@team.example",
    locale="tr",
)
OUTSIDER = SampleMember(
    id="1101928374650192837",
    username="passer_by",
    global_name="Tom",
    label="Not in the guild",
    email="tom@elsewhere.example",
    in_guild=False,
)
UNVERIFIED = SampleMember(
    id="1215550017384939521",
    username="phone.only",
    global_name="Sofia",
    label="Member, one role, email not verified",
    email="sofia@team.example",
    verified=False,
    roles=(DRIVER_ROLE_ID,),
)
NO_EMAIL = SampleMember(
    id="1222840193756217345",
    username="no.address",
    global_name=None,
    label="Member, account without email",
    email=None,
    verified=False,
    listed=False,
)
PENDING = SampleMember(
    id="1240009182736455681",
    username="still.reading",
    global_name="Ravi",
    label="Member, has not accepted the rules yet",
    email="ravi@team.example",
    roles=(DRIVER_ROLE_ID,),
    pending=True,
    listed=False,
)
GUEST = SampleMember(
    id="1251117263540908033",
    username="one_evening",
    global_name="Lena",
    label="Guest of a voice channel",
    email="lena@elsewhere.example",
    flags=GUEST_FLAG,
    listed=False,
)
LEGACY = SampleMember(
    id="81384788765712385",
    username="OldTimer",
    global_name=None,
    label="Account with an old-style name",
    email="old@team.example",
    discriminator="1234",
    listed=False,
)
ANIMATED = SampleMember(
    id="1066402913857359873",
    username="moving.picture",
    global_name="Noor",
    label="Member, animated avatar",
    email="noor@team.example",
    avatar="a_d5efa99b3eeaa7dd43acca82f5692432",
    listed=False,
)
RENAMED = SampleMember(
    id="1077213846190088193",
    username="plain.name",
    global_name="Viktor",
    label="Member, own name and avatar in the guild",
    email="viktor@team.example",
    avatar="0b9d6f3ec1a85742b3c7d09e4f612a85",
    nick="Viktor (Aero)",
    guild_avatar="c7a3e1950fb2d468917e35acd0428bf6",
    listed=False,
)

_LISTED = (CAPTAIN, DRIVER, NEWCOMER, OUTSIDER, UNVERIFIED)
_UNLISTED = (NO_EMAIL, PENDING, GUEST, LEGACY, ANIMATED, RENAMED)
SAMPLE_MEMBERS = _LISTED + _UNLISTED
