module nabij/bench

go 1.26.0

require nabij v0.0.0

require go.yaml.in/yaml/v3 v3.0.6 // indirect

replace nabij => ../

replace github.com/google/pprof => github.com/google/pprof v0.0.0-20260906184651-6331bc6350fe
