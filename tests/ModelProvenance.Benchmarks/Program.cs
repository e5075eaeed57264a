// dotnet run -c Release --project tests/ModelProvenance.Benchmarks -- startup [MODELS]  whole-process comparison: empty program, first answer (also with so many made-up models), identify
// dotnet run -c Release --project tests/ModelProvenance.Benchmarks -- names             names per second on one core
// dotnet run -c Release --project tests/ModelProvenance.Benchmarks -- cards FOLDER [PEERS]  cards of a folder read and checked per second on one core; with PEERS, a folder with 'npm install js-yaml ajv' done, by kind of work beside those
// dotnet run -c Release --project tests/ModelProvenance.Benchmarks -- cards-by-rule FOLDER  the same by rule: microseconds and bytes for a card
// dotnet run -c Release --project tests/ModelProvenance.Benchmarks -- mutated-cards FOLDER [COUNT] [SEED]  damaged cards (10,000,000): no exception, allocation bounded
// dotnet run -c Release --project tests/ModelProvenance.Benchmarks -- headers GGUF PEERS  headers and SHA-256 beside @huggingface/gguf, JSON.parse and sha256sum; PEERS: a folder with 'npm install @huggingface/gguf' done
// dotnet run -c Release --project tests/ModelProvenance.Benchmarks -- gate [MODELS]     whole runs of 'check models.json' with a policy of every kind of rule over so many models (200)
// dotnet run -c Release --project tests/ModelProvenance.Benchmarks -- licenses FOLDER   licence texts of a folder against all fingerprints: the first one, and each one warm
// dotnet run -c Release --project tests/ModelProvenance.Benchmarks -- --filter '*'      all BenchmarkDotNet benchmarks
using BenchmarkDotNet.Running;

using ModelProvenance.Benchmarks;

switch (args.FirstOrDefault())
{
    case "startup":
        return StartUpComparison.Run(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 0);
    case "names":
        return NamesPerSecond.Run();
    case "cards":
        return args.Length > 2 ? CardSpeed.Compare(args[1], args[2]) : CardChecks.Measure(args[1]);
    case "cards-by-rule":
        return CardSpeed.ByRule(args[1]);
    case "gate":
        return GateTime.Run(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 200);
    case "licenses":
        return LicenseTexts.Run(args[1]);
    case "mutated-cards":
        return CardChecks.Mutate(args[1], args.Length > 2 ? long.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : 10_000_000, args.Length > 3 ? int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture) : 1);
    case "headers":
        return HeaderReading.Run(args[1], args[2]);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(ResolveNames).Assembly).Run(args);
        return 0;
}
