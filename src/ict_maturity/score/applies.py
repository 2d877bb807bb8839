"""In: a KPI, its answer and the office; out: whether it counts and, if not, why."""

from collections.abc import Iterable, Mapping

from ict_maturity.facts.record import record
from ict_maturity.model import Addressee, Answer, Framework, Kpi, Office, edition_order
from ict_maturity.rules.reading import Reason
from ict_maturity.rules.reasons import ReasonCode
from ict_maturity.score.scorecard import Claim, Standing

Profile = Mapping[str, tuple[str, ...]]


@record
class Respondent:
    """Who answers: the addressees that the office is, its profile, the edition it answered and
    the KPIs that the round asks.

    `by_choice` are the addressees whose KPIs it may answer without being asked. Without a profile
    all KPIs apply, without an edition and without KPIs of the round all are asked. Without a code
    evidence is nobody's own.
    """

    addressees: frozenset[str]
    profile: Profile | None
    edition: str | None = None
    asked: frozenset[str] = frozenset()
    office: str | None = None
    by_choice: frozenset[str] = frozenset()

    def chooses(self, kpi: Kpi, answer: Answer | None) -> bool:
        """Whether it answers a KPI that it is not asked; what it is not asked needs no claim."""
        if kpi.addressee not in self.by_choice:
            return False
        return answer is not None and claim_of(answer) is None


def respondent(framework: Framework, office: Office) -> Respondent:
    """The office as KPIs see it.

    An addressee that names an office is that office alone, and may answer what others are asked;
    an addressee without one is every office that no addressee names.
    """
    named = [addressee for addressee in framework.addressees if addressee.office == office.code]
    general = [addressee for addressee in framework.addressees if addressee.office is None]
    return Respondent(
        ids_of(named or general),
        office.profile,
        office=office.code,
        by_choice=ids_of(general if named else []),
    )


def ids_of(addressees: Iterable[Addressee]) -> frozenset[str]:
    """The ids of addressees."""
    return frozenset(addressee.id for addressee in addressees)


def unmet_fields(kpi: Kpi, profile: Profile) -> tuple[str, ...]:
    """The fields of `applies_when` in which the profile has none of the listed values."""
    return tuple(
        field
        for field, values in sorted(kpi.applies_when.items())
        if not set(values).intersection(profile.get(field, ()))
    )


def claim_of(answer: Answer | None) -> Claim | None:
    """Whether the office claims that the KPI does not apply, and whether that is accepted."""
    if answer is None or answer.answer != "not_applicable":
        return None
    return "accepted" if answer.accepted_on and answer.accepted_by else "open"


def standing_of(
    kpi: Kpi, answer: Answer | None, who: Respondent
) -> tuple[Standing, tuple[Reason, ...]]:
    """Whether a KPI counts for an office; the reasons are empty when it does."""
    chosen = who.chooses(kpi, answer)
    if kpi.addressee not in who.addressees and not chosen:
        return "not_asked", (Reason.of(ReasonCode.KPI_NOT_ASKED, addressee=kpi.addressee),)
    if who.edition and edition_order(kpi.since) > edition_order(who.edition):
        reason = Reason.of(ReasonCode.KPI_NEWER, since=kpi.since, edition=who.edition)
        return "not_asked", (reason,)
    if kpi.lifecycle == "retired":
        return "retired", (Reason.of(ReasonCode.KPI_RETIRED),)
    if kpi.lifecycle == "upcoming":
        return "upcoming", (Reason.of(ReasonCode.KPI_UPCOMING),)
    if chosen:
        return "by_choice", (Reason.of(ReasonCode.KPI_BY_CHOICE, addressee=kpi.addressee),)
    if who.asked and kpi.id not in who.asked:
        return "not_asked_this_round", (Reason.of(ReasonCode.KPI_NOT_ASKED_THIS_ROUND),)
    if kpi.applies_when and who.profile is not None and (fields := unmet_fields(kpi, who.profile)):
        return "not_applicable", (Reason.of(ReasonCode.KPI_NOT_APPLICABLE, fields=fields),)
    if answer is not None and answer.accepted_on and claim_of(answer) == "accepted":
        return "not_applicable", (
            Reason.of(
                ReasonCode.CLAIM_ACCEPTED,
                accepted_on=answer.accepted_on,
                accepted_by=answer.accepted_by or "",
            ),
        )
    return "counted", ()
