// dotnet run -c Release --project tests/ModelProvenance.Benchmarks -- startup [MODELS]  whole-process comparison: empty program, first answer (also with so many made-up models), identify
// dotnet run -c Release --project tests/ModelProvenance.Benchmarks -- names             names per second on one core
// dotnet run -c Release --project tests/ModelProvenance.Benchmarks -- --filter '*'      all BenchmarkDotNet benchmarks
using BenchmarkDotNet.Running;

using ModelProvenance.Benchmarks;

switch (args.FirstOrDefault())
{
    case "startup":
        return StartUpComparison.Run(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 0);
    case "names":
        return NamesPerSecond.Run();
    default:
        BenchmarkSwitcher.FromAssembly(typeof(ResolveNames).Assembly).Run(args);
        return 0;
}
