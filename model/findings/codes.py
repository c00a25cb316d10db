"""Every code of a finding: how grave it is, when it shows, why it matters, how to mend it."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

Level = Literal["info", "warning", "error"]


class Code(NamedTuple):
    """One rule in words. Each text is whole sentences in plain ASCII."""

    code: str
    level: Level
    title: str
    """What was noticed, in a few words."""
    when: str
    """When exactly it shows, with the threshold and where to change it."""
    why: str
    mend: str


_ALL: Final = (
    Code(
        "GAP101",
        "warning",
        "A heavy row rests on an assumption",
        "The expectation is assumed, and the row is among the heaviest that together hold a third of the"
        " weight (`[check] heavy_share`).",
        "You cannot meet an expectation that you do not know, and this one decides much of the score.",
        'Ask a few customers; then write `expected`, `expected_by = "asked"`, `expected_n`, `expected_on`.',
    ),
    Code(
        "GAP102",
        "warning",
        "Nobody knows what they expect",
        "The row has neither `expected` nor `promised`, so that it has no score.",
        "Whatever is delivered here, nobody can say whether it is enough.",
        'Ask a few customers, or watch them; until then, guess and say so with `expected_by = "assumed"`.',
    ),
    Code(
        "GAP103",
        "info",
        "What is delivered is not measured",
        "`delivered` is a guess (`delivered_by` is assumed or left out), or there is none although the"
        " expectation is known.",
        "Staff think better of their work than customers do; a guess on our side hides the gap.",
        "Count some cases or ask customers; then write `delivered`, `delivered_by` and `delivered_n`.",
    ),
    Code(
        "GAP104",
        "info",
        "The evidence is stale",
        "`expected_on` or `delivered_on` is more than `[project] stale_after_days` ago.",
        "Expectations rise, and work changes; an old number describes another journey.",
        "Ask or count again, and write the new number with its date.",
    ),
    Code(
        "GAP105",
        "info",
        "The evidence is thin",
        "`expected_n` or the number of cases delivered is below `[check] few` (5).",
        "A handful of answers is a hint, not a result: the next one can turn it around.",
        "Ask or count more before you decide anything on this row.",
    ),
    Code(
        "GAP106",
        "warning",
        "A promise without a buffer",
        "A number is promised, or an open promise has its day, and the internal `target` is missing or no"
        " stricter.",
        "Who promises Friday and aims at Friday breaks the promise at the first mishap.",
        "Set a stricter `target`, or promise later: the promise planner says what the data can carry.",
    ),
    Code(
        "GAP107",
        "warning",
        "A promise tighter than the data can carry",
        "The cases so far do not keep what is promised in 90 % of cases with 90 % confidence, or what is"
        " delivered on average is already worse than the promise.",
        "A promise that is often broken costs more than a later one that is kept.",
        "Promise what the data can carry (`gapline promise`), or deliver better first.",
    ),
    Code(
        "GAP108",
        "warning",
        "A promise beyond the customer's limit",
        "`promised` is worse than `limit`, the worst the customer still accepts.",
        "Even a promise that is kept disappoints here.",
        "Deliver better, or agree with the customer on something else before they buy.",
    ),
    Code(
        "GAP109",
        "warning",
        "An expectation beyond what is feasible",
        "`expected` is better than `feasible`, the best we could ever do.",
        "No effort closes this gap; found late it is a disappointment, found early a conversation.",
        "Renegotiate: say early what is possible, and what they get instead.",
    ),
    Code(
        "GAP110",
        "error",
        "A promise of what does not exist",
        "A promise has `exists = false` and is neither done nor withdrawn.",
        "Whoever sold it has sold somebody else's work, and the customer counts on it.",
        "Build it and set `exists = true`, or take the promise back today.",
    ),
    Code(
        "GAP111",
        "warning",
        "A promise nobody has agreed to deliver",
        "An open or broken promise has no `agreed_by`.",
        "What only sales knows about is not going to be made.",
        "Ask whoever has to deliver it, and write their name into `agreed_by`, or take the promise back.",
    ),
    Code(
        "GAP112",
        "warning",
        "A slip that was told late or never",
        "A promise is late, broken, moved or withdrawn, and `told` is missing or after `due`.",
        "Customers forgive a delay sooner than finding out by themselves.",
        "Tell the customer today and write the day into `told`; find out what it takes to know earlier.",
    ),
    Code(
        "GAP113",
        "warning",
        "The customer's part is overdue",
        "An open or broken promise needs something that was asked for before today and has not come.",
        "The work waits, the promised day does not.",
        "Remind them today, and say what their delay does to the date.",
    ),
    Code(
        "GAP114",
        "warning",
        "A slip that breaks later promises",
        "A promise is late, broken or moved, and open promises that wait for it cannot be kept any more,"
        " their slack counted.",
        "One slipped link derails the next, and each of those customers still counts on their day.",
        "Tell those customers today and move their dates, or find other ways to hold them.",
    ),
    Code(
        "GAP115",
        "info",
        "All three levers are pushed at once",
        "Time, cost and service each score `[check] pushed` (5) or more over the journey.",
        "Nobody exceeds on all three for long: it is paid for in money or in people.",
        "Choose the one to exceed on, and be as expected on the others.",
    ),
    Code(
        "GAP116",
        "info",
        "Beating an assumed expectation",
        "The row scores above 0, and its expectation is assumed; the gain is not credited.",
        "You may be spending money to exceed what nobody wanted.",
        "Ask first; the gain counts once the expectation is known.",
    ),
    Code(
        "GAP117",
        "warning",
        "A failed touchpoint that nobody can mend",
        "A row is past the customer's limit, and the touchpoint lacks an owner, an authority, a way to"
        " complain, or an open action.",
        "Where it hurts most somebody has to notice, be allowed to act, and act.",
        "Fill in what is missing: `owner`, `authority`, `feedback`, or an action for this touchpoint.",
    ),
    Code(
        "GAP118",
        "info",
        "A bonus that most already get",
        "A row with `bonus = true` is delivered to half of the customers or more.",
        "A surprise that everybody gets is soon expected, and then it disappoints when it is missing.",
        "Ask whether it still surprises; if it is expected by now, remove `bonus` and promise it.",
    ),
    Code(
        "GAP119",
        "warning",
        "A purchase without reassurance",
        "A stage with `purchase = true` is followed by no touchpoint with `reassurance = true`, neither in"
        " the stage itself nor in the next one.",
        "The first 24 hours after buying are the hours of doubt.",
        "Add a touchpoint that calms it: a call, a letter, a thank-you; set `reassurance = true`.",
    ),
    Code(
        "GAP120",
        "warning",
        "An action is overdue",
        "An action is not done, and its `due` is past.",
        "A plan that slips without a word is how the gap came about.",
        "Do it and write `done`, or agree on a new `due`.",
    ),
    Code(
        "GAP121",
        "warning",
        "An action without an owner",
        "An action is not done, and has no `owner`.",
        "What everybody is to do nobody does.",
        "Name one person in `owner`.",
    ),
    Code(
        "GAP122",
        "warning",
        "The same reason three times",
        "Three or more promises give the same `reason`; case and spaces make no difference.",
        "A reason given thrice is a plan that is missing.",
        "Plan for it: an action that removes the cause, or dates that allow for it.",
    ),
    Code(
        "GAP123",
        "warning",
        "We did not know our customer",
        "What was believed is one tolerance or more (`[check] far`) from what customers said or showed.",
        "Everything planned on that belief missed the mark.",
        "Tell the team what customers want, and look at what else was planned on the same belief.",
    ),
    Code(
        "GAP124",
        "info",
        "At the end of the scale",
        "What is expected or delivered of a rating lies within 2 % (`[check] ceiling`) of the better end of"
        " its scale.",
        "Beyond the end nothing shows: a gap cannot be seen, nor that it has closed.",
        "Measure it another way: count what happens, or use a scale with more room at the top.",
    ),
    Code(
        "GAP125",
        "warning",
        "A promise is broken",
        "A promise is not done and the day it was due, or was moved to, is past.",
        "The customer waits, and every day costs more trust than the one before.",
        "Deliver it or agree on a new day today; then conclude it.",
    ),
    Code(
        "GAP126",
        "info",
        "A promise is past its own target",
        "An open promise is past its internal `target`, and its promised day is still to come.",
        "The buffer is being used up: this is the last time when something can be done quietly.",
        "Do it next, or tell the customer now.",
    ),
    Code(
        "GAP127",
        "warning",
        "A promise that its own plan cannot keep",
        "Between the promised day and the latest day of what it waits for (`after`) there are fewer days"
        " than the work takes (`days`).",
        "It is broken by plan, before anything has gone wrong.",
        "Promise it later, or what it waits for earlier.",
    ),
)

CODES: Final[dict[str, Code]] = {each.code: each for each in _ALL}
"""The rules by their code, in order."""
