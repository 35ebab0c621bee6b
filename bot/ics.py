"""An agenda as an iCalendar file (RFC 5545), through the icalendar library."""

from datetime import timedelta

from icalendar import Alarm, Calendar, Event

from dialogs.events import Agenda, Appointment

PRODUCT = "-//CRESS//cress-bot//FR"
ALARMS = (timedelta(days=15), timedelta(days=3))
"""How long before a date the agenda reminds of it."""


def ics(agenda: Agenda) -> bytes:
    """Return the file, with every date of the agenda."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", agenda.name)
    for date in agenda.dates:
        calendar.add_component(_event(date, agenda))
    content: bytes = calendar.to_ical()
    return content


def _event(date: Appointment, agenda: Agenda) -> Event:
    """Return a date that takes no time of the day: a day, or a single instant."""
    event = Event()
    event.add("uid", date.uid)
    event.add("dtstamp", agenda.made)
    event.add("sequence", date.sequence)
    event.add("dtstart", date.moment)
    event.add("summary", date.title)
    event.add("description", date.told)
    event.add("status", "CANCELLED" if date.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    if date.link:
        event.add("url", date.link)
    for before in ALARMS:
        event.add_component(_alarm(date, before))
    return event


def _alarm(date: Appointment, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -before)
    alarm.add("description", date.title)
    return alarm
