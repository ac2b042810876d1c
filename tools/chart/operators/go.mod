// Never built: the modules of operators hold the definitions of their custom resources, which are read from the module cache.
module partner-management/tools/chart/operators

go 1.26.0

require (
	github.com/kedacore/keda/v2 v2.21.0
	github.com/prometheus-operator/prometheus-operator v0.85.0
	sigs.k8s.io/gateway-api v1.6.3
)
