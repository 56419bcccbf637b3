package demo

import (
	"nabij/internal/feature/account"
	"nabij/internal/platform/access"
	"nabij/internal/platform/fault"
)

// Organisation is the name of the organisation. Every page says beside it that it is a demonstration.
const Organisation = "Stichting Zonneveld (demonstratie)"

// mailDomain is where the cast gets its mail: .example is reserved, so nobody real can ever have such an address. By it a
// database of a demonstration is known.
const mailDomain = "@zonneveld.example"

// played is somebody of the cast.
type played struct {
	key, name string
	roles     []access.Role
	teams     []string // by key
	phone     bool     // works on a telephone
	comes     fault.Text
}

func (p played) login() string { return p.key + mailDomain }

// teams, neighbourhoods and groups of the invented town of Zonneveld.
var (
	teamNames  = map[string]string{"oost": "Wijkteam Oost", "west": "Wijkteam West", "opvang": "Team Opvang en Jeugd"}
	hoodNames  = map[string]string{"molen": "Molenbuurt", "haven": "Oude Haven", "bloemen": "Bloemenkwartier", "nieuwland": "Nieuwland"}
	groupNames = map[string]string{"ouderen": "Ouderen alleen", "mantelzorg": "Mantelzorgers", "schulden": "Geldzorgen", "jongeren": "Jongeren",
		"psychisch": "Psychisch kwetsbaar", "dakloos": "Dak- en thuisloos", "taal": "Nieuw in Nederland"}
)

// cast is everybody, the administrator first. Whoever has something to come for gets a button.
var cast = []played{
	{"ada", "Ada Sleutelbos", []access.Role{access.Administrator}, nil, false, fault.Say(
		"Houdt accounts, teams en wijken bij. Ziet geen enkel dossier.", "Keeps accounts, teams and neighbourhoods. Sees no file at all.")},
	{"sanne", "Sanne Huisbezoek", []access.Role{access.Worker}, []string{"oost"}, true, fault.Say(
		"Sociaal werker voor ouderen. Weegt af of ze langs kan gaan, en ziet wie er weer aandacht vraagt.", "Social worker for older people. Weighs whether she can visit, and sees who asks for attention again.")},
	{"karim", "Karim Schuldhulp", []access.Role{access.Worker}, []string{"west", "oost"}, false, fault.Say(
		"Schuldhulpverlener. Vraagt een collega mee te denken en wacht op akkoord.", "Debt counsellor. Asks a colleague to think along and waits for approval.")},
	{"joris", "Joris Jongerenwerk", []access.Role{access.Worker}, []string{"opvang"}, true, fault.Say(
		"Jongerenwerker en opvang. Heeft een dossier dat gesloten is voor anderen.", "Youth work and shelter. Has a file that is closed to others.")},
	{"lotte", "Lotte Leidraad", []access.Role{access.TeamLead, access.Worker}, []string{"oost", "west", "opvang"}, false, fault.Say(
		"Leidinggevende. Geeft akkoord, kijkt een noodinzage na, voegt dubbele dossiers samen en leest een lijst in.", "Team lead. Approves, reviews an emergency, merges doubles and brings in a list.")},
	{"kees", "Kees Kaderschrijver", []access.Role{access.FrameworkEditor}, nil, false, fault.Say(
		"Schrijft kaders en richtlijnen, en ziet wat een wijziging doet voordat zij geldt.", "Writes frameworks and guidelines, and sees what a change does before it holds.")},
	{"rita", "Rita Tweedelezer", []access.Role{access.FrameworkEditor}, nil, false, fault.Say(
		"De tweede kaderbeheerder: geeft vrij wat een ander schreef.", "The second editor: releases what somebody else wrote.")},
	{"cora", "Cora Naastenveld", []access.Role{access.ClientSupporter}, nil, false, fault.Say(
		"Onafhankelijke cliëntondersteuner. Ziet alleen wie zelf om haar vroeg.", "Independent client supporter. Sees only who asked for her.")},
	{"vera", "Vera Vrijwilliger", []access.Role{access.VolunteerCoordinator, access.DayActivityCoordinator}, nil, false, fault.Say(
		"Coördineert vrijwilligers en dagbesteding. Denkt mee als een collega dat vraagt.", "Coordinates volunteers and day activities. Thinks along when a colleague asks.")},
	{"mirjam", "Mirjam Beleidsveld", []access.Role{access.Manager}, nil, false, fault.Say(
		"Manager. Ziet afspraken en richtlijnen, en nooit een persoon.", "Manager. Sees agreements and guidelines, and never a person.")},
	{"fenna", "Fenna Geheimhouder", []access.Role{access.PrivacyOfficer}, nil, false, fault.Say(
		"Functionaris gegevensbescherming. Kijkt na wie wat zag, en de noodinzages.", "Privacy officer. Reviews who saw what, and the emergencies.")},
	{"piet", "Piet Partnerpost", []access.Role{access.NetworkPartner}, nil, true, fault.Say(
		"Wijkpartner. Ziet niets, zolang er niets met hem gedeeld is.", "Network partner. Sees nothing, as long as nothing was shared with him.")},
	{"bas", "Bas Vertrokken", []access.Role{access.Worker}, []string{"west"}, false, fault.Text{}},
}

// invited is somebody who did not come in yet.
var invited = played{"ilse", "Ilse Bijnabinnen", []access.Role{access.Worker}, []string{"oost"}, false, fault.Text{}}

// Personas are those of the cast who get a button on the sign-in page.
func Personas() []account.Persona {
	var all []account.Persona
	for _, p := range cast {
		if p.comes != (fault.Text{}) {
			all = append(all, account.Persona{Login: p.login(), Name: p.name, Roles: p.roles, Comes: p.comes})
		}
	}
	return all
}
