package byhand

// The forms of contact, in the order in which equal forms are shown.
const (
	Home Forms = 1 << iota
	Office
	Walk
	Outside
	AtTheDoor
	Group
	Colleague
	MixWalkPhone
	MixHomePhone
	MixDoorPhone
	MixOfficePhone
	MixColleaguePhone
	Phone
	Video
	Chat
	Card
	Network
	Volunteer
	Postpone

	allForms = Postpone<<1 - 1
)

// What the forms have in common.
const (
	InPersonForms   = Home | Office | Walk | Outside | AtTheDoor | Group | Colleague
	OwnVisitForms   = Home | Office | Walk | Outside | AtTheDoor | Group
	LeavesHomeForms = Office | Walk | Outside | Group
	MixForms        = MixWalkPhone | MixHomePhone | MixDoorPhone | MixOfficePhone | MixColleaguePhone
	RemoteForms     = Phone | Video | Chat | Card
	LiveForms       = Phone | Video | Chat
	ScreenForms     = Video | Chat
	ThirdPartyForms = Network | Volunteer
)

// formNames in order.
var formNames = [...]string{"home", "office", "walk", "outside", "at-the-door", "group", "colleague", "mix-walk-phone", "mix-home-phone", "mix-door-phone", "mix-office-phone", "mix-colleague-phone", "phone", "video", "chat", "card", "network", "volunteer", "postpone"}

// mixtures are as strict as the strictest of their parts.
var mixtures = [...]struct{ form, parts Forms }{
	{MixWalkPhone, Walk | Phone},
	{MixHomePhone, Home | Phone},
	{MixDoorPhone, AtTheDoor | Phone},
	{MixOfficePhone, Office | Phone},
	{MixColleaguePhone, Colleague | Phone},
}

// The urgent routes.
const (
	RouteAcuteDanger = iota
	RouteDomesticViolence
	RouteChildInDanger
	RouteSuicide
	RoutePsychiatricCrisis
	RouteBasicNeeds
	RouteSexualViolence
	RouteOnlineAbuse
	RouteForcedMarriageAbandonment
	RouteDerailedCare
	RouteOutOfSight
	RouteWorkerSafety

	routeCount = iota
)

// The people who can be consulted or must approve.
const (
	RoleColleague Roles = 1 << iota
	RoleTeamLead
	RoleViolenceExpert
	RoleLocationManager
)
