"""Invented people in any number, the same every time: for tests with many of them and for the benchmarks."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

GIVEN = """\
Ada Maya Ken Jonas Bo Inés Tomasz Leonie Samir Greta Paul Clara Rafael Hanne Oscar Priya Elif Wim
Nadia Frank Ingrid Marco Sofia Amélie Daniel Yuki Hugo Noor Victor Zoë Ruth Mateo Fiona Lukas Aisha
Ben Teresa Emil Kofi Julia Søren Łukasz François Müge Jürgen Anaïs Ömer Chloé Björn Nuria Aleksandra
Dmitri Mei Haruka Tunde Ngozi Rania Omar Layla Ravi Anjali Arjun Lucía Diego Camila Thiago Beatriz
João Emma Liam Noah Olivia Grace Henry Alice Walter Irene Peter Hannah
""".split()

FAMILY = """\
Lindqvist Okonjo Ito Feld Chen Duarte Wrona Brandt Haddad Nilsen Okafor Weiss Mota Vogel Lind Raman
Aydin Groot Benali Sorel Halvorsen Bellini Petrova Fournier Abebe Tanabe Marchetti Dijk Lang
Karlsson Adler Cruz Gallagher Steiner Rahman Carver Quist Novak Mensah Moreau Müller Şahin Łaski
Nuñez Gonçalves Sørensen Åkesson Çelik Ångström Fitzgerald Patel Singh Gupta Kumar Sato Suzuki Kim
Park Nguyen Tran Wang Li Garcia Martinez Rossi Ferrari Dubois Lefebvre Schmidt Fischer Wagner Becker
Hoffmann Schulz Keller Jansen Visser Smit Bakker Silva Santos Costa Pereira Ivanov Smirnov Kowalski
Novotny Horvat Popescu Papadopoulos Yilmaz Hassan Ali Ibrahim Diallo Traore Mwangi Otieno Brown
Wilson Taylor Clark
""".split()

RANKS = ("", "", "", "", "Senior ", "Senior ", "Junior ", "Lead ", "Principal ", "Head of ", "Director of ", "VP ")
FIELDS = (
    """\
Data Engineering|Product Design|Marketing|Urban Planning|Logistics|Software Engineering|Finance
Research|Supply Chain|Human Resources|Talent Acquisition|Sales|Operations|Communications|Legal
Education|Transport Planning|Nursing|Data Science|Customer Success|Security|Procurement|Journalism
Public Policy|Energy|Machine Learning
""".strip()
    .replace("\n", "|")
    .split("|")
)
ROLES = ("Engineer", "Analyst", "Manager", "Specialist", "Consultant", "Coordinator", "Associate", "Planner", "Partner")
FIXED = (
    """\
Founder & CEO|Geschäftsführer|Leiterin Stadtentwicklung|Chef de projet digital|Jefe de Proyecto
Technical Recruiter|HR Business Partner|Werkstudent Data Science|Professor
Executive Assistant to the CEO|Freelance Designer|Board Member|Product Owner
Chief Technology Officer|Teamleiterin Kundenservice|Retired Director|Abteilungsleiter Entwicklung
""".strip()
    .replace("\n", "|")
    .split("|")
)
COMPANY = (
    "North East Blue Green Lighthouse Copper Opal Tide Harbour Signal Kiesel Elm Stadtwerk Acme Brook Quartz".split()
)
TRADE = (
    "Analytics Mobility Freight Health Systems Labs Energy Press University Works Foods Bank Studio Robotics".split()
)
FORM = ("", "", " GmbH", " Ltd", " Inc.", " AG", " S.A.")


class Sample(NamedTuple):
    given: str
    family: str
    title: str
    organisation: str
    email: str
    url: str
    connected_on: str


def people(count: int, seed: int = 1) -> Iterator[Sample]:
    """`count` people; one in thirty has an e-mail address, one in twenty no organisation."""
    rng = random.Random(seed)
    months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    for number in range(count):
        given, family = rng.choice(GIVEN), f"{rng.choice(FAMILY)}{rng.choice(('', '', '-' + rng.choice(FAMILY)))}"
        yield Sample(
            given=given,
            family=family,
            title=_title(rng),
            organisation="" if rng.random() < 0.05 else _organisation(rng),
            email=f"{given}.{family}.{number}@example.org".casefold() if rng.random() < 0.033 else "",
            url=f"https://www.linkedin.com/in/{given}-{family}-{number:x}".casefold(),
            connected_on=f"{rng.randint(1, 28):02} {rng.choice(months)} {rng.randint(2012, 2026)}",
        )


def write_connections(path: Path, samples: Iterator[Sample]) -> Path:
    """A Connections.csv as LinkedIn writes it, three lines of notes first."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(
            'Notes:\n"When exporting your connection data, you may notice that some of the email addresses "\n\n'
        )
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"])
        for one in samples:
            writer.writerow([one.given, one.family, one.url, one.email, one.organisation, one.title, one.connected_on])
    return path


def write_cards(path: Path, samples: Iterator[Sample], version: str = "3.0") -> Path:
    """A phone's address book: a vCard for each."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        for number, one in enumerate(samples):
            stream.write(
                f"BEGIN:VCARD\r\nVERSION:{version}\r\nUID:card-{number}\r\nN:{one.family};{one.given};;;\r\n"
                f"FN:{one.given} {one.family}\r\nORG:{one.organisation}\r\nTITLE:{one.title}\r\n"
                f"TEL;TYPE=CELL:+49 40 {number:07}\r\n"
                + (f"EMAIL;TYPE=INTERNET:{one.email}\r\n" if one.email else "")
                + "END:VCARD\r\n"
            )
    return path


def _title(rng: random.Random) -> str:
    if rng.random() < 0.1:
        return rng.choice(FIXED)
    rank, field = rng.choice(RANKS), rng.choice(FIELDS)
    tail = "" if rank.endswith("of ") or rank == "VP " else f" {rng.choice(ROLES)}"
    extra = f" | {rng.choice(FIELDS)}" if rng.random() < 0.15 else ""
    return f"{rank}{field}{tail}{extra}"


def _organisation(rng: random.Random) -> str:
    return f"{rng.choice(COMPANY)} {rng.choice(COMPANY)} {rng.choice(TRADE)}{rng.choice(FORM)}"
