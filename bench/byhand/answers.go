package byhand

// Answers to contact-now.
const (
	ContactNowOk Choice = answered + iota
	ContactNowThin
	ContactNowLost
)

// Answers to who-else.
const (
	WhoElseFamily uint16 = 1 << iota
	WhoElseNeighbour
	WhoElseVolunteer
	WhoElseProfessional
	WhoElseNobody
)

// Answers to wish.
const (
	WishMeet Choice = answered + iota
	WishNoMeet
	WishLater
	WishNoPreference
)

// Answers to wanted.
const (
	WantedAny uint16 = 1 << iota
	WantedHome
	WantedOffice
	WantedWalk
	WantedDoor
	WantedGroup
	WantedPhone
	WantedVideo
	WantedChat
	WantedCard
	WantedNetwork
	WantedVolunteer
)

// Answers to unwanted.
const (
	UnwantedNothing uint16 = 1 << iota
	UnwantedHome
	UnwantedGroup
	UnwantedRemote
	UnwantedOthers
)

// Answers to can-express.
const (
	CanExpressWell Choice = answered + iota
	CanExpressWithHelp
	CanExpressHard
)

// Answers to remote-means.
const (
	RemoteMeansPhone uint16 = 1 << iota
	RemoteMeansScreen
	RemoteMeansLetter
	RemoteMeansNone
)

// Answers to means-enough.
const (
	MeansEnoughYes Choice = answered + iota
	MeansEnoughPartly
	MeansEnoughNo
	MeansEnoughNotPossible
)

// Answers to means-why.
const (
	MeansWhyHearing uint16 = 1 << iota
	MeansWhyLanguage
	MeansWhyReading
	MeansWhyNoDevice
	MeansWhySignals
	MeansWhyTrust
	MeansWhySafety
)

// Answers to listen-in.
const (
	ListenInNo Choice = answered + iota
	ListenInPossible
	ListenInControlled
)

// Answers to tool.
const (
	ToolSecured Choice = answered + iota
	ToolConsumer
	ToolNotYet
)

// Answers to questions on the scale sign.
const (
	SignNone Choice = answered + iota
	SignWorry
	SignClear
)

// Answers to agreement.
const (
	AgreementNoAgreement Choice = answered + iota
	AgreementAllows
	AgreementConditions
	AgreementAgainst
)

// Answers to doubt.
const (
	DoubtNo Choice = answered + iota
	DoubtAlone
	DoubtTalked
)

// Answers to availability.
const (
	AvailabilityCanGo Choice = answered + iota
	AvailabilityColleagueGoes
	AvailabilityDiscussFirst
)

// Answers to isolation.
const (
	IsolationNo Choice = answered + iota
	IsolationWaiting
	IsolationContact
	IsolationPositive
)

// Answers to questions on the scale chance.
const (
	ChanceSmall Choice = answered + iota
	ChanceSome
	ChanceLarge
)

// Answers to distance-person.
const (
	DistancePersonYes Choice = answered + iota
	DistancePersonWithHelp
	DistancePersonNo
)

// Answers to office-open.
const (
	OfficeOpenSuited Choice = answered + iota
	OfficeOpenNotSuited
	OfficeOpenClosed
)

// Answers to group-place.
const (
	GroupPlaceIndoors Choice = answered + iota
	GroupPlaceOutdoors
)

// Answers to found-when.
const (
	FoundWhenAtDoor Choice = answered + iota
	FoundWhenDuring
	FoundWhenAfterwards
)
