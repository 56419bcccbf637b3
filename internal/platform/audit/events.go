package audit

import "nabij/internal/platform/fault"

// Class groups events that share a term, after which what points at people is forgotten.
type Class string

// The classes.
const (
	File     Class = "file"     // about somebody's file: residents have a right to know of it
	Account  Class = "account"  // signing in, roles, sessions
	Content  Class = "content"  // frameworks and guidelines
	Trail    Class = "trail"    // the audit trail itself
	Machine  Class = "machine"  // the program and its data as a whole
	Insights Class = "insights" // figures and exports without residents
)

// Classes lists every class.
var Classes = []Class{File, Account, Content, Trail, Machine, Insights}

// Event is one kind of thing that is audited.
type Event struct {
	Code  string
	Class Class
	Words fault.Text
	// Looks tells that something was read and nothing changed.
	Looks bool
	// Protected events are left out of "who saw my file": telling of them could put somebody in danger.
	Protected bool
}

// Find gives the event with a code.
func Find(code string) (Event, bool) {
	e, ok := byCode[code]
	return e, ok
}

// Events lists every event, grouped as in the list below.
func Events() []Event { return append([]Event(nil), events...) }

var byCode = func() map[string]Event {
	m := make(map[string]Event, len(events))
	for _, e := range events {
		m[e.Code] = e
	}
	return m
}()

func look(class Class, code, nl, en string) Event {
	return Event{Code: code, Class: class, Words: fault.Say(nl, en), Looks: true}
}

func act(class Class, code, nl, en string) Event {
	return Event{Code: code, Class: class, Words: fault.Say(nl, en)}
}

func (e Event) protected() Event {
	e.Protected = true
	return e
}

// events is THE list. A code is stored for years: it never changes its meaning and is never used again. What is not
// in the list cannot be recorded.
var events = []Event{
	look(File, "resident.seen", "Dossier bekeken", "File opened"),
	look(File, "resident.listed", "In een lijst gezien", "Seen in a list"),
	look(File, "resident.searched", "Gevonden bij zoeken", "Found by searching"),
	look(File, "resident.suggested", "Gezien als mogelijke dubbele", "Seen as a possible double"),
	look(File, "resident.printed", "Afgedrukt", "Printed"),
	look(File, "resident.exported", "Geëxporteerd", "Exported"),
	look(File, "resident.log_seen", "Inzagelijst bekeken", "List of who looked was seen"),
	act(File, "resident.added", "Bewoner toegevoegd", "Resident added"),
	act(File, "resident.changed", "Gegevens gewijzigd", "Details changed"),
	act(File, "resident.merged", "Dubbele samengevoegd", "Doubles merged"),
	act(File, "resident.unmerged", "Samenvoegen teruggedraaid", "Merge undone"),
	act(File, "resident.moved", "Overgedragen", "Handed over"),
	act(File, "resident.closed", "Dossier afgesloten", "File closed"),
	act(File, "resident.reopened", "Dossier heropend", "File opened again"),
	act(File, "resident.erased", "Dossier gewist", "File erased"),
	act(File, "resident.imported", "Ingelezen uit een bestand", "Imported from a file"),
	act(File, "resident.import_undone", "Inlezen teruggedraaid", "Import undone"),
	act(File, "resident.consented", "Toestemming vastgelegd", "Consent recorded"),
	act(File, "resident.withdrawn", "Toestemming ingetrokken", "Consent withdrawn"),
	act(File, "caseload.changed", "Caseload gewijzigd", "Caseload changed"),
	act(File, "household.changed", "Huishouden gewijzigd", "Household changed"),
	act(File, "household.split", "Huishouden gesplitst", "Household split").protected(),
	look(File, "contact_rule.seen", "Veilig bereiken bekeken", "Safe-to-contact rule seen").protected(),
	act(File, "contact_rule.changed", "Veilig bereiken gewijzigd", "Safe-to-contact rule changed").protected(),
	look(File, "restricted.seen", "Afgeschermd deel bekeken", "Restricted part seen").protected(),
	act(File, "restricted.changed", "Afscherming gewijzigd", "Restriction changed").protected(),
	act(File, "conflict.marked", "Gemerkt: ik ken deze persoon", "Marked: I know this person").protected(),
	act(File, "conflict.lifted", "Merk ‘ik ken deze persoon’ weggehaald", "Mark ‘I know this person’ lifted").protected(),
	act(File, "break_glass.opened", "Noodtoegang genomen", "Emergency access taken"),
	act(File, "break_glass.ended", "Noodtoegang beëindigd", "Emergency access ended"),
	act(File, "break_glass.reviewed", "Noodtoegang nagekeken", "Emergency access reviewed"),
	look(File, "deliberation.seen", "Afweging bekeken", "Deliberation seen"),
	look(File, "deliberation.listed", "Afweging in een lijst gezien", "Deliberation seen in a list"),
	look(File, "deliberation.printed", "Afweging afgedrukt", "Deliberation printed"),
	look(File, "deliberation.exported", "Afweging geëxporteerd", "Deliberation exported"),
	act(File, "deliberation.started", "Afweging begonnen", "Deliberation started"),
	act(File, "deliberation.answered", "Antwoord opgeslagen", "Answer saved"),
	act(File, "deliberation.decided", "Besluit genomen", "Decision taken"),
	act(File, "deliberation.kept", "Besluit bleef zoals het was", "Decision kept as it was"),
	act(File, "deliberation.closed", "Afweging afgesloten", "Deliberation closed"),
	act(File, "deliberation.withdrawn", "Afweging ingetrokken", "Deliberation withdrawn"),
	act(File, "deliberation.returned", "Besluit kwam terug", "Decision came back"),
	act(File, "consult.asked", "Meedenken gevraagd", "Asked to think along"),
	act(File, "consult.answered", "Meegedacht", "Thought along"),
	act(File, "consult.withdrawn", "Meedenken ingetrokken", "Request to think along withdrawn"),
	act(File, "approval.asked", "Akkoord gevraagd", "Approval asked"),
	act(File, "approval.given", "Akkoord gegeven", "Approval given"),
	act(File, "approval.refused", "Akkoord geweigerd", "Approval refused"),
	act(File, "partner.shared", "Gedeeld met een partner", "Shared with a partner").protected(),
	look(File, "partner.seen", "Bekeken door een partner", "Seen by a partner").protected(),
	act(File, "partner.ended", "Delen beëindigd", "Sharing ended").protected(),
	look(File, "access.refused", "Toegang geweigerd", "Access refused"),
	act(File, "message.sent", "Bericht verstuurd", "Message sent").protected(),

	act(Account, "account.signed_in", "Ingelogd", "Signed in"),
	act(Account, "account.sign_in_failed", "Inloggen mislukt", "Sign-in failed"),
	act(Account, "account.signed_out", "Uitgelogd", "Signed out"),
	act(Account, "account.stepped_up", "Opnieuw bevestigd wie je bent", "Confirmed again who you are"),
	act(Account, "account.session_ended", "Sessie beëindigd", "Session ended"),
	act(Account, "account.added", "Account gemaakt", "Account made"),
	act(Account, "account.changed", "Account gewijzigd", "Account changed"),
	act(Account, "account.invited", "Uitgenodigd", "Invited"),
	act(Account, "account.invitation_withdrawn", "Uitnodiging ingetrokken", "Invitation withdrawn"),
	act(Account, "account.joined", "Uitnodiging aangenomen", "Invitation accepted"),
	act(Account, "account.password_changed", "Wachtwoord gewijzigd", "Password changed"),
	act(Account, "account.reset_asked", "Nieuw wachtwoord aangevraagd", "New password asked for"),
	act(Account, "account.factor_added", "Tweede stap toegevoegd", "Second factor added"),
	act(Account, "account.factor_removed", "Tweede stap verwijderd", "Second factor removed"),
	act(Account, "account.recovery_made", "Herstelcodes gemaakt", "Recovery codes made"),
	act(Account, "account.recovery_used", "Herstelcode gebruikt", "Recovery code used"),
	act(Account, "account.linked", "Gekoppeld aan een inlogdienst", "Linked to a sign-in service"),
	act(Account, "account.unlinked", "Losgekoppeld van een inlogdienst", "Unlinked from a sign-in service"),
	act(Account, "account.role_changed", "Rol gewijzigd", "Role changed"),
	act(Account, "account.team_changed", "Team gewijzigd", "Team changed"),
	act(Account, "account.suspended", "Account geblokkeerd", "Account suspended"),
	act(Account, "account.restored", "Account weer open", "Account open again"),
	act(Account, "account.left", "Uit dienst", "Left the organisation"),
	act(Account, "account.locked", "Account even op slot", "Account locked for a while"),
	look(Account, "account.seen", "Account bekeken", "Account seen"),
	look(Account, "account.listed", "Accounts bekeken", "Accounts listed"),
	look(Account, "account.refused", "Beheer geweigerd", "Administration refused"),
	act(Account, "organisation.added", "Organisatie gemaakt", "Organisation made"),
	act(Account, "organisation.changed", "Organisatie gewijzigd", "Organisation changed"),
	act(Account, "team.added", "Team gemaakt", "Team made"),
	act(Account, "team.changed", "Team gewijzigd", "Team changed"),
	act(Account, "team.closed", "Team opgeheven", "Team closed"),
	act(Account, "neighbourhood.changed", "Wijk gewijzigd", "Neighbourhood changed"),
	act(Account, "worker.added", "Medewerker toegevoegd", "Worker added"),
	act(Account, "worker.changed", "Medewerker gewijzigd", "Worker changed"),
	act(Account, "filter.shared", "Filter gedeeld", "Filter shared"),
	act(Account, "filter.changed", "Filter gewijzigd", "Filter changed"),

	look(Content, "framework.effects_seen", "Gevolgen van een wijziging bekeken", "Effects of a change seen"),
	act(Content, "framework.changed", "Afwegingskader gewijzigd", "Framework changed"),
	act(Content, "framework.release_asked", "Vrijgeven gevraagd", "Release asked for"),
	act(Content, "framework.released", "Afwegingskader vrijgegeven", "Framework released"),
	act(Content, "framework.retired", "Afwegingskader ingetrokken", "Framework retired"),
	act(Content, "guideline.changed", "Richtlijn gewijzigd", "Guideline changed"),
	act(Content, "guideline.released", "Richtlijn vrijgegeven", "Guideline released"),
	act(Content, "guideline.retired", "Richtlijn ingetrokken", "Guideline retired"),
	act(Content, "feedback.given", "Opmerking bij inhoud gegeven", "Feedback on content given"),
	act(Content, "feedback.handled", "Opmerking bij inhoud behandeld", "Feedback on content handled"),

	look(Trail, "audit.read", "Logboek gelezen", "Audit trail read"),
	look(Trail, "audit.printed", "Logboek afgedrukt", "Audit trail printed"),
	look(Trail, "audit.exported", "Logboek geëxporteerd", "Audit trail exported"),
	look(Trail, "audit.verified", "Logboek gecontroleerd", "Audit trail verified"),
	act(Trail, "audit.reviewed", "Opvallende inzage nagekeken", "Unusual access reviewed"),
	act(Trail, "audit.line_lost", "Regel verdwenen voordat hij een nummer had", "Line gone before it had its number"),
	act(Trail, "audit.forgotten", "Bewaartermijn toegepast op het logboek", "Retention applied to the audit trail"),

	look(Insights, "figures.seen", "Cijfers bekeken", "Figures seen"),
	look(Insights, "figures.exported", "Cijfers geëxporteerd", "Figures exported"),

	act(Machine, "program.started", "Programma gestart", "Program started"),
	act(Machine, "program.stopped", "Programma gestopt", "Program stopped"),
	act(Machine, "program.updated", "Programma bijgewerkt", "Program updated"),
	act(Machine, "settings.changed", "Instelling gewijzigd", "Setting changed"),
	act(Machine, "data.restored", "Reservekopie teruggezet", "Backup restored"),
	act(Machine, "data.rollback_accepted", "Oudere gegevens aanvaard", "Older data accepted"),
	act(Machine, "data.backed_up", "Reservekopie gemaakt", "Backup made"),
	act(Machine, "data.opened_directly", "Database rechtstreeks geopend", "Database opened directly"),
	act(Machine, "retention.applied", "Bewaartermijn toegepast", "Retention applied"),
}
