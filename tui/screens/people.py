"""Commands about other people: who is here, the pen, following."""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from model.editing.standing import reapplying
from tui.company.alongside import following
from tui.company.arrivals import mine_words
from tui.company.others import clock, lock_words, place_words
from tui.views.popup import Option

if TYPE_CHECKING:
    from model.files.presence import Person
    from tui.screens.asking import Asking
    from tui.screens.flows import Flow


async def people(screen: Asking) -> None:
    """Say who else is here, where and since when; Enter on somebody goes to the same place."""
    workspace = screen.workspace
    company, holder = workspace.others.company, workspace.others.holder
    editors = [f"{lock_words(each)}." for each in company.editors]
    if not company.people:
        alone = "Nobody else has this file open in Gapline."
        if not screen.gapline.attending.visible:
            alone += " Nobody sees you either: presence is off in your settings."
        screen.show_workspace(workspace.saying(" ".join([alone, *editors])))
        return
    options = []
    for number, each in enumerate(company.people):
        words = [each.user, place_words(each, workspace.project)]
        if each.here.since:
            words.append(f"since {clock(each.here.since)}")
        if each is company.pen and holder == each.user:
            words.append("has the pen")
        options.append(Option(_number(number), "  ".join(words), str(number)))
    note = " ".join([*editors, "Enter goes to the same place."])
    chosen = await screen.choose("Also here, in Gapline", options, note)
    if chosen is None:
        return
    here = company.people[int(chosen)].here
    if screen.workspace.project.touchpoint(here.touchpoint) is None:
        screen.show_workspace(screen.workspace.saying("They are nowhere in particular."))
        return
    screen.show_workspace(screen.workspace.select((here.touchpoint, here.row)).steady())


async def pen(screen: Asking) -> None:
    """Take the pen, or put it down. It is a sign for the others, and keeps nobody from editing."""
    others = screen.workspace.others
    taken = replace(others, pen=0.0 if others.has_pen else time.time())
    screen.show_workspace(replace(screen.workspace, others=taken))
    attending = screen.gapline.attending
    done = await asyncio.to_thread(attending.say, attending.here(screen.workspace), now=True)
    workspace = screen.workspace
    if not done:
        words = f"Nobody would see the pen: {attending.unseen}."
        screen.show_workspace(replace(workspace, others=others).saying(words, "error"))
    elif taken.pen:
        screen.show_workspace(workspace.saying("You have the pen. The others see it; nobody is locked out."))
    else:
        screen.show_workspace(workspace.saying("You put the pen down."))


async def follow(screen: Asking) -> None:
    """Choose whom to follow, or whether what others save appears here; where somebody is followed, stop."""
    workspace = screen.workspace
    leader = workspace.others.leader
    if leader is not None:
        alone = replace(workspace, others=replace(workspace.others, leader=None))
        screen.show_workspace(alone.saying(f"You no longer follow {leader.user}."))
        return
    people = workspace.others.company.people
    options = [
        Option(_number(at), f"{each.user}  {place_words(each, workspace.project)}", str(at))
        for at, each in enumerate(people)
    ]
    options.append(Option("s", "what others save appears here", "saved", on=workspace.others.followed))
    note = "This screen goes where they go." if people else "Nobody else has this file open in Gapline."
    chosen = await screen.choose("Follow", options, note)
    if chosen == "saved":
        screen.gapline.following.switch()
    elif chosen is not None:
        _follow(screen, people[int(chosen)])


def _follow(screen: Asking, person: Person) -> None:
    workspace = screen.workspace
    if person.here.after == os.getpid():
        words = f"{person.user} follows you: nobody would lead."
        screen.show_workspace(workspace.saying(words, "error"))
    elif workspace.trying:
        screen.show_workspace(workspace.saying("Leave what-if with x first, then follow.", "error"))
    else:
        screen.show_workspace(following(workspace, person))


def _number(at: int) -> str:
    """The key of the line `at` of a list of people."""
    return str(at + 1) if at < 9 else ""


async def reapply(screen: Asking) -> None:
    """Bring back, as one edit, what another program saved over."""
    following = screen.gapline.following
    edit = reapplying(screen.workspace.project, following.lost)
    following.lost = ()
    if edit is None:
        screen.show_workspace(screen.workspace.saying("Nothing of yours was saved over."))
    else:
        screen.do(edit)


async def reload(screen: Asking) -> None:
    """Read the file again; where something was saved over, offer to bring it back first."""
    lost = screen.gapline.following.lost
    chosen: str | None = "reload"
    if lost:
        project = screen.workspace.project
        words = ", ".join(mine_words(each, project) for each in lost[:3])
        more = f" and {len(lost) - 3} more" if len(lost) > 3 else ""
        options = [
            Option("r", "bring my changes back, as one edit", "reapply"),
            Option("f", "leave it, and read the file again", "reload"),
        ]
        chosen = await screen.choose("Saved over by another program", options, f"{words}{more}.")
    if chosen == "reapply":
        await reapply(screen)
    elif chosen == "reload":
        screen.gapline.following.lost = ()
        await screen.gapline.file.reload()


FLOWS: dict[str, Flow] = {
    "people": people,
    "pen": pen,
    "follow": follow,
    "reapply": reapply,
    "reload": reload,
}
"""The commands of this file by their ids."""
