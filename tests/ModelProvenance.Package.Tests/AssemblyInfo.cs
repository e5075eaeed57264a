using ModelProvenance.Package.Tests;

[assembly: AssemblyFixture(typeof(PackedFiles))]
// Each test builds a project of its own; two builds at a time would only be slower.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
