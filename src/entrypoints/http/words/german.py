"""The pages in German."""

from domain.access_rules import Refusal
from domain.policy.gate import Rule
from domain.scope import EMAIL, GROUPS, OFFLINE_ACCESS, OPENID, PROFILE, ROLES
from entrypoints.http.words.model import (
    CommonWords,
    ConsentWords,
    Explanation,
    Fault,
    FormPostWords,
    RefusedWords,
    SignInWords,
    SignOutWords,
    Words,
)

_START_AGAIN = "Geh zurück zu der Anwendung, von der du kommst, und melde dich dort noch einmal an."
_ANOTHER_ACCOUNT = (
    "Verwende ein anderes Konto, wenn du eines hast, das Mitglied ist. Sonst wende dich an die "
    "Leute, die den Server betreiben."
)

GERMAN = Words(
    common=CommonWords(
        signed_in_as="Du bist angemeldet als {account}.",
        use_another_account="Anderes Konto verwenden",
        sign_in_again="Noch einmal anmelden",
        back_to="Zurück zu {client}",
        cancel="Abbrechen",
        get_help="Hilfe",
        reference="Kennzeichen für die Leute, die diesen Dienst betreiben:",
        nothing_shared="{client} hat nichts über dich erfahren.",
    ),
    sign_in=SignInWords(
        heading="Anmelden",
        first="{client} bittet dich, dich anzumelden.",
        again="{client} bittet dich, dich noch einmal anzumelden.",
        choose="{client} fragt, welches Konto du verwenden willst.",
        learns="{client} erfährt:",
        way="Es geht weiter zu Discord; dort kannst du auch ein anderes Konto wählen. Dein "
        "Passwort bleibt dort: weder {client} noch {brand} bekommt es je zu sehen.",
        go_on="Weiter mit Discord",
    ),
    consent=ConsentWords(
        heading="Deine Angaben mit {client} teilen?",
        learns="{client} würde erfahren:",
        to_site="Danach geht es zurück zu {destination}.",
        to_device="Die Antwort geht an ein Programm auf diesem Gerät ({destination}). Erlaube das "
        "nur, wenn du {client} selbst gestartet hast.",
        remembered="Wenn du zustimmst, gilt das ein Jahr lang.",
        allow="Erlauben",
    ),
    refused={
        Refusal.NOT_IN_GUILD: RefusedWords(
            title="Kein Mitglied",
            heading="Dieses Konto ist kein Mitglied",
            explanation="Du hast dich bei Discord als {account} angemeldet. Dieses Konto ist kein "
            "Mitglied des Discord-Servers, für den {client} offen ist.",
            advice=_ANOTHER_ACCOUNT,
        ),
        Refusal.NOT_FULL: RefusedWords(
            title="Kein Mitglied",
            heading="Dieses Konto ist kein Mitglied",
            explanation="Du hast dich bei Discord als {account} angemeldet. Dieses Konto ist noch "
            "kein Mitglied des Discord-Servers, für den {client} offen ist: Gäste, und wer die "
            "Aufnahme des Servers noch nicht abgeschlossen hat, zählen nicht dazu.",
            advice=_ANOTHER_ACCOUNT,
        ),
        Refusal.BLOCKED: RefusedWords(
            title="Gesperrt",
            heading="Dieses Konto ist hier gesperrt",
            explanation="Du hast dich bei Discord als {account} angemeldet. Die Leute, die {brand} "
            "betreiben, haben dieses Konto gesperrt.",
            advice="Wenn du meinst, dass das ein Irrtum ist, frage sie.",
        ),
        Refusal.GATE: RefusedWords(
            title="Nicht für dich offen",
            heading="Diese Anwendung ist nicht für dich offen",
            explanation="Du hast dich bei Discord als {account} angemeldet. {client} ist für "
            "dieses Konto nicht offen:",
            advice="Wenn deine Rollen gerade erst geändert wurden, versuch es in ein paar Minuten "
            "noch einmal. Sonst wende dich an die Leute, die den Server betreiben.",
        ),
    },
    rules={
        Rule.ANY: "Du musst in einem davon sein: {names}.",
        Rule.ALL: "Dir fehlt: {names}.",
        Rule.NONE: "Sie ist geschlossen für: {names}.",
        Rule.ALLOWED: "Sie ist nur für bestimmte Leute offen.",
        Rule.BLOCKED: "Die Leute, die sie betreiben, haben sie für dieses Konto geschlossen.",
        Rule.TWO_FACTOR: "Dein Discord-Konto hat keine Zwei-Faktor-Authentisierung. Schalte sie "
        "bei Discord ein und melde dich dann noch einmal an.",
        Rule.ACCOUNT_AGE: "Dein Discord-Konto ist zu neu. Alt genug ist es ab {date}.",
    },
    form_post=FormPostWords(
        title="Zurück zur Anwendung",
        heading="Einen Moment",
        on_the_way="Du bist auf dem Weg zurück zu {client} ({destination}).",
        if_nothing_happens="Wenn nichts geschieht, drücke den Knopf.",
        go_on="Weiter",
    ),
    sign_out=SignOutWords(
        heading="Abmelden?",
        asked_by_client="{client} fragt, ob du dich abmelden willst.",
        asked="Du wurdest hierher geschickt, um dich abzumelden.",
        meaning="Das beendet deine Anmeldung bei {brand} und in den Anwendungen, die davon "
        "erfahren können.",
        sign_out="Abmelden",
        stay="Angemeldet bleiben",
        done_heading="Du bist abgemeldet",
        done="Deine Anmeldung bei {brand} ist beendet.",
        at_discord="Bei Discord bist du vielleicht noch angemeldet. Wenn auch andere diesen "
        "Computer benutzen, melde dich dort ebenfalls ab.",
        stayed_heading="Du bist weiter angemeldet",
        stayed="Es hat sich nichts geändert.",
    ),
    shared={
        OPENID: "dass du hier Mitglied bist, und deine Discord-Nutzer-ID",
        PROFILE: "deine Namen bei Discord, dein Bild und deine Sprache",
        EMAIL: "deine E-Mail-Adresse bei Discord",
        ROLES: "deine Rollen auf dem Discord-Server und die Teams, für die sie stehen",
        GROUPS: "die Teams, für die deine Rollen stehen",
        OFFLINE_ACCESS: "Änderungen daran, auch während du nicht da bist",
    },
    made_up_email="eine E-Mail-Adresse, die aus deiner Discord-Nummer gebildet ist",
    faults={
        Fault.UNTRUSTED_CLIENT: Explanation(
            title="Dieser Link zur Anmeldung funktioniert nicht",
            explanation="Die Anwendung, die dich hierher geschickt hat, ist nicht registriert, "
            "oder sie wollte dich an eine Adresse schicken, die nicht ihre eigene ist.",
            advice="Es wurde nichts weitergegeben. Sag den Leuten Bescheid, die die Anwendung "
            "betreiben.",
        ),
        Fault.DISABLED_CLIENT: Explanation(
            title="Diese Anwendung ist abgeschaltet",
            explanation="Die Leute, die diesen Dienst betreiben, haben die Anwendung abgeschaltet, "
            "die dich hierher geschickt hat.",
            advice="Es wurde nichts weitergegeben. Frage sie, wann es weitergeht.",
        ),
        Fault.UNTRUSTED_LOGOUT: Explanation(
            title="Dieser Link zur Abmeldung funktioniert nicht",
            explanation="Die Anwendung, die dich hierher geschickt hat, ist nicht registriert, "
            "oder sie wollte dich an eine Adresse schicken, die nicht ihre eigene ist.",
            advice="Es wurde niemand abgemeldet. Sag den Leuten Bescheid, die die Anwendung "
            "betreiben.",
        ),
        Fault.LOGOUT_EXPIRED: Explanation(
            title="Diese Abmeldung ist beendet",
            explanation="Die Frage stand zu lange offen, oder ihre Adresse ist beschädigt.",
            advice="Geh zur Anwendung zurück, von der du kommst, und melde dich noch einmal ab.",
        ),
        Fault.LOGIN_EXPIRED: Explanation(
            title="Diese Anmeldung ist beendet",
            explanation="Sie hat zu lange gedauert, oder sie wurde schon abgeschlossen, vielleicht "
            "in einem anderen Tab.",
            advice=_START_AGAIN,
        ),
        Fault.FOREIGN_BROWSER: Explanation(
            title="Diese Anmeldung wurde nicht hier begonnen",
            explanation="Sie wurde in einem anderen Browser begonnen, oder dieser Browser behält "
            "keine Cookies.",
            advice=f"{_START_AGAIN} Wenn es wieder geschieht, erlaube Cookies für diese Seite.",
        ),
        Fault.FOREIGN_ISSUER: Explanation(
            title="Diese Antwort kam nicht von Discord",
            explanation="Die Antwort nennt einen anderen Dienst als den, zu dem du geschickt "
            "wurdest.",
            advice=_START_AGAIN,
        ),
        Fault.UNAVAILABLE: Explanation(
            title="Zurzeit ist keine Anmeldung möglich",
            explanation="Ein Dienst, den diese Anmeldung braucht, antwortet nicht.",
            advice="Warte eine Minute und versuch es dann noch einmal von der Anwendung aus, von "
            "der du kommst.",
        ),
        Fault.UNEXPECTED: Explanation(
            title="Etwas ist schiefgegangen",
            explanation="Die Anmeldung konnte wegen eines Fehlers auf unserer Seite nicht "
            "abgeschlossen werden.",
            advice=_START_AGAIN,
        ),
        Fault.MALFORMED: Explanation(
            title="Diese Anfrage ist nicht lesbar",
            explanation="Ein Teil fehlt, ist zu lang oder wurde unterwegs verändert.",
            advice=_START_AGAIN,
        ),
    },
)
