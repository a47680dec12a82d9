"""Every place where commands live together: for the keymap's check and for the documentation. Imports all screens."""

from __future__ import annotations

from coffeechat.app import CoffeechatApp
from coffeechat.commands.command import Command
from coffeechat.commands.commanded import Commanded
from coffeechat.screens.duplicates import DuplicatesView
from coffeechat.screens.file_picker import FilePicker
from coffeechat.screens.import_preview import ImportPreview
from coffeechat.screens.imports import ImportsView
from coffeechat.screens.insights import InsightsView
from coffeechat.screens.insights.beliefs import BeliefsDialog
from coffeechat.screens.insights.claim_form import ClaimForm
from coffeechat.screens.insights.said import ClaimScreen, TopicScreen
from coffeechat.screens.insights.sorting import SortScreen
from coffeechat.screens.live import DebriefScreen, LiveScreen
from coffeechat.screens.live.corrections import AnswerForm, NameForm, PromiseForm
from coffeechat.screens.live.what_follows import WhatFollows
from coffeechat.screens.network import IntroductionDialog, IntroductionsScreen
from coffeechat.screens.people import PeopleView
from coffeechat.screens.people.person import PersonScreen
from coffeechat.screens.person_form import PersonForm
from coffeechat.screens.person_picker import PersonPicker
from coffeechat.screens.prepare import PrepareScreen
from coffeechat.screens.prepare.goal_form import GoalForm
from coffeechat.screens.prepare.picking import PickQuestions
from coffeechat.screens.prepare.question_form import PlanQuestion
from coffeechat.screens.questions import QuestionsView
from coffeechat.screens.questions.form import QuestionForm
from coffeechat.screens.questions.reading import ReadQuestion
from coffeechat.screens.questions.rules import RulesScreen
from coffeechat.screens.research import SourcesDialog
from coffeechat.screens.research.form import SourceForm
from coffeechat.screens.search import SearchScreen
from coffeechat.screens.settings import SettingsScreen
from coffeechat.screens.sync import SyncView
from coffeechat.screens.sync.link import LinkDialog
from coffeechat.screens.talks import ConversationScreen, ScheduleDialog, TalksView
from coffeechat.screens.talks.kinds import KindsScreen
from coffeechat.screens.targets import TargetsView
from coffeechat.screens.today import TodayView
from coffeechat.screens.today.dialogs import ReminderForm
from coffeechat.widgets.virtual_table import VirtualTable

SCREENS: tuple[type[Commanded], ...] = (
    TodayView,
    SettingsScreen,
    ReminderForm,
    PeopleView,
    PersonScreen,
    TalksView,
    ConversationScreen,
    ScheduleDialog,
    KindsScreen,
    TargetsView,
    QuestionsView,
    DuplicatesView,
    ImportsView,
    SyncView,
    LinkDialog,
    FilePicker,
    ImportPreview,
    PersonForm,
    PersonPicker,
    SearchScreen,
    QuestionForm,
    ReadQuestion,
    RulesScreen,
    PrepareScreen,
    GoalForm,
    PickQuestions,
    PlanQuestion,
    InsightsView,
    ClaimScreen,
    TopicScreen,
    SortScreen,
    BeliefsDialog,
    ClaimForm,
    IntroductionDialog,
    IntroductionsScreen,
    SourcesDialog,
    SourceForm,
    LiveScreen,
    DebriefScreen,
    AnswerForm,
    PromiseForm,
    NameForm,
    WhatFollows,
)


def places() -> list[tuple[Command, ...]]:
    """For each screen its own commands, those of its list and those of the app."""
    return [(*screen.commands(), *VirtualTable.commands(), *CoffeechatApp.commands()) for screen in SCREENS]


def all_commands() -> list[Command]:
    """Each command once, the screens' first."""
    found = {command.id: command for place in places() for command in place}
    return list(found.values())
