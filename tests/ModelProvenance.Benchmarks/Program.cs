// dotnet run -c Release --project tests/ModelProvenance.Benchmarks -- startup           whole-process comparison: empty program, first answer, identify
// dotnet run -c Release --project tests/ModelProvenance.Benchmarks -- names             names per second on one core
// dotnet run -c Release --project tests/ModelProvenance.Benchmarks -- --filter '*'      all BenchmarkDotNet benchmarks
using BenchmarkDotNet.Running;

using ModelProvenance.Benchmarks;

switch (args.FirstOrDefault())
{
    case "startup":
        return StartUpComparison.Run();
    case "names":
        return NamesPerSecond.Run();
    default:
        BenchmarkSwitcher.FromAssembly(typeof(ResolveNames).Assembly).Run(args);
        return 0;
}
