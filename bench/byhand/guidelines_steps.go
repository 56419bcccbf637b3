package byhand

var distanceSteps = []step[int32]{
	{day20200309, NoLimit},
	{day20200315, 15},
	{day20200323, 15},
	{day20200601, 15},
	{day20201201, 15},
	{day20210626, 15},
	{day20210925, 15},
	{day20211106, 15},
	{day20211124, 15},
	{day20220225, NoLimit},
}

var distanceAmongYouthSteps = []step[int32]{
	{day20200309, NoLimit},
	{day20200315, 15},
	{day20200323, 15},
	{day20200701, NoLimit},
}

var handshakeAdvisedAgainstSteps = []step[bool]{
	{day20200309, true},
	{day20210925, true},
	{day20211106, true},
	{day20220225, true},
}

var privateVisitorsSteps = []step[int32]{
	{day20200309, NoLimit},
	{day20200323, 3},
	{day20200511, 3},
	{day20200601, NoLimit},
	{day20200818, 6},
	{day20200929, 3},
	{day20201014, 3},
	{day20201104, 2},
	{day20201119, 3},
	{day20201215, 2},
	{day20201224, 3},
	{day20201227, 2},
	{day20210120, 1},
	{day20210428, 2},
	{day20210605, 4},
	{day20210626, NoLimit},
	{day20211113, 4},
	{day20211128, 4},
	{day20211219, 2},
	{day20211224, 4},
	{day20211227, 2},
	{day20211231, 4},
	{day20220102, 2},
	{day20220115, 4},
	{day20220126, 4},
	{day20220215, NoLimit},
}

var privateVisitMomentsSteps = []step[int32]{
	{day20200309, NoLimit},
	{day20210120, 1},
	{day20210428, 1},
	{day20210626, NoLimit},
	{day20211219, 1},
	{day20220126, 1},
	{day20220215, NoLimit},
}

var olderVisitLimitedSteps = []step[bool]{
	{day20200309, false},
}

var olderVisitLimited70Steps = []step[bool]{
	{day20200312, true},
	{day20200401, true},
	{day20200429, true},
	{day20200601, false},
}

var selfTestBeforeVisitSteps = []step[bool]{
	{day20200309, false},
	{day20211128, true},
	{day20220225, true},
}

var groupIndoorsSteps = []step[int32]{
	{day20200309, NoLimit},
	{day20200312, 100},
	{day20200315, 100},
	{day20200323, 2},
	{day20200601, 30},
	{day20200701, 100},
	{day20200929, 30},
	{day20201014, 30},
	{day20201104, 2},
	{day20201119, 30},
	{day20201215, 2},
	{day20210519, 30},
	{day20210605, 50},
	{day20210626, NoLimit},
	{day20210710, NoLimit},
	{day20211113, NoLimit},
	{day20211219, NoLimit},
	{day20220115, NoLimit},
	{day20220225, NoLimit},
}

var groupOutdoorsSteps = []step[int32]{
	{day20200309, NoLimit},
	{day20200312, 100},
	{day20200323, 2},
	{day20200429, 2},
	{day20200601, NoLimit},
	{day20200701, 250},
	{day20200929, 40},
	{day20201014, 4},
	{day20201104, 2},
	{day20201119, 4},
	{day20201215, 2},
	{day20210605, 4},
	{day20210626, NoLimit},
	{day20211219, 2},
	{day20211224, 4},
	{day20211227, 2},
	{day20211231, 4},
	{day20220102, 2},
	{day20220115, 4},
	{day20220225, NoLimit},
}

var masksSteps = []step[uint8]{
	{day20200309, MasksNone},
	{day20200601, MasksTransportOnly},
	{day20200930, MasksUrgentAdvice},
	{day20201014, MasksUrgentAdvice},
	{day20201201, MasksDuty},
	{day20210626, MasksTransportOnly},
	{day20210925, MasksTransportOnly},
	{day20211106, MasksDuty},
	{day20211113, MasksDuty},
	{day20220126, MasksDuty},
	{day20220225, MasksTransportOnly},
	{day20220323, MasksNone},
}

var medicalMaskWhenCloseSteps = []step[bool]{
	{day20200309, false},
	{day20220115, true},
	{day20220225, true},
	{day20220420, false},
}

var officesSteps = []step[uint8]{
	{day20200309, OfficesOpen},
	{day20200312, OfficesHomeIfPossible},
	{day20200818, OfficesHomeIfPossible},
	{day20200929, OfficesHomeUnless},
	{day20201104, OfficesHomeUnless},
	{day20201119, OfficesHomeUnless},
	{day20201215, OfficesHomeUnless},
	{day20210120, OfficesHomeUnlessEssential},
	{day20210626, OfficesHalf},
	{day20210925, OfficesHomeIfPossible},
	{day20211103, OfficesHalf},
	{day20211113, OfficesHomeUnless},
	{day20211128, OfficesHomeUnless},
	{day20220215, OfficesHalf},
	{day20220315, OfficesOpen},
}

var crucialProfessionSteps = []step[bool]{
	{day20200309, false},
	{day20200318, true},
	{day20200422, true},
	{day20201029, true},
}

var centresSteps = []step[uint8]{
	{day20200309, CentresOpen},
	{day20200315, CentresLimited},
	{day20200323, CentresClosed},
	{day20200601, CentresLimited},
	{day20200701, CentresLimited},
	{day20200929, CentresLimited},
	{day20201014, CentresLimited},
	{day20201104, CentresVulnerableOnly},
	{day20201119, CentresLimited},
	{day20201215, CentresVulnerableOnly},
	{day20210120, CentresVulnerableOnly},
	{day20210331, CentresVulnerableOnly},
	{day20210519, CentresLimited},
	{day20210605, CentresLimited},
	{day20210626, CentresOpen},
	{day20210925, CentresOpen},
	{day20211113, CentresOpen},
	{day20211128, CentresLimited},
	{day20211219, CentresVulnerableOnly},
	{day20220115, CentresVulnerableOnly},
	{day20220126, CentresOpen},
	{day20220225, CentresOpen},
}

var dayActivitySteps = []step[uint8]{
	{day20200309, DayActivityOpen},
	{day20200316, DayActivityMostlyClosed},
	{day20200403, DayActivityIfNeeded},
	{day20200423, DayActivityIfNeeded},
	{day20200601, DayActivityAdapted},
	{day20200801, DayActivityOpen},
	{day20201104, DayActivityAdapted},
	{day20201215, DayActivityAdapted},
	{day20210120, DayActivityAdapted},
	{day20210626, DayActivityOpen},
	{day20211219, DayActivityAdapted},
	{day20220126, DayActivityOpen},
}

var quarantineDaysSteps = []step[int32]{
	{day20200309, 14},
	{day20200601, 14},
	{day20200818, 10},
	{day20201201, 10},
	{day20211224, 10},
	{day20220115, 10},
	{day20220315, 5},
	{day20220420, NoLimit},
}

var isolationDaysSteps = []step[int32]{
	{day20200309, NoLimit},
	{day20200601, 7},
	{day20211224, 7},
	{day20220218, 5},
	{day20220420, 5},
}

var housematesStayHomeSteps = []step[bool]{
	{day20200309, false},
	{day20200323, true},
	{day20200601, true},
}

var riskAgeSteps = []step[int32]{
	{day20200309, 65},
	{day20200401, 70},
	{day20200505, 70},
}

var ppeSuspectedSteps = []step[uint8]{
	{day20200309, PpeSuspectedNone},
	{day20200501, PpeSuspectedMaskAndGloves},
	{day20200827, PpeSuspectedMaskAndGloves},
	{day20201103, PpeSuspectedMaskAndGloves},
	{day20210326, PpeSuspectedFullSet},
}

var ppeCloseSteps = []step[uint8]{
	{day20200309, PpeCloseNone},
	{day20201103, PpeCloseOwnJudgement},
	{day20210224, PpeCloseOwnJudgement},
	{day20211101, PpeCloseMasksBoth},
}
