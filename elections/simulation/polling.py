"""Polling day: proxies are registered, ballots go out, the poll is closed."""

from functools import partial
from random import Random

from django.utils import timezone

from elections.ballots.issuing import issue_ballot
from elections.ballots.polling import account_for_papers, close_polling
from elections.ballots.proxies import Authorisation, register_proxy
from elections.ballots.states import Way
from elections.electorate.models import Voter
from elections.simulation.ground import Ground
from elections.timetable.models import Election, Round
from elections.timetable.states import Stage


class Polling:
    """Behind the tables of one station."""

    def __init__(self, ground: Ground, random: Random) -> None:
        self._ground, self._random = ground, random

    def poll(self) -> None:
        """Proxies are registered, wrong ones tried; then every ballot goes out, some of them
        asked for twice."""
        self._proxies()
        self.open()
        for voter in self._ground.voters[: self._ground.day.issued]:
            self._issue(voter)
            if self._random.random() < 0.05:
                self._ground.must_refuse("double issue", partial(self._issue, voter))
        self.shut()

    def open(self) -> None:
        """The stations open, whatever preparation the round lacks."""
        Round.objects.filter(pk=self._ground.round.pk).update(opened_at=self._ground.at)
        Election.objects.filter(pk=self._ground.round.election_id).update(stage=Stage.POLLING)

    def shut(self) -> None:
        """The papers left are counted and the poll is closed."""
        unused = self._ground.station.papers - self._ground.day.issued
        account_for_papers(
            self._ground.station, by=self._ground.team["issuer"], spoiled=0, unused=unused
        )
        close_polling(self._ground.round, by=self._ground.team["head"], at=timezone.now())
        self._ground.round.refresh_from_db()

    def _issue(self, voter: Voter) -> None:
        issue_ballot(
            voter,
            by=self._ground.team["issuer"],
            station=self._ground.station,
            way=Way.OWN,
            at=timezone.now(),
        )

    def _proxies(self) -> None:
        holder, *givers = self._ground.voters[-8:-2]
        limit = self._ground.round.election.rule_set.proxy_limit
        for giver in givers[:limit]:
            self._proxy(giver, holder)
        self._ground.must_refuse("fourth proxy", lambda: self._proxy(givers[limit], holder))
        self._ground.must_refuse("chain of proxies", lambda: self._proxy(holder, givers[limit]))
        self._ground.must_refuse(
            "candidate as proxy", lambda: self._proxy(givers[limit], self._ground.voters[0])
        )
        self._ground.must_refuse("unregistered proxy", lambda: self._fetch_for(givers[limit]))

    def _proxy(self, giver: Voter, holder: Voter) -> None:
        said = Authorisation(giver, holder, f"委 {giver.pk}", near_kin=True)
        register_proxy(
            self._ground.round,
            said,
            by=self._ground.team["head"],
            on=timezone.localdate(self._ground.at),
        )

    def _fetch_for(self, voter: Voter) -> None:
        issue_ballot(
            voter,
            by=self._ground.team["issuer"],
            station=self._ground.station,
            way=Way.PROXY,
            at=self._ground.at,
        )
