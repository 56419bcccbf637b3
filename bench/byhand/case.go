package byhand

// Case is one situation to weigh. The zero value of an answer means: not answered.
type Case struct {
	Day        Day
	Variant    Variant
	Flow       Flow
	Guidelines Guidelines

	ContactNow           Choice
	LastContact          DayAnswer
	WhoElse              Choices
	ProfessionalsInside  Number
	Wish                 Choice
	Wanted               Choices
	Unwanted             Choices
	CanExpress           Choice
	Informed             Choice
	ClientSupportKnown   Choice
	OfficialTalk         DayAnswer
	RemoteMeans          Choices
	MeansEnough          Choice
	MeansWhy             Choices
	ListenIn             Choice
	AloneAtHome          Choice
	Tool                 Choice
	Papers               Choice
	Deadline             DayAnswer
	UnsafeHome           Choice
	PsychiatricCrisis    Choice
	Suicide              Choice
	Escalation           Choice
	LonelinessIsolation  Choice
	BasicNeeds           Choice
	DebtsIncome          Choice
	AddictionRelapse     Choice
	OverburdenedCarer    Choice
	DerailedCare         Choice
	LostDayStructure     Choice
	OnlineAbuse          Choice
	SexualViolence       Choice
	ForcedMarriageHonour Choice
	OutOfSight           Choice
	OtherWorry           Choice
	Acute                Choice
	Children             Choice
	CarerToo             Choice
	Agreement            Choice
	Doubt                Choice
	Availability         Choice
	Age                  Number
	Housemates           Number
	Complaints           [1 + MaxHousemates]Choice
	Isolation            Choice
	PositiveDay          DayAnswer
	ContactDay           DayAnswer
	RiskGroup            Choice
	ToResident           Choice
	FromResident         Choice
	CanGoOut             Choice
	HomeNeeded           Choice
	DistanceHome         Choice
	DistancePerson       Choice
	OfficeOpen           Choice
	GroupConsidered      Choice
	GroupPlace           Choice
	GroupSize            Number
	GroupVulnerable      Choice
	DayActivityStopped   Choice
	StreetPlace          Choice
	OwnRoom              Choice
	Initiative           Choice
	NearnessTalked       Choice
	NextContact          DayAnswer
	FoundWhen            Choice
	WasClose             Choice
	Protected            Choice
	VisitedOthers        Choice
}

// Variant is the worker role that was chosen.
type Variant uint8

// The worker roles.
const (
	NoVariant Variant = iota
	ElderlyWorker
	DebtCounsellor
	CommunityWorker
	YouthWorker
	NeighbourhoodTeam
	Shelter
	ClientSupporter
)

// Flow is the side flow that the case is in.
type Flow uint8

// The flows.
const (
	Deliberation Flow = iota
	FoundOutLater
)
