package byhand

// Guidelines are the values in force on the planned day.
type Guidelines struct {
	Distance                int32
	DistanceAmongYouth      int32
	HandshakeAdvisedAgainst bool
	PrivateVisitors         int32
	PrivateVisitMoments     int32
	OlderVisitLimited       bool
	OlderVisitLimited70     bool // for people of 70 and older
	SelfTestBeforeVisit     bool
	GroupIndoors            int32
	GroupOutdoors           int32
	Masks                   uint8
	MedicalMaskWhenClose    bool
	Offices                 uint8
	CrucialProfession       bool
	Centres                 uint8
	DayActivity             uint8
	QuarantineDays          int32
	IsolationDays           int32
	HousematesStayHome      bool
	RiskAge                 int32
	PpeSuspected            uint8
	PpeClose                uint8
}

// NoLimit stands for a number without a limit.
const NoLimit int32 = 1<<31 - 1

// Values of masks, the strictest first.
const (
	MasksDuty uint8 = iota
	MasksUrgentAdvice
	MasksAdvice
	MasksTransportOnly
	MasksNone
)

// Values of offices, the strictest first.
const (
	OfficesHomeUnlessEssential uint8 = iota
	OfficesHomeUnless
	OfficesHalf
	OfficesHomeIfPossible
	OfficesOpen
)

// Values of centres, the strictest first.
const (
	CentresClosed uint8 = iota
	CentresVulnerableOnly
	CentresLimited
	CentresOpen
)

// Values of day-activity, the strictest first.
const (
	DayActivityMostlyClosed uint8 = iota
	DayActivityIfNeeded
	DayActivityAdapted
	DayActivityOpen
)

// Values of ppe-suspected, the strictest first.
const (
	PpeSuspectedFullSet uint8 = iota
	PpeSuspectedMaskAndGloves
	PpeSuspectedNone
)

// Values of ppe-close, the strictest first.
const (
	PpeCloseMasksBoth uint8 = iota
	PpeCloseOwnJudgement
	PpeCloseNone
)
