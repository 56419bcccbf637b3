package people

import "reflect"

// The codes of what happened to a resident that a decision may hang on. Others hear of it by these words.
const (
	HappenedAddress   = "address"      // moved, or the address became secret or known
	HappenedLiving    = "living"       // lives in another way: alone, in a shelter
	HappenedHousehold = "household"    // somebody came or went
	HappenedRisk      = "risk"         // another answer about health risk
	HappenedSafe      = "safe_contact" // the safe-to-contact rule changed
)

// Happened tells what changed between two states of a file that a decision may hang on. Who said so and until when a rule
// holds are no change by themselves.
func Happened(was, is map[BlockName]Block) (codes []string) {
	say := func(changed bool, code string) {
		if changed {
			codes = append(codes, code)
		}
	}
	homeWas, homeIs := as[Living](was, BlockLiving), as[Living](is, BlockLiving)
	ruleWas, ruleIs := as[SafeRule](was, BlockSafe), as[SafeRule](is, BlockSafe)
	address := func(l Living) Living { l.Kind, l.Neighbourhood = "", ""; return l }
	say(address(homeWas) != address(homeIs) || ruleWas.SecretAddress != ruleIs.SecretAddress, HappenedAddress)
	say(homeWas.Kind != homeIs.Kind, HappenedLiving)
	say(!reflect.DeepEqual(as[Household](was, BlockHousehold).Housemates, as[Household](is, BlockHousehold).Housemates), HappenedHousehold)
	say(as[Support](was, BlockSupport).Risk != as[Support](is, BlockSupport).Risk, HappenedRisk)
	for _, r := range []*SafeRule{&ruleWas, &ruleIs} {
		r.Source, r.SourceMeans, r.ChangedOn = "", "", ""
	}
	say(!reflect.DeepEqual(ruleWas, ruleIs), HappenedSafe)
	return codes
}

// as gives a block out of a file, empty when it is not there.
func as[B Block](file map[BlockName]Block, name BlockName) B {
	b, _ := file[name].(B)
	return b
}
