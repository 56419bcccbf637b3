package byhand

// GuidelinesOn gives what holds on a day, without a risk level or region.
func GuidelinesOn(d Day) Guidelines {
	return Guidelines{
		Distance:                on(d, distanceSteps, NoLimit),
		DistanceAmongYouth:      on(d, distanceAmongYouthSteps, NoLimit),
		HandshakeAdvisedAgainst: on(d, handshakeAdvisedAgainstSteps, false),
		PrivateVisitors:         on(d, privateVisitorsSteps, NoLimit),
		PrivateVisitMoments:     on(d, privateVisitMomentsSteps, NoLimit),
		OlderVisitLimited:       on(d, olderVisitLimitedSteps, false),
		OlderVisitLimited70:     on(d, olderVisitLimited70Steps, false),
		SelfTestBeforeVisit:     on(d, selfTestBeforeVisitSteps, false),
		GroupIndoors:            on(d, groupIndoorsSteps, NoLimit),
		GroupOutdoors:           on(d, groupOutdoorsSteps, NoLimit),
		Masks:                   on(d, masksSteps, MasksNone),
		MedicalMaskWhenClose:    on(d, medicalMaskWhenCloseSteps, false),
		Offices:                 on(d, officesSteps, OfficesOpen),
		CrucialProfession:       on(d, crucialProfessionSteps, true),
		Centres:                 on(d, centresSteps, CentresOpen),
		DayActivity:             on(d, dayActivitySteps, DayActivityOpen),
		QuarantineDays:          on(d, quarantineDaysSteps, NoLimit),
		IsolationDays:           on(d, isolationDaysSteps, NoLimit),
		HousematesStayHome:      on(d, housematesStayHomeSteps, false),
		RiskAge:                 on(d, riskAgeSteps, NoLimit),
		PpeSuspected:            on(d, ppeSuspectedSteps, PpeSuspectedNone),
		PpeClose:                on(d, ppeCloseSteps, PpeCloseNone),
	}
}

type step[T any] struct {
	from  Day
	value T
}

// on gives the value of the last step that began, or what holds before the first.
func on[T any](d Day, steps []step[T], before T) T {
	for _, s := range steps {
		if s.from > d {
			break
		}
		before = s.value
	}
	return before
}
