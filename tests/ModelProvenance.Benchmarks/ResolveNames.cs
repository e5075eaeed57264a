using BenchmarkDotNet.Attributes;

namespace ModelProvenance.Benchmarks;

/// <summary>Resolving a mix of names.</summary>
[MemoryDiagnoser]
public class ResolveNames
{
    private readonly ModelResolver _resolver = ModelResolver.Default;
    private readonly string[] _names = SampleNames.All;

    /// <summary>All sample names once; the figure is that of one name.</summary>
    [Benchmark]
    public int Mix()
    {
        var known = 0;
        foreach (var name in _names)
        {
            if (_resolver.Resolve(name).Model is not null)
                known++;
        }

        return known;
    }
}
