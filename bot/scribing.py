"""The situation of somebody who talks, written as a scenario in a file of the editors."""

from datetime import datetime

from bot.assistant import Assistant
from bot.clock import local
from bot.notebook import Notebook, UnwritableError
from knowledge.drafting import drafted, fresh, recorded
from knowledge.entry import Facts
from knowledge.walk import Missing


class Scribe:
    """Writes the situation of a chat in a notebook, when asked to."""

    def __init__(self, assistant: Assistant, chat: int, notebook: Notebook) -> None:
        self._assistant = assistant
        self._chat = chat
        self._notebook = notebook
        self._noted = self._answers

    @property
    def _answers(self) -> Facts:
        return self._assistant.session(self._chat).answers

    @property
    def behind(self) -> bool:
        """Tell whether something was answered since the last scenario."""
        return self._answers != self._noted

    def note(self, who: str) -> str:
        """Write the situation of somebody (`who` it is) as a scenario, and say so, or say what is missing."""
        knowledge, answers = self._assistant.knowledge, self._answers
        now = local(knowledge, answers, self._assistant.clock())
        when = recorded(knowledge, answers, now)
        if isinstance(when, Missing):
            name = knowledge.questions[when.question].name
            return knowledge.texts["scenario_incomplet"].format(question=name)
        self._noted = answers
        return self._written(when, who, now)

    def _written(self, when: Facts, who: str, now: datetime) -> str:
        knowledge, notebook = self._assistant.knowledge, self._notebook
        try:
            scenario = drafted(knowledge, fresh(notebook.stem, notebook.taken()), when, now, who)
            notebook.add(scenario)
        except UnwritableError as error:
            return str(error)
        return knowledge.texts["scenario_ecrit"].format(fichier=notebook.path, scenario=scenario.id)
